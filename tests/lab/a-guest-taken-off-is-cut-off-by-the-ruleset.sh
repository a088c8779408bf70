#!/bin/sh
# What the kernel forwards for a guest ends when a ruleset without it is
# loaded, and its next request meets the page; another guest goes on.
. "${0%/*}/lab.sh"
webserver
peers
list $mac1 $mac2
serve
firewall
open_session guest1 talk
echo one >&3
says one || fail 'no way through'
list $mac2
firewall
reload
echo two >&3
says 'Connection re\(set\|fused\)' || fail 'it goes on'
get guest1 "http://$web/"
want 511
get guest2 "http://$web/"
want 200

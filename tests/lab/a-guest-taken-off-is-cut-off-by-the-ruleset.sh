#!/bin/sh
# What the kernel forwards for a guest ends when a ruleset without it is
# loaded, and no other connection does.
. "${0%/*}/lab.sh"
peers echo
list $mac1 $mac2
serve
firewall
open_session guest1 talk
echo one >&3
says one || fail 'no way through'
list $mac2
firewall
echo two >&3
says 'Connection re\(set\|fused\)' || fail 'it goes on'

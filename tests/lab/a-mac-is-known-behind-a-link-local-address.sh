#!/bin/sh
# A guest that has only a link-local address is known by its MAC. It has come
# to the gateway itself, so all it can get is the 421.
. "${0%/*}/lab.sh"
list $mac1
serve
firewall
get guest1 'http://[fe80::1%25eth0]:8511/'
want 421
get guest2 'http://[fe80::1%25eth0]:8511/'
want 511

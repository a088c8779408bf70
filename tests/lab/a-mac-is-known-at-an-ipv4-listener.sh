#!/bin/sh
# A guest is known by its MAC at a listener of IPv4 alone, too, which learns
# the interface in another way. It came to the gateway itself: 421.
. "${0%/*}/lab.sh"
list $mac1
serve -l 0.0.0.0:8512
get guest1 http://192.0.2.1:8512/
want 421
get guest2 http://192.0.2.1:8512/
want 511

#!/bin/sh
# who says by which MAC a guest is known and by which line it passes, and ends
# with 0 for who is on the list, 3 for a stranger, 1 for an address of nobody.
. "${0%/*}/gateway.sh"
does 3 who 192.0.2.11
[ "$(cat "$dir/said")" = "stranger: $mac is not on the list" ] ||
    fail 'more is said'
does 0 sign-in 192.0.2.11
does 0 who 192.0.2.11
said "allowed: .*$mac.*allow:3"
echo 192.0.2.20 >>"$allow"
does 0 who 192.0.2.20
said 'allow:4'
[ "$(grep -c '' "$dir/said")" = 1 ] || fail 'more than the line that counts'
does 3 who 2001:db8:2::12
does 1 who 203.0.113.5

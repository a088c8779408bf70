#!/bin/sh
# Sixty guests behind a repeater have one MAC, and share one device's places.
# Their browsers hold two silent connections each; all the same each request
# that comes whole is answered, and other guests notice nothing. (S4)
. "${0%/*}/lab.sh"
serve -c 100 -k 20 -w 60
addresses=$(seq 101 160 | sed 's/^/192.0.2./')
# shellcheck disable=SC2046 # words
has guest2 eth0 $(echo "$addresses" | sed 's|$|/24|')
# shellcheck disable=SC2086 # words
many guest2 silent 192.0.2.1 $addresses $addresses
# shellcheck disable=SC2086 # words
guest2 python3 "$here/many.py" ask 192.0.2.1 8511 $addresses \
    >"$dir/answer" 2>&1
[ "$(cat "$dir/answer")" = 511=60 ] || fail 'not all are answered'
[ "$(guest1 python3 "$here/many.py" ask 192.0.2.1 8511 $ip1)" = 511=1 ] ||
    fail 'another guest is not answered'
[ "$(count held)" -le 20 ] || fail "they hold $(count held)"

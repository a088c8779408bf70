#!/bin/sh
# The share of unfinished requests is a device's: forty IPv6 addresses of one
# MAC have one together, while another device's request stays and is served.
# (S4)
. "${0%/*}/lab.sh"
serve -k 4 -c 16 -w 60
firewall
open_session guest2 late 2>"$dir/said"
says begun || fail 'no connection'
# shellcheck disable=SC2046 # words
has guest1 eth0 $(seq 40 | sed 's|.*|2001:db8:2::1:&/64|')
# shellcheck disable=SC2046 # words
many guest1 hold 2001:db8:2::1 $(seq 40 | sed 's/^/2001:db8:2::1:/')
until_true 10 counted capped 36 || fail "$(count capped) gave way, not 36"
[ "$(count peak)" -le 6 ] || fail 'more than its share was held'
counted evicted 0 || fail 'others gave way'
echo >&3
says '^HTTP/1.1 511 ' || fail "another device's request is lost"

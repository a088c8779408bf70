#!/bin/sh
# A host with two hundred addresses is one device: its unfinished requests cost
# only itself, and another guest's, which is the oldest of all, is finished and
# answered. (S4)
. "${0%/*}/lab.sh"
serve -c 100 -k 20 -w 60
many guest1 finish 2001:db8:2::1 $six1
# shellcheck disable=SC2046 # words
has guest2 eth0 $(seq 200 | sed 's|.*|2001:db8:2::2:&/64|')
# shellcheck disable=SC2046 # words
many guest2 hold 2001:db8:2::1 $(seq 200 | sed 's/^/2001:db8:2::2:/')
[ "$(count held)" -le 21 ] || fail "they hold $(count held)"
[ "$(count capped)" -ge 150 ] || fail "only $(count capped) gave way"
rm "$dir/guest1.open"
until_true 20 test -s "$dir/guest1.out" || fail 'no answer'
[ "$(cat "$dir/guest1.out")" = 511 ] || fail 'the first has lost its place'

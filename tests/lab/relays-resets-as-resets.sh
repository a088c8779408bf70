#!/bin/sh
# A reset of either side reaches the other as a reset, not as an end.
. "${0%/*}/lab.sh"
list $mac1
serve
firewall "$dir/nobody"
peers reset
ask guest1 ends
grep -q '^reset$' "$dir/said" || fail "the origin's reset is lost"
peers notice
ask guest1 abort
until_true 10 grep -q '^client: ' "$dir/origin.out" || fail 'no end at all'
grep -q '^client: reset$' "$dir/origin.out" ||
    fail "the client's reset is lost"

#!/bin/sh
# Each side may say that it is done and still hear the other out.
. "${0%/*}/lab.sh"
list $mac1
serve
firewall "$dir/nobody"
peers sum
ask guest1 half
grep -q '^1048576 octets and end$' "$dir/said" || fail 'client half-closed'
peers bye
ask guest1 after
grep -q '^bye and end$' "$dir/said" || fail 'server half-closed'
until_true 10 grep -q '^1048576 octets after bye$' "$dir/origin.out" ||
    fail 'lost after the server half-closed'
until_true 5 counted relaying 0 || fail 'a relay stays'

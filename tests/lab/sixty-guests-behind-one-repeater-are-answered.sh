#!/bin/sh
# Sixty guests behind a repeater have one MAC, and share one device's places.
# Their browsers hold two silent connections each; all the same each request
# that comes whole is answered, and other guests notice nothing. (S4)
. "${0%/*}/lab.sh"
serve -c 100 -k 20 -w 60
addresses=
n=0
while [ $n -lt 60 ]; do
	n=$((n + 1))
	addresses="$addresses 192.0.2.$((100 + n))"
	echo "address add 192.0.2.$((100 + n))/24 dev eth0"
done >"$dir/batch"
ip -n "$lab-guest2" -batch "$dir/batch" || fail 'no addresses'
# shellcheck disable=SC2086 # words
guest2 python3 "$here/many.py" silent "$dir/open" 192.0.2.1 8511 $addresses \
    $addresses >"$dir/said" 2>&1 &
pids="$pids $!"
until_true 30 test -e "$dir/open" || fail 'they do not come'
# shellcheck disable=SC2086 # words
guest2 python3 "$here/many.py" ask 192.0.2.1 8511 $addresses >"$dir/answer" 2>&1
[ "$(cat "$dir/answer")" = 511=60 ] || fail 'not all are answered'
[ "$(guest1 python3 "$here/many.py" ask 192.0.2.1 8511 $ip1)" = 511=1 ] ||
    fail 'another guest is not answered'
[ "$(count held)" -le 20 ] || fail "they hold $(count held)"

#!/bin/sh
# A host with two hundred addresses is one device: its unfinished requests cost
# only itself, and another guest's, which is the oldest of all, is finished and
# answered. (S4)
. "${0%/*}/lab.sh"
serve -c 100 -k 20 -w 60
addresses=
n=0
while [ $n -lt 200 ]; do
	n=$((n + 1))
	addresses="$addresses 2001:db8:2::2:$n"
	echo "address add 2001:db8:2::2:$n/64 dev eth0 nodad"
done >"$dir/batch"
ip -n "$lab-guest2" -batch "$dir/batch" || fail 'no addresses'
guest1 python3 "$here/many.py" finish "$dir/open1" 2001:db8:2::1 8511 $six1 \
    >"$dir/answer" 2>&1 &
pids="$pids $!"
until_true 10 test -e "$dir/open1" || fail 'the first does not come'
# shellcheck disable=SC2086 # words
guest2 python3 "$here/many.py" hold "$dir/open2" 2001:db8:2::1 8511 $addresses \
    >"$dir/said" 2>&1 &
pids="$pids $!"
until_true 60 test -e "$dir/open2" || fail 'the many do not come'
[ "$(count held)" -le 21 ] || fail "they hold $(count held)"
[ "$(count capped)" -ge 150 ] || fail "only $(count capped) gave way"
rm "$dir/open1"
until_true 20 test -s "$dir/answer" || fail 'no answer'
[ "$(cat "$dir/answer")" = 511 ] || fail 'the first has lost its place'

#!/bin/sh
# A host with a thousand addresses, five hundred of each family (the kernel has
# room for 1,024 neighbours of one), is one device: its unfinished requests cost
# only itself, and another guest's, which is the oldest of all, is finished and
# answered. Plain only: two of these at once fill the kernel's tables. (S4)
. "${0%/*}/lab.sh"
serve -c 100 -k 20 -w 60
many guest1 finish 2001:db8:2::1 $six1
has gateway br.guest 10.9.0.1/22
for n in $(seq 500); do
	echo "address add 2001:db8:2::2:$n/64 dev eth0 nodad"
	echo "address add 10.9.$((n / 256 + 1)).$((n % 256))/22 dev eth0"
done >"$dir/addresses"
ip -n "$lab-guest2" -batch "$dir/addresses" || fail 'no addresses'
# shellcheck disable=SC2046 # words
many guest2 hold 2001:db8:2::1,10.9.0.1 \
    $(sed 's|^address add \(.*\)/.*|\1|' "$dir/addresses")
[ "$(count accepted)" = 1001 ] || fail "$(count accepted) connections"
[ "$(count held)" = 21 ] || fail "they hold $(count held)"
[ "$(count peak)" = 21 ] || fail "they held $(count peak)"
[ "$(count capped)" = 980 ] || fail "only $(count capped) gave way"
[ "$(count evicted)" = 0 ] || fail "$(count evicted) of others gave way"
rm "$dir/guest1.open"
until_true 20 test -s "$dir/guest1.out" || fail 'no answer'
[ "$(cat "$dir/guest1.out")" = 511 ] || fail 'the first has lost its place'

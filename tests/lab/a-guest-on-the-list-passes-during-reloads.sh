#!/bin/sh
# While one ruleset and list take the other's place again and again, a guest
# that is on both always passes and one on neither never does: a load is one
# transaction.
. "${0%/*}/lab.sh"
gate "$mac1"
cp "$dir/rules" "$dir/by-mac"
list "$ip1" 198.51.100.0/24
firewall
cp "$dir/rules" "$dir/by-address"
(
	while :; do
		list "$ip1" 198.51.100.0/24
		gateway nft -f "$dir/by-address"
		kill -HUP "$pid"
		list "$mac1"
		gateway nft -f "$dir/by-mac"
		kill -HUP "$pid"
		echo >>"$dir/rounds"
	done
) >"$dir/loads" 2>&1 &
pids="$pids $!"
rounds() {
	[ -e "$dir/rounds" ] && [ "$(grep -c '' "$dir/rounds")" -ge 10 ]
}
tries=0
while ! rounds || [ $tries -lt 20 ]; do
	tries=$((tries + 1))
	[ $tries -lt 2000 ] || fail 'no ten rounds'
	get guest1 "http://$web/"
	want 200
	get guest2 "http://$web/"
	want 511
	get guest2 "http://$web:443/" -m 1
	want 000
done
reload
[ ! -s "$dir/loads" ] || fail 'nft refuses'
! grep -q 'the old list stays' "$dir/log" || fail 'a list was half there'

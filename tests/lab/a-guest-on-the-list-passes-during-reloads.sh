#!/bin/sh
# While one list takes the other's place again and again, a guest that is on
# both always passes and one on neither never does.
. "${0%/*}/lab.sh"
webserver
list $mac1
serve
firewall "$dir/nobody"
(
	while :; do
		list "$ip1"
		kill -HUP "$pid"
		sleep 0.01
		list "$mac1" 198.51.100.0/24
		kill -HUP "$pid"
		sleep 0.01
	done
) &
pids="$pids $!"
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
	get guest1 "http://$web/"
	want 200
	get guest2 "http://$web/"
	want 511
done
reload
[ "$(grep -c 'reloaded' "$dir/log")" -gt 10 ] || fail 'no reloads'
! grep -q 'the old list stays' "$dir/log" || fail 'a list was half there'

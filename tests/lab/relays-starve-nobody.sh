#!/bin/sh
# While four transfers take all they can get, strangers and small relays are
# served.
. "${0%/*}/lab.sh"
webserver
truncate -s 100G "$dir/www/big"
list $mac1
serve
firewall "$dir/nobody"
for _ in 1 2 3 4; do
	on guest1 curl -s -o /dev/null "http://$web/big"
done
until_true 10 counted relaying 4 || fail 'no transfers'
for _ in 1 2 3 4 5 6 7 8 9 10; do
	get guest2 "http://$web/" -m 9
	want 511
	get guest1 "http://$web/" -m 9
	want 200
done
[ "$(count relaying)" -ge 4 ] || fail 'the transfers are over'

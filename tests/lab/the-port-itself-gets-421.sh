#!/bin/sh
# A listed guest that comes to portal's own port gets the 421, by whichever
# address and family, with a "to" line for everything, too.
. "${0%/*}/lab.sh"
list 0.0.0.0/0 ::/0 $mac1 'to 0.0.0.0/0' 'to ::/0'
serve
firewall
for address in 192.0.2.1 '[2001:db8:2::1]' '[fe80::1%25eth0]'; do
	get guest1 "http://$address:8511/" -D "$dir/said"
	want 421
done
for address in 127.0.0.1 '[::1]' 192.0.2.1 198.51.100.1; do
	get gateway "http://$address:8511/"
	want 421
done
[ "$(count accepted)" = 7 ] || fail 'others came, too'

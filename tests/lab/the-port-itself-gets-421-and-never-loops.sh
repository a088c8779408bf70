#!/bin/sh
# Whoever comes to portal's own port has no destination of its own, whatever is
# on the list; and a connection redirected from one of the gateway's addresses
# is refused (TPROXY does not see that). None of it makes portal dial anything.
# (S8)
. "${0%/*}/lab.sh"
list 0.0.0.0/0 ::/0 $mac1 to\ 0.0.0.0/0 to\ ::/0
serve
firewall "$dir/nobody"
gateway nft -f - <<-'END'
	table inet trap {
		chain prerouting {
			type nat hook prerouting priority dstnat - 10
			iifname br.guest tcp dport 81 redirect to :8511
		}
	}
END
trapped=000 refused=3
[ "$shape" = redirect ] || trapped=421 refused=0
for address in 192.0.2.1 '[2001:db8:2::1]' '[fe80::1%25eth0]'; do
	get guest1 "http://$address:8511/"
	want 421
	get guest1 "http://$address:81/"
	want $trapped
done
for address in 127.0.0.1 '[::1]' 192.0.2.1 198.51.100.1; do
	get gateway "http://$address:8511/"
	want 421
done
sleep 1
[ "$(count relays)" = 0 ] || fail 'it dialled'
[ "$(count accepted)" = 10 ] || fail 'it dialled itself'
[ "$(count refused)" = $refused ] || fail 'not refused'

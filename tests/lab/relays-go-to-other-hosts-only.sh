#!/bin/sh
# What the routing table calls a broadcast, or has no way to, is not dialled:
# the client is reset at once. (S8)
. "${0%/*}/lab.sh"
list 0.0.0.0/0 ::/0
serve
firewall "$dir/nobody"
ip -n "$lab-gateway" route add blackhole 10.1.0.0/16
ip -n "$lab-gateway" route add prohibit 10.2.0.0/16
ip -n "$lab-gateway" -6 route add unreachable 2001:db8:a::/48
refused=0
for address in 203.0.113.255 198.51.100.255 10.0.0.1 10.1.0.1 10.2.0.1 \
    240.0.0.1 '[2001:db8:a::1]' '[2001:db8:b::1]' '[2001:db8:113::]'; do
	get guest1 "http://$address/" -m 5
	want 000
	grep -q 'reset' "$dir/said" || fail "no reset: $address"
	refused=$((refused + 1))
	[ "$(count refused)" = $refused ] || fail "not refused: $address"
done
[ "$(count relays)" = 0 ] || fail 'something was dialled'

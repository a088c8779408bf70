#!/bin/sh
# Ports of a container that are published at each of the router's addresses, by
# DNAT as Docker does, are refused to a stranger at once, TCP and UDP, and its
# port 80 is portal's. Who is listed meets the container there.
. "${0%/*}/lab.sh"
more_of host
ip -n "$lab-gateway" link add docker0 type bridge
joins host eth0 gateway port3
ip -n "$lab-gateway" link set port3 master docker0 up
has host eth0 172.17.0.2/16 2001:db8:d0::2/64
has gateway docker0 172.17.0.1/16 2001:db8:d0::1/64
ip -n "$lab-host" route add default via 172.17.0.1
ip -n "$lab-host" -6 route add default via 2001:db8:d0::1
# Where frames of a bridge are IP's, too, Linux sends the refusal of a published
# port without undoing the DNAT, and it is lost; the ruleset's head has this.
for family in ip ip6; do
	gateway sysctl -q -w net.bridge.bridge-nf-call-${family}tables=0 \
	    2>"$dir/said"
done
touch "$dir/host.out"
answers host eth0
list $mac2
serve
firewall
gateway nft -f - <<-'END'
	table inet containers {
		chain prerouting {
			type nat hook prerouting priority dstnat
			fib daddr type local meta l4proto { tcp, udp } \
			    th dport { 22, 80, 443, 1900 } goto published
		}
		chain published {
			dnat ip to 172.17.0.2
			dnat ip6 to 2001:db8:d0::2
		}
	}
END
for at in 192.0.2.1 203.0.113.1 2001:db8:2::1 2001:db8:113::1; do
	echo "yes tcp $at 80"
	for port in 22 443 1900; do
		echo "refused tcp $at $port"
	done
done >"$dir/stranger"
# Few, because the kernel limits how many it refuses in a second.
printf 'refused udp %s 1900\n' 203.0.113.1 2001:db8:113::1 >>"$dir/stranger"
as_expected guest1 <"$dir/stranger"
for at in 192.0.2.1 203.0.113.1 '[2001:db8:2::1]' '[2001:db8:113::1]'; do
	get guest1 "http://$at/"
	want 511
done
sed 's/refused/yes/' "$dir/stranger" >"$dir/listed"
as_expected guest2 <"$dir/listed"
as_expected origin <<-'END'
	yes tcp 203.0.113.1 443
	yes tcp 203.0.113.1 80
END

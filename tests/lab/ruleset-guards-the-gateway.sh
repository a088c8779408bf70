#!/bin/sh
# Strangers reach portal, DNS, DHCP and NTP of the gateway, by its address on
# their side, and nothing else of it; nobody from outside reaches portal; and
# what is neither is the business of other rules.
. "${0%/*}/lab.sh"
webserver
list $mac2
serve
firewall
on gateway python3 "$here/peer.py" answers
until_true 10 grep -q listening "$dir/gateway.out" || fail 'no services'
reached() {
	name=$1 kind=$2
	shift 2
	ip netns exec "$lab-$name" timeout 10 python3 "$here/peer.py" \
	    "$kind" "$@" >"$dir/said" 2>&1
}
may() {
	reached "$@" || fail "should be let in: $*"
}
must_not() {
	! reached "$@" || fail "should not be let in: $*"
}
for address in 192.0.2.1 2001:db8:2::1 fe80::1%eth0; do
	may guest1 tcp $address 8511
	for port in 53 123; do
		may guest1 udp $address $port
	done
	may guest1 tcp $address 53
	for port in 22 80 443; do
		must_not guest1 tcp $address $port
		may guest2 tcp $address $port
	done
	must_not guest1 udp $address 1900
	may guest2 udp $address 1900
done
may guest1 udp 255.255.255.255 67
may guest1 udp ff02::1:2%eth0 547
for address in 198.51.100.1 2001:db8:51::1 203.0.113.1; do
	for name in guest1 guest2; do
		must_not $name tcp $address 80
		must_not $name udp $address 53
		must_not $name tcp $address 8511
	done
done
must_not origin tcp 203.0.113.1 8511
must_not origin tcp 2001:db8:113::1 8511
may origin tcp 203.0.113.1 80
may gateway tcp 127.0.0.1 8511
may gateway tcp $web 80

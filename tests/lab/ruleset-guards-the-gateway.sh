#!/bin/sh
# Strangers reach portal, DNS, DHCP and NTP of the gateway, by its address on
# their side, and nothing else of it; nobody from outside reaches portal, and
# everybody who may call a stranger still hears its answer.
# shellcheck disable=SC2059 # the formats are made here
. "${0%/*}/lab.sh"
webserver
list $mac2
serve
firewall
on gateway python3 "$here/peer.py" answers br.guest
until_true 10 grep -q listening "$dir/gateway.out" || fail 'no services'
# as_expected NAME: what stdin says that it can reach, and cannot.
as_expected() {
	ip netns exec "$lab-$1" timeout 60 python3 "$here/peer.py" reach \
	    >"$dir/said" 2>&1 || fail "not as it should be from $1"
}
for port in 8511 53; do
	printf "yes tcp %s $port\n" 192.0.2.1 2001:db8:2::1 fe80::1%eth0
done >"$dir/stranger"
for port in 53 123; do
	printf "yes udp %s $port\n" 192.0.2.1 2001:db8:2::1 fe80::1%eth0
done >>"$dir/stranger"
for port in 'tcp %s 22' 'tcp %s 80' 'tcp %s 443' 'udp %s 1900'; do
	printf "no $port\n" 192.0.2.1 2001:db8:2::1 fe80::1%eth0
done >>"$dir/stranger"
sed 's/^no/yes/' "$dir/stranger" >"$dir/allowed"
printf 'yes udp %s\n' '255.255.255.255 67' 'ff02::1:2%eth0 547' \
    >>"$dir/stranger"
for port in 'tcp %s 22' 'tcp %s 80' 'tcp %s 8511' 'udp %s 53'; do
	printf "no $port\n" 198.51.100.1 2001:db8:51::1 203.0.113.1
done | tee -a "$dir/stranger" >>"$dir/allowed"
as_expected guest1 <"$dir/stranger"
as_expected guest2 <"$dir/allowed"
on guest1 python3 "$here/peer.py" answers eth0
until_true 10 grep -q listening "$dir/guest1.out" || fail 'no services'
as_expected origin <<-'END'
	no tcp 203.0.113.1 8511
	no tcp 2001:db8:113::1 8511
	yes tcp 203.0.113.1 22
	yes tcp 192.0.2.11 22
	yes udp 2001:db8:2::11 1900
END
as_expected gateway <<-END
	yes tcp 127.0.0.1 8511
	yes tcp $web 80
END

#!/bin/sh
# Guests, listed or not, reach portal, DNS, DHCP and NTP of the gateway, by its
# address on their side, and nothing else of it: a guest that has signed in is
# no administrator. Nobody from outside reaches portal. (S8)
# shellcheck disable=SC2059 # the formats are made here
. "${0%/*}/lab.sh"
webserver
list $mac2
serve
firewall
answers gateway br.guest
for port in 8511 53; do
	printf "yes tcp %s $port\n" 192.0.2.1 2001:db8:2::1 fe80::1%eth0
done >"$dir/guest"
# shellcheck disable=SC2129 # a block for each protocol
for port in 53 123; do
	printf "yes udp %s $port\n" 192.0.2.1 2001:db8:2::1 fe80::1%eth0
done >>"$dir/guest"
printf 'yes udp %s\n' '255.255.255.255 67' 'ff02::1:2%eth0 547' \
    >>"$dir/guest"
printf 'yes ping %s 0\n' 192.0.2.1 2001:db8:2::1 fe80::1%eth0 >>"$dir/guest"
for port in 'tcp %s 22' 'tcp %s 443' 'udp %s 1900'; do
	printf "refused $port\n" 192.0.2.1 2001:db8:2::1 fe80::1%eth0
done >>"$dir/guest"
for port in 'tcp %s 22' 'tcp %s 53' 'tcp %s 8511' 'udp %s 53'; do
	printf "refused $port\n" 198.51.100.1 2001:db8:51::1 203.0.113.1
done >>"$dir/guest"
as_expected guest1 <"$dir/guest"
as_expected guest2 <"$dir/guest"
# A stranger that types the router's address sees the page (strangers-get-511);
# who is listed reaches neither the router's own pages nor a 421 for ever.
as_expected guest2 <<-'END'
	refused tcp 192.0.2.1 80
	refused tcp 2001:db8:2::1 80
	refused tcp 198.51.100.1 80
END
as_expected origin <<-'END'
	no tcp 203.0.113.1 8511
	no tcp 2001:db8:113::1 8511
	yes tcp 203.0.113.1 22
	yes tcp 203.0.113.1 80
END
as_expected gateway <<-END
	yes tcp 127.0.0.1 8511
	yes tcp $web 80
END

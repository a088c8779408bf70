#!/bin/sh
# A name in -u opens nothing, of the router least of all, and that is said; a
# "to" line for the login page's address does. For the router's own address a
# "to" line opens the port of -u there and no other; so does a prefix that the
# router is in.
. "${0%/*}/lab.sh"
webserver
answers gateway br.guest
serve
firewall -u https://login.lan/
grep -q '^portal: -u names a host, which opens no way: .* by a "to" line' \
    "$dir/said" || fail 'not said by -n'
as_expected guest1 <<-END
	refused tcp 192.0.2.1 443
	refused tcp 2001:db8:2::1 443
	refused tcp 198.51.100.1 443
	refused tcp $web 443
END
list "to $login"
firewall -u https://login.lan/
! grep -q 'opens no way' "$dir/said" || fail 'said though there is a way'
get guest1 "http://$login:443/"
want 200
list 'to 192.0.2.1' 'to 2001:db8:2::1' 'to 198.51.100.1'
firewall -u https://login.lan/
as_expected guest1 <<-END
	yes tcp 192.0.2.1 443
	yes tcp 2001:db8:2::1 443
	yes tcp 198.51.100.1 443
	refused tcp 192.0.2.1 22
	refused tcp 2001:db8:2::1 22
	refused tcp 198.51.100.1 22
	refused udp 192.0.2.1 1900
	refused tcp 203.0.113.1 443
	refused tcp $web 443
END
get guest1 http://192.0.2.1/
want 511
list 'to 0.0.0.0/0' 'to 2001:db8::/32'
firewall -u https://login.lan/
as_expected guest1 <<-'END'
	yes tcp 192.0.2.1 443
	yes tcp 203.0.113.1 443
	yes tcp 2001:db8:113::1 443
	refused tcp 192.0.2.1 22
	refused tcp 203.0.113.1 22
	refused tcp 2001:db8:113::1 22
	refused udp 192.0.2.1 1900
	refused tcp 203.0.113.1 8511
END
get guest1 http://192.0.2.1/
want 511

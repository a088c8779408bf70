#!/bin/sh
# A login page that a container publishes at the router's address, by DNAT to
# another port of another address, is reached at the address of -u, over both
# families, and nothing else of the container is.
. "${0%/*}/lab.sh"
webserver
serve
gateway nft -f - <<-END
	table inet containers {
		chain prerouting {
			type nat hook prerouting priority dstnat
			ip daddr 192.0.2.1 tcp dport 8080 dnat ip to $web:443
			ip6 daddr 2001:db8:2::1 tcp dport 8080 \
			    dnat ip6 to [$web6]:443
			ip daddr 192.0.2.1 tcp dport 80 dnat ip to $open:80
		}
	}
END
for at in 192.0.2.1 '[2001:db8:2::1]'; do
	firewall -u "http://$at:8080/"
	get guest1 "http://$at:8080/"
	want 200
done
as_expected guest1 <<-END
	refused tcp $web 443
	refused tcp $web6 443
	no tcp 192.0.2.1 8080
END
get guest1 "http://$web/"
want 511
# A "to" line for the router's address says the same of a name.
list 'to 192.0.2.1'
firewall -u http://login.lan:8080/
get guest1 http://192.0.2.1:8080/
want 200
as_expected guest1 <<-END
	refused tcp $web 443
	refused tcp 192.0.2.1 22
END
# And on port 80, which would be portal's.
firewall -u http://192.0.2.1/
get guest1 http://192.0.2.1/
want 200
get guest1 "http://$open/"
want 511

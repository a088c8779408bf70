#!/bin/sh
# With -S a stranger's HTTPS is sent here and gets the alert that browsers take
# for a portal, over both families; QUIC is refused at once, as without it. Who
# is listed, and who goes to an open destination, meets the real server.
. "${0%/*}/lab.sh"
webserver
list $mac2 "to $open" "to $open6"
serve
firewall -S
for address in $web "[$web6]" 192.0.2.1; do
	get guest1 "https://$address/" -k
	want 000
	grep -qi 'alert.*access.denied' "$dir/said" || fail 'no alert'
	get guest1 "http://$address/"
	want 511
done
as_expected guest1 <<-END
	refused udp $web 443
	refused udp $web6 443
	refused tcp $web 8443
END
counted tls 3 || fail 'not three alerts'
for address in $web "[$web6]"; do
	get guest2 "http://$address:443/"
	want 200
done
for address in $open "[$open6]"; do
	get guest1 "http://$address:443/"
	want 200
done
firewall
as_expected guest1 <<-END
	refused tcp $web 443
END
counted tls 3 || fail 'an alert without -S'

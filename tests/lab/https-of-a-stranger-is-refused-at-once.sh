#!/bin/sh
# A stranger's HTTPS is refused at once, over both families, and so are QUIC and
# DNS over TLS: nothing hangs, and no certificate alarms.
. "${0%/*}/lab.sh"
gate
for address in $web "[$web6]"; do
	get guest1 "https://$address/" -m 1
	grep -q 'refused\|Couldn.t connect' "$dir/said" || fail "$status"
done
as_expected guest1 <<-END
	refused tcp $web 443
	refused tcp $web6 443
	refused udp $web 443
	refused udp $web6 443
	refused tcp $web 853
	refused tcp $web6 853
	refused udp $web 53
	refused udp $web6 53
END

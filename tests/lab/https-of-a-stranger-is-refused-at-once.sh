#!/bin/sh
# A stranger's HTTPS is refused in less than a second, over both families, and
# so is QUIC: nothing hangs, and no certificate alarms.
. "${0%/*}/lab.sh"
webserver
serve
firewall
for address in $web "[$web6]"; do
	get guest1 "https://$address/" -m 1
	want 000
	grep -q 'refused\|Couldn.t connect' "$dir/said" || fail 'not refused'
done
for address in $web $web6; do
	guest1 timeout 5 python3 - "$address" >"$dir/said" 2>&1 <<-'END'
	import socket, sys
	six = ":" in sys.argv[1]
	s = socket.socket(socket.AF_INET6 if six else socket.AF_INET,
	                  socket.SOCK_DGRAM)
	s.connect((sys.argv[1], 443))
	s.send(b"hello")
	s.recv(1)
	END
	grep -q 'OSError\|PermissionError' "$dir/said" || fail 'QUIC hangs'
done

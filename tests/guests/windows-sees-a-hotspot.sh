#!/bin/sh
# Windows: any status but 200, or another text, is a hotspot, by its document of
# NCSI. The page that it opens for its user is a redirect with -r.
. "${0%/*}/detector.sh"
ask_windows() {
	probe "GET $1 HTTP/1.1\r\nConnection: Close\r\n\
User-Agent: Microsoft NCSI\r\nHost: $2\r\n\r\n"
}

for way in '' -r; do
	start $way
	while read -r path host text; do
		ask_windows "$path" "$host"
		[ "$status" = 511 ] || fail "$host: $status"
		! grep -q "$text" "$dir/answer" || fail "$host: online"
	done <<-'END'
	/connecttest.txt www.msftconnecttest.com Microsoft Connect Test
	/connecttest.txt ipv6.msftconnecttest.com Microsoft Connect Test
	/ncsi.txt www.msftncsi.com Microsoft NCSI
	END
done
ask_windows /redirect www.msftconnecttest.com
portal_by 302

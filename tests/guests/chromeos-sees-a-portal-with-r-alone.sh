#!/bin/sh
# ChromeOS: 302 and 307 with a whole URL are a portal, by shill's
# portal_detector.cc; 511 is a failure.
. "${0%/*}/detector.sh"
ask_shill() {
	probe "GET $1 HTTP/1.1\r\nHost: $2\r\nUser-Agent: Mozilla/5.0 (X11; \
CrOS x86_64) Chrome/120\r\nAccept: */*\r\nConnection: Keep-Alive\r\n\r\n"
}

start
ask_shill /generate_204 www.gstatic.com
[ "$status" = 511 ] || fail "without -r: $status"
start -r
while read -r path host; do
	ask_shill "$path" "$host"
	portal_by 302 307
done <<-'END'
/generate_204 www.gstatic.com
/gen_204 www.google.com
/gen_204 play.googleapis.com
/generate_204 connectivitycheck.gstatic.com
END

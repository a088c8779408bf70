#!/bin/sh
# travelmate, of OpenWrt's travel routers: asks by curl for a page of Firefox's,
# older ones for Apple's. A portal is what redirects; 511 is "net not ok".
. "${0%/*}/detector.sh"
ask_travelmate() {
	probe "GET / HTTP/1.1\r\nHost: $1\r\n\
User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:109.0)\r\nAccept: */*\r\n\r\n"
}

start
ask_travelmate detectportal.firefox.com
[ "$status" = 511 ] || fail "without -r: $status"
start -r
for host in detectportal.firefox.com captive.apple.com; do
	ask_travelmate $host
	portal_by 302
done

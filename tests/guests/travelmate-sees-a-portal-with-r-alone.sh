#!/bin/sh
# travelmate, of OpenWrt's travel routers: asks by curl for a page of Firefox's,
# older ones for Apple's. A portal is what redirects; 511 is "net not ok".
. "${0%/*}/detector.sh"
asks() {
	probe "GET / HTTP/1.1\r\nHost: $1\r\n\
User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:109.0)\r\nAccept: */*\r\n\r\n"
}

with_r_alone 302 <<-'END'
detectportal.firefox.com
captive.apple.com
END

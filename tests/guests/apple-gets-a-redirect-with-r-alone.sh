#!/bin/sh
# Apple: the helper asks in HTTP/1.0, its sheet then in 1.1; all but a page with
# Success is a portal. What it makes of 511 nobody has written down.
. "${0%/*}/detector.sh"
asks() {
	probe "GET $1 HTTP/1.0\r\nHost: captive.apple.com\r\n\
Connection: close\r\nUser-Agent: CaptiveNetworkSupport-1.0 wispr\r\n\r\n"
	! grep -q Success "$dir/answer" || fail 'is online'
}

with_r_alone 302 <<-'END'
/hotspot-detect.html
END
probe 'GET /hotspot-detect.html HTTP/1.1\r\nHost: captive.apple.com\r
Accept: text/html\r\nUser-Agent: Mozilla/5.0 (iPhone)\r\n\r\n'
portal_by 302

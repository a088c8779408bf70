#!/bin/sh
# Apple: the helper asks in HTTP/1.0, its sheet then in 1.1; all but a page with
# Success is a portal. What it makes of 511 nobody has written down.
. "${0%/*}/detector.sh"
ask_apple() {
	probe "GET /hotspot-detect.html HTTP/1.0\r\nHost: captive.apple.com\r\n\
Connection: close\r\nUser-Agent: CaptiveNetworkSupport-1.0 wispr\r\n\r\n"
	! grep -q Success "$dir/answer" || fail 'is online'
}

start
ask_apple
[ "$status" = 511 ] || fail "without -r: $status"
start -r
ask_apple
portal_by 302
probe 'GET /hotspot-detect.html HTTP/1.1\r\nHost: captive.apple.com\r
Accept: text/html\r\nUser-Agent: Mozilla/5.0 (iPhone)\r\n\r\n'
portal_by 302

#!/bin/sh
# ChromeOS: 302 and 307 with a whole URL are a portal, by shill's
# portal_detector.cc; 511 is a failure.
. "${0%/*}/detector.sh"
asks() {
	probe "GET $1 HTTP/1.1\r\nHost: $2\r\nUser-Agent: Mozilla/5.0 (X11; \
CrOS x86_64) Chrome/120\r\nAccept: */*\r\nConnection: Keep-Alive\r\n\r\n"
}

with_r_alone 302 307 <<-'END'
/generate_204 www.gstatic.com
/gen_204 www.google.com
/gen_204 play.googleapis.com
/generate_204 connectivitycheck.gstatic.com
END

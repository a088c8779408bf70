#!/bin/sh
# ConnMan: follows a redirect by itself, and opens a browser there. At 511 it
# does nothing, by wispr.c; X-ConnMan-Status would mean that all is well. Those
# who build it in set hosts of their own.
. "${0%/*}/detector.sh"
asks() {
	probe "GET /online/status.html HTTP/1.1\r\nHost: $1\r\n\
User-Agent: ConnMan/1.43 wispr\r\nConnection: close\r\n\r\n"
	! grep -qi '^X-ConnMan-Status' "$dir/answer" || fail 'is online'
}

# 302 is the only one that all its versions know.
with_r_alone 302 <<-'END'
ipv4.connman.net
ipv6.connman.net
ipv4.jolla.com
connman.vn.tesla.services
END

#!/bin/sh
# Sailfish: its ConnMan asks for a 204 of Jolla's own; 302 is a portal, 511 a
# check that failed, by its wispr.c.
. "${0%/*}/detector.sh"
asks() {
	probe "GET /return_204 HTTP/1.1\r\nHost: $1\r\n\
User-Agent: ConnMan/1.38 wispr\r\nConnection: close\r\n\r\n"
}

with_r_alone 302 <<-'END'
ipv4.jolla.com
ipv6.jolla.com
END

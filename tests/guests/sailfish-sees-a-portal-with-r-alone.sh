#!/bin/sh
# Sailfish: its ConnMan asks for a 204 of Jolla's own; 302 is a portal, 511 a
# check that failed, by its wispr.c.
. "${0%/*}/detector.sh"
ask_sailfish() {
	probe "GET /return_204 HTTP/1.1\r\nHost: $1\r\n\
User-Agent: ConnMan/1.38 wispr\r\nConnection: close\r\n\r\n"
}

start
ask_sailfish ipv4.jolla.com
[ "$status" = 511 ] || fail "without -r: $status"
start -r
for host in ipv4.jolla.com ipv6.jolla.com; do
	ask_sailfish $host
	portal_by 302
done

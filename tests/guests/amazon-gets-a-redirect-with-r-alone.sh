#!/bin/sh
# Fire OS, Kindle and Echo look for an identifier in the body, which no answer
# here has.
. "${0%/*}/detector.sh"
ask_amazon() {
	probe "GET /kindle-wifi/$1 HTTP/1.1\r\n\
Host: spectrum.s3.amazonaws.com\r\nConnection: Keep-Alive\r\n\r\n"
}

start
ask_amazon wifistub.html
[ "$status" = 511 ] || fail "without -r: $status"
start -r
for path in wifistub.html wifistub-eink.html wifistub-echo.html \
    wifiredirect.html; do
	ask_amazon $path
	portal_by 302
done

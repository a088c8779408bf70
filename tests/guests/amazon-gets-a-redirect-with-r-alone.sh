#!/bin/sh
# Fire OS, Kindle and Echo look for an identifier in the body, which no answer
# here has.
. "${0%/*}/detector.sh"
asks() {
	probe "GET /kindle-wifi/$1 HTTP/1.1\r\n\
Host: spectrum.s3.amazonaws.com\r\nConnection: Keep-Alive\r\n\r\n"
}

with_r_alone 302 <<-'END'
wifistub.html
wifistub-eink.html
wifistub-echo.html
wifiredirect.html
END

#!/bin/sh
# Firefox: 511 is a portal by name in CaptiveDetect.sys.mjs; with -r as without.
. "${0%/*}/detector.sh"
for way in '' -r; do
	start $way
	for path in /canonical.html '/success.txt?ipv4' '/success.txt?ipv6'; do
		probe "GET $path HTTP/1.1\r\nHost: detectportal.firefox.com\r\n\
User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101\r\n\
Accept: */*\r\nAccept-Encoding: gzip, deflate\r\n\
Cache-Control: no-cache\r\nPragma: no-cache\r\nConnection: keep-alive\r\n\r\n"
		[ "$status" = 511 ] || fail "$path: $status"
	done
done

#!/bin/sh
# Firefox: 511 is a portal by name in CaptiveDetect.sys.mjs, and so is a 302.
# With -r the page that its button opens is a redirect.
. "${0%/*}/detector.sh"
for way in '' -r; do
	start $way
	for path in /canonical.html '/success.txt?ipv4' '/success.txt?ipv6'; do
		probe "GET $path HTTP/1.1\r\nHost: detectportal.firefox.com\r\n\
User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101\r\n\
Accept: */*\r\nAccept-Encoding: gzip, deflate\r\n\
Cache-Control: no-cache\r\nPragma: no-cache\r\nConnection: keep-alive\r\n\r\n"
		case $way$path in
		-r/canonical.html) portal_by 302 ;;
		*) [ "$status" = 511 ] || fail "$path: $status" ;;
		esac
	done
done

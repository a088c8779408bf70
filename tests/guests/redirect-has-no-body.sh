#!/bin/sh
# The 302 has no body, for GET as for HEAD, and no line more than it needs:
# ConnMan 1.41 does not follow one that has a body.
. "${0%/*}/../lib.sh"
start -r
printf '%s\r\n' 'HTTP/1.1 302 Found' "Location: $login" 'Content-Length: 0' \
    'Cache-Control: no-store' 'Connection: close' '' >"$dir/wanted"
for method in GET HEAD; do
	ask "$method /online/status.html HTTP/1.1\r\nHost: a\r\n\r\n"
	cmp "$dir/wanted" "$dir/answer" || fail "$method gets another"
done

#!/bin/sh
# Whatever the method and the form of the target: the same octets.
. "${0%/*}/../lib.sh"
start
ask 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'
want 'HTTP/1.1 511 Network Authentication Required'
mv "$dir/answer" "$dir/first"
for line in 'GET /' 'POST /' 'PUT /a' 'OPTIONS *' 'OPTIONS /' 'DELETE /' \
    'FOO /' 'get /' 'TRACE /' "GET /$(printf '%02000d' 0)" 'GET /a?b=c&d' \
    'GET http://example.org/a' 'GET https://example.org' \
    'CONNECT example.org:443'; do
	ask "$line HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n"
	cmp -s "$dir/answer" "$dir/first" || fail "not the same: $line"
done

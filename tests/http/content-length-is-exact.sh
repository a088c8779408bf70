#!/bin/sh
# Content-Length is the number of octets after the empty line, in every
# answer. (RFC 9112 6.2)
. "${0%/*}/../lib.sh"
start

check() {
	ask "$1"
	said=$(tr -d '\r' <"$dir/answer" | sed -n 's/^Content-Length: //p')
	is=$(sed '1,/^\r*$/d' "$dir/answer" | wc -c)
	[ "$said" = "$((is))" ] || fail "says $said, is $is"
}

check 'GET / HTTP/1.0\r\n\r\n'
check 'GET / HTTP/1.1\r\n\r\n'
check 'GET / HTTP/2.0\r\n\r\n'
check 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: a, chunked\r\n\r\n'

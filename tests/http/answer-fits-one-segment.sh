#!/bin/sh
# With a login URL of 200 octets the answer is at most 1,208: one segment at
# IPv6's least MTU. It is there in one recv.
. "${0%/*}/../lib.sh"
login=http://login.example/$(printf '%0179d' 0)
for language in en fr; do
	start -L "$language"
	client open 'send=GET / HTTP/1.0\r\n\r\n' recv recv
	size=$(wc -c <"$dir/answer")
	[ "$size" -le 1208 ] || fail "$language: $size octets"
	said "^recv $((size)) octets, open"
	said '^recv 0 octets, closed'
done

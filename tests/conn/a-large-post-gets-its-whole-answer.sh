#!/bin/sh
# A client that first writes 1 MB and then reads gets the whole 511: no reset
# destroys it, and none stops the writing. (RFC 9112 9.6)
. "${0%/*}/../lib.sh"
start
client open 'send=GET / HTTP/1.0\r\n\r\n' read
mv "$dir/answer" "$dir/whole"
head='POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1048576\r\n\r\n'
for part in 1048576 1000000; do
	client open "send=$head" "fill=$part" half read
	said "^fill $part octets, open"
	said '^read .*, closed,'
	cmp -s "$dir/answer" "$dir/whole" || fail 'not the whole answer'
done

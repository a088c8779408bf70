#!/bin/sh
# What a client sends while its page is still on the way does not turn the
# close into a reset that destroys the rest of the page. (RFC 9112 9.6)
. "${0%/*}/../lib.sh"
head -c 32768 /dev/zero | tr '\000' x >"$dir/page"
start -p "$dir/page"
client small open 'drip=GET / HTTP/1.0\r\n\r\n' pause=300 \
    'send=GET / HTTP/1.0\r\n\r\n' read
sed '1,/^\r*$/d' "$dir/answer" >"$dir/body"
cmp -s "$dir/body" "$dir/page" || fail 'not the page'
said ', closed,'

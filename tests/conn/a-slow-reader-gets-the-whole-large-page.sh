#!/bin/sh
# A page that does not fit the send buffer at once arrives whole.
. "${0%/*}/../lib.sh"
head -c 32768 /dev/zero | tr '\000' x >"$dir/page"
start -p "$dir/page"
client small open 'drip=GET / HTTP/1.0\r\n\r\n' pause=300 read
sed '1,/^\r*$/d' "$dir/answer" >"$dir/body"
cmp -s "$dir/body" "$dir/page" || fail 'not the page'
said ', closed,'

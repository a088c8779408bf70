#!/bin/sh
# A request that comes an octet at a time gets the same answer.
. "${0%/*}/../lib.sh"
start
client open 'send=GET / HTTP/1.1\r\nHost: a\r\n\r\n' read
mv "$dir/answer" "$dir/whole"
client open 'drip=GET / HTTP/1.1\r\nHost: a\r\n\r\n' read
cmp -s "$dir/answer" "$dir/whole" || fail 'another answer'
want 'HTTP/1.1 511'

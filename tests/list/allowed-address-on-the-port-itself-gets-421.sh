#!/bin/sh
# An allowed client that hits the port directly was going nowhere: 421. (RFC
# 9110 15.5.20)
. "${0%/*}/../lib.sh"
echo 127.0.0.2 >"$dir/allow.txt"
start -a "$dir/allow.txt"
client open=127.0.0.2 'send=GET / HTTP/1.1\r\nHost: a\r\n\r\n' read
want 'HTTP/1.1 421 Misdirected Request'
client open=127.0.0.3 'send=GET / HTTP/1.1\r\nHost: a\r\n\r\n' read
want 'HTTP/1.1 511'
counted 421 1 || fail 'not counted'

#!/bin/sh
# -l :PORT is every address of both families; an IPv4 client's is known as
# such there.
. "${0%/*}/../lib.sh"
printf '127.0.0.2\n' >"$dir/allow.txt"
serve -u "$login" -a "$dir/allow.txt" -l :0
client open 'send=GET / HTTP/1.0\r\n\r\n' read
want 'HTTP/1.1 511'
client open=127.0.0.2 'send=GET / HTTP/1.0\r\n\r\n' read
want 'HTTP/1.1 421'
host=::1
client open 'send=GET / HTTP/1.0\r\n\r\n' read
want 'HTTP/1.1 511'

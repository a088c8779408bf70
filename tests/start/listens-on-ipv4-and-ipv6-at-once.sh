#!/bin/sh
# Each -l is a listener: here one of each family, on ports the kernel picks,
# which are said.
. "${0%/*}/../lib.sh"
serve -u "$login" -l 127.0.0.1:0 -l '[::1]:0'
logged '^portal: listening on \[::1\]:[1-9][0-9]*$' || fail 'no IPv6'
client open 'send=GET / HTTP/1.0\r\n\r\n' read
want 'HTTP/1.1 511'
port=$(sed -n 's/^portal: listening on \[::1\]://p' "$dir/log")
host=::1
client open 'send=GET / HTTP/1.0\r\n\r\n' read
want 'HTTP/1.1 511'

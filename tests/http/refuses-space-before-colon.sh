#!/bin/sh
# White space between a field name and its colon is refused. (RFC 9112 5.1)
. "${0%/*}/../lib.sh"
start
ask 'GET / HTTP/1.1\r\nHost : a\r\n\r\n'
want 'HTTP/1.1 400 Bad Request'

#!/bin/sh
# A field that goes on in the next line is refused. (RFC 9112 5.2)
. "${0%/*}/../lib.sh"
start
ask 'GET / HTTP/1.1\r\nHost: a\r\nX: b\r\n c\r\n\r\n'
want 'HTTP/1.1 400 Bad Request'

#!/bin/sh
# HTTP/1.1 without Host is refused. (RFC 9112 3.2)
. "${0%/*}/../lib.sh"
start
ask 'GET / HTTP/1.1\r\n\r\n'
want 'HTTP/1.1 400 Bad Request'

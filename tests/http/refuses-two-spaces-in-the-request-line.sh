#!/bin/sh
# Exactly one space stands between the parts of the request line. (RFC 9112 3)
. "${0%/*}/../lib.sh"
start
ask 'GET  / HTTP/1.1\r\nHost: a\r\n\r\n'
want 'HTTP/1.1 400 Bad Request'

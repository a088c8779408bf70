#!/bin/sh
# A field line without a name is refused. (RFC 9112 5)
. "${0%/*}/../lib.sh"
start
ask 'GET / HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n'
want 'HTTP/1.1 400 Bad Request'

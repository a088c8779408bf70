#!/bin/sh
# More than one Host is refused, in 1.0 too, and if they are equal. (RFC 9112
# 3.2)
. "${0%/*}/../lib.sh"
start
ask 'GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n'
want 'HTTP/1.1 400 Bad Request'

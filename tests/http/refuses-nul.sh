#!/bin/sh
# A NUL in a field is refused. (RFC 9110 5.5)
. "${0%/*}/../lib.sh"
start
ask 'GET / HTTP/1.1\r\nHost: a\r\nX: \000\r\n\r\n'
want 'HTTP/1.1 400 Bad Request'

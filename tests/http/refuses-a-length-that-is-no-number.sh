#!/bin/sh
# A Content-Length that is not all digits is refused. (RFC 9112 6.3)
. "${0%/*}/../lib.sh"
start
ask 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +1\r\n\r\n'
want 'HTTP/1.1 400 Bad Request'

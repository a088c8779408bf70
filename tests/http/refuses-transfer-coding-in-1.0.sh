#!/bin/sh
# HTTP/1.0 has no transfer codings. (RFC 9112 6.1)
. "${0%/*}/../lib.sh"
start
ask 'POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n'
want 'HTTP/1.1 400 Bad Request'

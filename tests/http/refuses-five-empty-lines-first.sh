#!/bin/sh
# A fifth empty line before the request line is one too many. (RFC 9112 2.2)
. "${0%/*}/../lib.sh"
start
ask '\r\n\r\n\r\n\r\n\r\nGET / HTTP/1.0\r\n\r\n'
want 'HTTP/1.1 400 Bad Request'

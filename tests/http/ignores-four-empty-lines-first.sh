#!/bin/sh
# Up to four empty lines before the request line are ignored. (RFC 9112 2.2)
. "${0%/*}/../lib.sh"
start
ask '\r\n\r\n\n\r\nGET / HTTP/1.0\r\n\r\n'
want 'HTTP/1.1 511'

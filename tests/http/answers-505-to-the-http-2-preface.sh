#!/bin/sh
# HTTP/2 with prior knowledge is told that it is not spoken here. (RFC 9112 2.3)
. "${0%/*}/../lib.sh"
start
ask 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'
want 'HTTP/1.1 505 HTTP Version Not Supported'

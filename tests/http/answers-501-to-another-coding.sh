#!/bin/sh
# A transfer coding before chunked is not implemented. (RFC 9112 6.1)
. "${0%/*}/../lib.sh"
start
ask 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n'
want 'HTTP/1.1 501 Not Implemented'

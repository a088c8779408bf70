#!/bin/sh
# A last transfer coding other than chunked is refused. (RFC 9112 6.3)
. "${0%/*}/../lib.sh"
start
ask 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, gzip\r\n\r\n'
want 'HTTP/1.1 400 Bad Request'

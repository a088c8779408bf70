#!/bin/sh
# Range and conditional fields change nothing: no 206, no 304. (RFC 9110 13, 14)
. "${0%/*}/../lib.sh"
start
ask 'GET / HTTP/1.1\r\nHost: a\r\nRange: bytes=5-\r\nIf-None-Match: *\r\n\r\n'
want 'HTTP/1.1 511'

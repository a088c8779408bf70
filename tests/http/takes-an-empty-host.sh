#!/bin/sh
# An empty Host is valid. (RFC 9112 3.2)
. "${0%/*}/../lib.sh"
start
ask 'GET / HTTP/1.1\r\nHost:\r\n\r\n'
want 'HTTP/1.1 511'

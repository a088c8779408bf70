#!/bin/sh
# The name of the protocol is case-sensitive. (RFC 9112 2.3)
. "${0%/*}/../lib.sh"
start
ask 'GET / http/1.1\r\nHost: a\r\n\r\n'
want 'HTTP/1.1 400 Bad Request'

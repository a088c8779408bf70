#!/bin/sh
# Octets above 0x7F in the target or a value are not looked at. (RFC 9110 5.5)
. "${0%/*}/../lib.sh"
start
ask 'GET /\303\244 HTTP/1.1\r\nHost: a\r\nX: \377\r\n\r\n'
want 'HTTP/1.1 511'

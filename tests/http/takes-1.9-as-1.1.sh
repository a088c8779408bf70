#!/bin/sh
# A higher minor version is read as 1.1: it needs a Host. (RFC 9110 2.5)
. "${0%/*}/../lib.sh"
start
ask 'GET / HTTP/1.9\r\n\r\n'
want 'HTTP/1.1 400 Bad Request'
ask 'GET / HTTP/1.9\r\nHost: a\r\n\r\n'
want 'HTTP/1.1 511'

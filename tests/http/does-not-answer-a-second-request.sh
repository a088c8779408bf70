#!/bin/sh
# What follows the first request is never read as another. (RFC 9112 9.6)
. "${0%/*}/../lib.sh"
start
ask 'GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n'
want 'HTTP/1.1 511'
[ "$(answers 511)" = 1 ] || fail 'two answers'

#!/bin/sh
# A CR that no LF follows is refused. (RFC 9112 2.2)
. "${0%/*}/../lib.sh"
start
ask 'GET / HTTP/1.1\r\nHost: a\rX: b\r\n\r\n'
want 'HTTP/1.1 400 Bad Request'

#!/bin/sh
# A request line without a version is refused. (RFC 9112 3)
. "${0%/*}/../lib.sh"
start
ask 'GET /\r\n'
want 'HTTP/1.1 400 Bad Request'

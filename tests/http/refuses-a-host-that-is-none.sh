#!/bin/sh
# A Host that is not uri-host [":" port] is refused. (RFC 9112 3.2)
. "${0%/*}/../lib.sh"
start
ask 'GET / HTTP/1.1\r\nHost: a/b\r\n\r\n'
want 'HTTP/1.1 400 Bad Request'

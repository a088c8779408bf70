#!/bin/sh
# White space before the first field line is refused. (RFC 9112 2.2)
. "${0%/*}/../lib.sh"
start
ask 'GET / HTTP/1.1\r\n Host: a\r\n\r\n'
want 'HTTP/1.1 400 Bad Request'

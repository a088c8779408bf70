#!/bin/sh
# Content-Length and Transfer-Encoding together are refused. (RFC 9112 6.1)
. "${0%/*}/../lib.sh"
start
head='Content-Length: 1\r\nTransfer-Encoding: chunked\r\n'
ask "POST / HTTP/1.1\\r\\nHost: a\\r\\n$head\\r\\n"
want 'HTTP/1.1 400 Bad Request'

#!/bin/sh
# Content-Length given twice is refused. (RFC 9112 6.3)
. "${0%/*}/../lib.sh"
start
head='Content-Length: 1\r\nContent-Length: 1\r\n'
ask "POST / HTTP/1.1\\r\\nHost: a\\r\\n$head\\r\\n"
want 'HTTP/1.1 400 Bad Request'

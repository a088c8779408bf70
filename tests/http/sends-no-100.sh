#!/bin/sh
# Expect: 100-continue gets the final answer at once. (RFC 9110 10.1.1)
. "${0%/*}/../lib.sh"
start
head='Content-Length: 5\r\nExpect: 100-continue\r\n'
ask "PUT / HTTP/1.1\\r\\nHost: a\\r\\n$head\\r\\n"
want 'HTTP/1.1 511'

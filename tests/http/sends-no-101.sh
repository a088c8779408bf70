#!/bin/sh
# An upgrade is not taken up. (RFC 9110 7.8)
. "${0%/*}/../lib.sh"
start
head='Connection: Upgrade\r\nUpgrade: h2c\r\nHTTP2-Settings: AAM\r\n'
ask "GET / HTTP/1.1\\r\\nHost: a\\r\\n$head\\r\\n"
want 'HTTP/1.1 511'

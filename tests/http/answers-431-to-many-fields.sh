#!/bin/sh
# The 129th field line is one too many. (RFC 6585 5)
. "${0%/*}/../lib.sh"
start
fields=$(printf 'X:\\r\\n%.0s' $(seq 128))
ask "GET / HTTP/1.0\\r\\n$fields\\r\\n"
want 'HTTP/1.1 511'
ask "GET / HTTP/1.0\\r\\n${fields}X:\\r\\n\\r\\n"
want 'HTTP/1.1 431 Request Header Fields Too Large'

#!/bin/sh
# A method of 64 octets is a method, one of 65 is too long. (RFC 9112 3)
. "${0%/*}/../lib.sh"
start
method=$(printf '%064d' 0)
ask "$method / HTTP/1.0\\r\\n\\r\\n"
want 'HTTP/1.1 511'
ask "X$method / HTTP/1.0\\r\\n\\r\\n"
want 'HTTP/1.1 501 Not Implemented'

#!/bin/sh
# A line may end in LF alone: people type it into nc. (RFC 9112 2.2)
. "${0%/*}/../lib.sh"
start
ask 'GET / HTTP/1.1\nHost: a\n\n'
want 'HTTP/1.1 511'

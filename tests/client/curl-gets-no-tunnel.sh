#!/bin/sh
# CONNECT through it opens no tunnel: curl fails with 56.
. "${0%/*}/../lib.sh"
need curl
start
curl -s -p -x "http://127.0.0.1:$port" http://example.org/
code=$?
[ "$code" = 56 ] || fail "exit $code"

#!/bin/sh
# SIGTERM without anything in progress ends it, with exit 0.
. "${0%/*}/lib.sh"
start -w 600
ask 'GET / HTTP/1.0\r\n\r\n'
stop
[ "$code" = 0 ] || fail "exit $code"

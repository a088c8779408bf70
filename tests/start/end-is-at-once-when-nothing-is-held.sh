#!/bin/sh
# SIGTERM without anything in progress ends it, with exit 0.
. "${0%/*}/../lib.sh"
patient
start -w 600
ask 'GET / HTTP/1.0\r\n\r\n'
begin=$(date +%s)
stop
[ "$code" = 0 ] || fail "exit $code"
[ $(($(date +%s) - begin)) -lt 30 ] || fail 'it waits for nobody'

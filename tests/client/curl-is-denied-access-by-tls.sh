#!/bin/sh
# curl calls the alert to its https what it is, and not a server that is down.
. "${0%/*}/../lib.sh"
need curl
start
curl -sS -m 10 "https://127.0.0.1:$port/" >"$dir/answer" 2>"$dir/said"
code=$?
[ "$code" = 35 ] || fail "exit $code"
want_silence
said 'alert'
counted tls 1 || fail 'not counted'

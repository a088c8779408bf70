#!/bin/sh
# SIGTERM, SIGINT: who does not finish within the bound is left. Exit 0.
. "${0%/*}/../lib.sh"
tiny
for signal in TERM INT; do
	start -w 600
	"$client" 127.0.0.1 "$port" open 'send=GET /' read >/dev/null 2>&1 &
	others=$!
	until_true 10 counted held 1 || fail 'not held'
	kill -$signal "$pid"
	wait "$pid" && code=0 || code=$?
	pids=
	[ "$code" = 0 ] || fail "exit $code after SIG$signal"
	wait "$others"
	others=
done

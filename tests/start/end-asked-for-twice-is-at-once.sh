#!/bin/sh
# A second SIGTERM or SIGINT waits for nobody: exit 0.
. "${0%/*}/../lib.sh"
need "${NC%% *}"
patient
start -w 600
"$client" 127.0.0.1 "$port" open 'send=GET /' read >/dev/null 2>&1 &
others=$!
until_true 10 counted held 1 || fail 'not held'
kill -TERM "$pid"
refused() {
	! ask 'GET / HTTP/1.0\r\n\r\n' || [ ! -s "$dir/answer" ]
}
until_true 10 refused || fail 'it still takes clients'
kill -0 "$pid" || fail 'it did not wait'
kill -INT "$pid"
gone() {
	! kill -0 "$pid" 2>/dev/null
}
until_true 5 gone || fail 'it waits'
wait "$pid" && code=0 || code=$?
pids=
[ "$code" = 0 ] || fail "exit $code"

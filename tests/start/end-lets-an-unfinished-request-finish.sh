#!/bin/sh
# SIGTERM: nobody new is let in, what was begun may finish, then exit 0.
. "${0%/*}/../lib.sh"
patient
start
client open 'send=GET /' "when=$dir/go" \
    'send= HTTP/1.0\r\n\r\n' read &
others=$!
until_true 10 counted held 1 || fail 'not held'
kill -TERM "$pid"
refused() {
	! "$client" 127.0.0.1 "$port" open 2>/dev/null
}
until_true 5 refused || fail 'it still listens'
: >"$dir/go"
wait "$others"
others=
want 'HTTP/1.1 511'
wait "$pid" && code=0 || code=$?
pids=
[ "$code" = 0 ] || fail "exit $code"

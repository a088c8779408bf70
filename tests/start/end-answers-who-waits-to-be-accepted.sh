#!/bin/sh
# Requests that wait in the kernel's queue when portal is told to end are
# answered, not reset.
. "${0%/*}/../lib.sh"
start
kill -STOP "$pid"
asking=
for n in 1 2 3 4 5 6 7 8; do
	"$client" 127.0.0.1 "$port" open 'send=GET / HTTP/1.0\r\n\r\n' read \
	    >"$dir/answer$n" 2>"$dir/said$n" &
	asking="$asking $!"
done
queued() {
	[ "$(grep -c " 0100007F:$(printf %04X "$port") .* 01 " /proc/net/tcp)" \
	    -ge 8 ]
}
until_true 10 queued || fail 'the requests do not come'
kill -TERM "$pid"
kill -CONT "$pid"
# shellcheck disable=SC2086 # one word a client
wait $asking
wait "$pid" || fail "exit $?"
pids=
cat "$dir"/answer? >"$dir/answer"
[ "$(answers 511)" = 8 ] || fail "$(answers 511) answers to 8 requests"

#!/bin/sh
# With -R, two processes share a port and its load; without, in either of them,
# the second start is refused.
. "${0%/*}/../lib.sh"
start -R
one=$pid
serve -u "$login" -R -l "127.0.0.1:$port"
two=$pid

# That one of them gets all of 200 is as likely as 2 to the power of -199.
set -- open 'send=GET / HTTP/1.0\r\n\r\n' read
while [ $# -lt 600 ]; do
	set -- "$@" open 'send=GET / HTTP/1.0\r\n\r\n' read
done
client "$@"
[ "$(answers 511)" = 200 ] || fail "$(answers 511) answers"
pid=$one
ones=$(count accepted)
pid=$two
twos=$(count accepted)
[ "$ones" -gt 0 ] && [ "$twos" -gt 0 ] || fail "they got $ones and $twos"
[ "$((ones + twos))" = 200 ] || fail "they got $ones and $twos of 200"

portal -u "$login" -l "127.0.0.1:$port"
[ "$code" = 1 ] || fail "exit $code without -R"
said "^portal: cannot listen on 127.0.0.1:$port: Address .*in use"
start
portal -u "$login" -R -l "127.0.0.1:$port"
[ "$code" = 1 ] || fail "exit $code beside one without -R"

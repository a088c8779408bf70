#!/bin/sh
# SIGUSR1: one line, with a name and a number for each thing counted.
. "${0%/*}/../lib.sh"
start
ask 'GET / HTTP/1.0\r\n\r\n'
ask 'GET / HTTP/1.1\r\n\r\n'
: >"$dir/log"
kill -USR1 "$pid"
until_true 10 logged '^portal: counters ' || fail 'no counters'
[ "$(grep -c '' "$dir/log")" = 1 ] || fail 'not one line'
grep -qE '^portal: counters( [a-z_0-9]+=[0-9]+)+$' "$dir/log" ||
    fail 'not of the form name=number'
for want in accepted=2 511=1 400=1 302=0 408=0 414=0 421=0 431=0 501=0 505=0 \
    silent=0 evicted=0 held=0; do
	logged " $want\\( \\|\$\\)" || fail "not $want"
done

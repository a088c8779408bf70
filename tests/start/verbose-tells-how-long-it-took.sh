#!/bin/sh
# The time of an answer in the log runs from when its client came.
. "${0%/*}/../lib.sh"
start -v
client open 'send=GET / HTTP/1.0\r\n' pause=1500 'send=\r\n' read
ask 'GET / HTTP/1.0\r\n\r\n'
sed -n 's/.* octets \([0-9]*\) ms$/\1/p' "$dir/log" >"$dir/said"
[ "$(grep -c '' "$dir/said")" = 2 ] || fail 'two times are wanted'
first=$(head -n 1 "$dir/said") second=$(tail -n 1 "$dir/said")
[ "$first" -ge 1000 ] && [ "$first" -lt 60000 ] || fail "$first ms"
[ "$second" -lt "$first" ] || [ "$second" -lt 60000 ] || fail "$second ms"

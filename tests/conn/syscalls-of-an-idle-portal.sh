#!/bin/sh
# An idle portal makes no system call, though it has served before: nothing
# wakes it up. Plain only.
. "${0%/*}/../lib.sh"
start -w 1
client open 'send=GET / HTTP/1.0\r\n\r\n' read open 'send=GET' read
trace
sleep 2
untrace
[ "$(grep -c '^[a-z]' "$dir/trace")" -le 1 ] || fail "$(cat "$dir/trace")"

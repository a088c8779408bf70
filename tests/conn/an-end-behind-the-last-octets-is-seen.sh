#!/bin/sh
# When octets and the end of what a client says arrive together, the end is
# seen: edge-triggered, it is not told again.
. "${0%/*}/../lib.sh"
start -w 60
client open 'send=GET /' "when=$dir/go" send=x half "then=$dir/sent" read &
others=$!
until_true 10 counted held 1 || fail 'not held'
kill -STOP "$pid"
: >"$dir/go"
until_true 10 test -e "$dir/sent" || fail 'not sent'
kill -CONT "$pid"
until_true 10 counted held 0 || fail 'still held'

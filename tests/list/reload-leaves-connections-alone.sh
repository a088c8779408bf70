#!/bin/sh
# SIGHUP does not touch a connection in progress: who was a stranger when it
# began is one to its end.
. "${0%/*}/../lib.sh"
echo 127.0.0.2 >"$dir/allow.txt"
start -a "$dir/allow.txt"
client open=127.0.0.3 'send=GET /' "when=$dir/go" \
    'send= HTTP/1.0\r\n\r\n' read &
others=$!
until_true 10 counted held 1 || fail 'not held'
echo 127.0.0.3 >"$dir/allow.txt"
kill -HUP "$pid"
until_true 10 logged reloaded || fail 'no word of it'
: >"$dir/go"
wait "$others"
others=
want 'HTTP/1.1 511'

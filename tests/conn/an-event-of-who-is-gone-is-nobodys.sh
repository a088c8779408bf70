#!/bin/sh
# In one turn portal learns that a client has come and that another one has
# left by a reset. There is no descriptor for the first, so the second gives
# way; the word that it has left is then about nobody, and who has come is
# answered. (S6)
. "${0%/*}/../lib.sh"
need prlimit
start -w 60
"$client" 127.0.0.1 "$port" open 'send=GET /' "when=$dir/leave" reset \
    "then=$dir/left" 2>/dev/null &
others=$!
until_true 10 counted held 1 || fail 'not held'
no_descriptors
kill -STOP "$pid"
"$client" 127.0.0.1 "$port" open 'send=GET /' "then=$dir/come" \
    "when=$dir/finish" 'send= HTTP/1.0\r\n\r\n' read \
    >"$dir/answer" 2>/dev/null &
newcomer=$!
others="$others $newcomer"
until_true 10 test -e "$dir/come" || fail 'nobody comes'
: >"$dir/leave"
until_true 10 test -e "$dir/left" || fail 'nobody leaves'
kill -CONT "$pid"
until_true 10 counted evicted 1 || fail 'nobody gives way'
: >"$dir/finish"
wait "$newcomer"
want 'HTTP/1.1 511'

#!/bin/sh
# Who reads the log has stopped, and then is gone: lines are lost, and clients
# answered as before.
. "${0%/*}/../lib.sh"
mkdir "$dir/sub"
mkfifo "$dir/sub/pipe"
cat "$dir/sub/pipe" >"$dir/log" &
reader=$!
others=$reader
"$PORTAL" -v -u "$login" -l 127.0.0.1:0 2>"$dir/sub/pipe" &
pid=$!
pids=$pid
until_true 20 grep -q 'listening on' "$dir/log" || fail 'no start'
port=$(sed -n 's/^portal: listening on .*://p' "$dir/log")
kill -STOP "$reader"
timeout 20 dd if=/dev/zero of="$dir/sub/pipe" bs=4096 count=99 oflag=nonblock \
    2>"$dir/dd" && fail 'the pipe is not full'
ask 'GET / HTTP/1.0\r\n\r\n'
want 'HTTP/1.1 511'
kill -KILL "$reader"
wait "$reader" 2>"$dir/said"
others=
ask 'GET / HTTP/1.0\r\n\r\n'
want 'HTTP/1.1 511'

#!/bin/sh
# SIGHUP: the list is read again, and is in force for who comes next.
. "${0%/*}/../lib.sh"
echo 127.0.0.2 >"$dir/allow.txt"
start -a "$dir/allow.txt"
echo 127.0.0.3 >"$dir/allow.txt"
kill -HUP "$pid"
until_true 10 logged 'allow.txt: 1 entr.*reloaded\|reloaded.*1 entr' ||
    fail 'no word of it'
client open=127.0.0.2 'send=GET / HTTP/1.0\r\n\r\n' read
want 'HTTP/1.1 511'
client open=127.0.0.3 'send=GET / HTTP/1.0\r\n\r\n' read
want 'HTTP/1.1 421'

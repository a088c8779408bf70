#!/bin/sh
# A client that asks for a large page and does not read it is let go after a
# while. (S2)
. "${0%/*}/../lib.sh"
tiny
head -c 32768 /dev/zero | tr '\000' x >"$dir/page"
start -p "$dir/page" -w 600
"$client" 127.0.0.1 "$port" small open 'send=GET /' "when=$dir/held" \
    'send= HTTP/1.0\r\n\r\n' "when=$dir/go" 2>/dev/null &
others=$!
until_true 10 counted held 1 || fail 'not held'
: >"$dir/held"		# one that is held has small buffers
until_true 10 counted 511 1 || fail 'not answered'
counted held 1 || fail 'all of the page fits the buffers: no test'
until_true 10 counted late 1 || fail 'not let go'
counted held 0 || fail 'still held'

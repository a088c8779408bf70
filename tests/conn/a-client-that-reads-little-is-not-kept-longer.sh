#!/bin/sh
# A client that asks for a large page and reads a little of it again and again
# has no longer than one that reads nothing: its time is not renewed by what
# the answer moves on. (S2)
. "${0%/*}/../lib.sh"
PORTAL=$dir/portal
${CC:-cc} '-DLIMITS_H="tests/limits.h"' -DSEND_MS=2500 -o "$PORTAL" \
    "$top/portal.c" || fail 'cannot compile'
head -c 32768 /dev/zero | tr '\000' x >"$dir/page"
start -p "$dir/page" -w 600
set --
for _ in $(seq 80); do
	set -- "$@" pause=80 recv
done
"$client" 127.0.0.1 "$port" small open 'send=GET /' "when=$dir/held" \
    'send= HTTP/1.0\r\n\r\n' "$@" read >"$dir/answer" 2>"$dir/said" &
others=$!
until_true 10 counted held 1 || fail 'not held'
: >"$dir/held"		# one that is held has small buffers
wait "$others"
others=
[ "$(wc -c <"$dir/answer")" -ge 8192 ] || fail 'it reads too little: no test'
counted late 1 || fail 'it has had longer'

#!/bin/sh
# While the kernel refuses accept4 for reasons of its own, as a security module
# may, portal tries a hundred times a second at most; then it serves. (S6)
# Plain only: strace makes the call another one, which the filter has to allow.
. "${0%/*}/../lib.sh"
PORTAL=$dir/allowing
${CC:-cc} -DSANDBOX_REFUSAL=0x7fff0000U -o "$PORTAL" "$top/portal.c" ||
    fail 'cannot compile'
start
trace -ttt -e trace=accept4 -e inject=accept4:error=EACCES:when=1..50
client open 'send=GET / HTTP/1.0\r\n\r\n' read
untrace
want 'HTTP/1.1 511'
span=$(awk '/EACCES/ { if (!begin) begin = $1; end = $1; n++ }
    END { print n == 50 ? int((end - begin) * 1000) : 0 }' "$dir/trace")
[ "$span" -ge 450 ] || fail "50 times in $span ms: $(cat "$dir/trace")"

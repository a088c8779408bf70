#!/bin/sh
# HEAD gets what GET gets up to the empty line, and no more. (RFC 9110 9.3.2)
. "${0%/*}/../lib.sh"
start
ask 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'
sed '/^\r*$/q' "$dir/answer" >"$dir/block"
ask 'HEAD / HTTP/1.1\r\nHost: a\r\n\r\n'
want 'HTTP/1.1 511'
cmp -s "$dir/answer" "$dir/block" || fail 'not the header block of GET'

#!/bin/sh
# wget fails with 8 and saves nothing; wget -c leaves what was there as it was.
. "${0%/*}/../lib.sh"
need wget
wget --version 2>/dev/null | grep -q GNU || skip 'wget is not GNU wget'
start
wget -q -O "$dir/file" "http://127.0.0.1:$port/a"
code=$?
[ "$code" = 8 ] || fail "exit $code"
[ ! -s "$dir/file" ] || fail 'a file with something in it'
printf 0123456789 >"$dir/part"
(cd "$dir" && wget -q -c "http://127.0.0.1:$port/part")
code=$?
[ "$code" = 8 ] || fail "-c: exit $code"
[ "$(cat "$dir/part")" = 0123456789 ] || fail 'the part is another now'

#!/bin/sh
# busybox wget fails with 1 and saves nothing.
. "${0%/*}/../lib.sh"
need busybox
start
busybox wget -q -O "$dir/file" "http://127.0.0.1:$port/a" 2>"$dir/said"
code=$?
[ "$code" = 1 ] || fail "exit $code"
[ ! -s "$dir/file" ] || fail 'a file with something in it'
said 511

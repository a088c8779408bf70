#!/bin/sh
# curl -f fails with 22, asks no second time with --retry, and saves nothing.
. "${0%/*}/../lib.sh"
need curl
start
curl -sf --retry 2 -o "$dir/file" "http://127.0.0.1:$port/file.tar"
code=$?
[ "$code" = 22 ] || fail "exit $code"
[ ! -e "$dir/file" ] || fail 'a file'
counted 511 1 || fail 'asked again'

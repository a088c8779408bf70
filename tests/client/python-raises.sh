#!/bin/sh
# Python's urllib raises an error that has the status.
. "${0%/*}/../lib.sh"
need python3
start
python3 -c 'import sys, urllib.request
urllib.request.urlopen(sys.argv[1])' "http://127.0.0.1:$port/data.json" \
    2>"$dir/said"
code=$?
[ "$code" = 1 ] || fail "exit $code"
said 'HTTP Error 511: Network Authentication Required'

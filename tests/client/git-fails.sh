#!/bin/sh
# git says that it got a 511, and fails with 128.
. "${0%/*}/../lib.sh"
need git
start
GIT_TERMINAL_PROMPT=0 git ls-remote "http://127.0.0.1:$port/a.git" \
    >"$dir/said" 2>&1
code=$?
[ "$code" = 128 ] || fail "exit $code"
said 'error: 511'

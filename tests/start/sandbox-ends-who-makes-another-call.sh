#!/bin/sh
# In the sandbox each system call that portal never makes ends the process by
# SIGSYS: memory, children, programs, writing, other sockets, every number of
# every ABI, and every flag of those that it does make; and no file but the
# list's neighbours can be read. Plain only. (S11)
. "${0%/*}/../lib.sh"
sandbox=$("$tests/compile" sandbox) || fail 'cannot compile'
mkdir "$dir/etc"
: >"$dir/etc/list"
ln -s /etc/passwd "$dir/etc/link"
"$sandbox" "$dir/etc/list" 2>"$dir/log" >"$dir/said" && code=0 || code=$?
[ "$code" != 77 ] || skip 'no seccomp here'
[ "$code" = 0 ] || fail "exit $code"

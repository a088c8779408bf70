#!/bin/sh
# An address that no interface has yet, on a kernel that refuses to bind one
# ahead: portal cannot listen there, and says so. Exit 1.
. "${0%/*}/../lib.sh"
call=setsockopt error=ENOPROTOOPT
refusing
portal -u "$login" -l 198.51.100.77:0
[ "$code" = 1 ] || fail "exit $code"
said '^portal: cannot listen on 198.51.100.77:0: Protocol not available$'
! grep -q 'has this address yet' "$dir/said" || fail 'it is said to come'

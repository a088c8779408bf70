#!/bin/sh
# A second start on the same port says so and exits 1.
. "${0%/*}/../lib.sh"
start
portal -u "$login" -l "127.0.0.1:$port"
[ "$code" = 1 ] || fail "exit $code"
said "^portal: cannot listen on 127.0.0.1:$port: Address .*in use; "

#!/bin/sh
# More listeners than there is room for are an error, not left out.
. "${0%/*}/../lib.sh"
tiny
portal -u "$login" -l 127.0.0.1:0 -l 127.0.0.1:0 -l 127.0.0.1:0
[ "$code" = 2 ] || fail "exit $code"

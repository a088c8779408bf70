#!/bin/sh
# Without -l it is [::]:8511. (Another may have it: that too names it.)
. "${0%/*}/../lib.sh"
"$PORTAL" -u "$login" 2>"$dir/log" &
others=$!
until_true 20 logged ' on .*:8511' || fail 'no word of it'
logged ' on \[::\]:8511' || fail 'another address'

#!/bin/sh
# A ruleset of which the disk had no room for a part, but room again for the
# rest, is a failure: exit 1, with the reason.
. "${0%/*}/../lib.sh"
seq -f '10.0.%g.1' 0 255 >"$dir/list"
call=write error=ENOSPC:when=1
refusing
"$PORTAL" -u http://192.0.2.1/ -a "$dir/list" -n lo >"$dir/out" 2>"$dir/said"
code=$?
[ -s "$dir/out" ] || fail 'nothing of it arrived: no test'
[ "$code" = 1 ] || fail "exit $code"
said '^portal: cannot write: No space left on device$'

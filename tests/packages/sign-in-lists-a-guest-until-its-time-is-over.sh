#!/bin/sh
# sign-in lists a guest by MAC with the time at which it is over: four hours
# later, or as many as the settings say, 0 for ever. The rest of the list stays.
. "${0%/*}/gateway.sh"
does 0 sign-in 192.0.2.11
[ "$(cat "$dir/said")" = 4 ] || fail 'it does not say how long'
has "$mac # until 2026-11-28T04:00:00Z"
has '02:00:00:00:00:99	# the printer'
echo 'hours=24' >>"$box/settings"
does 0 sign-in 192.0.2.11
has "$mac # until 2026-11-29T00:00:00Z"
[ "$(grep -c "$mac" "$allow")" = 1 ] || fail 'the old line is still there'
echo 'hours=0' >>"$box/settings"
does 0 sign-in 192.0.2.11
has "$mac # signed in, for good"
[ "$(grep -c '^apply *$' "$dir/applied")" = 3 ] || fail 'not applied each time'

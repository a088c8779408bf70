#!/bin/sh
# Who presses the button again within the minute changes nothing: no new line,
# no new ruleset. Later it gets the full time again, in the same place.
. "${0%/*}/gateway.sh"
echo 1795824001 >"$dir/now"
does 0 sign-in 192.0.2.11
does 0 sign-in 192.0.2.20
has "$mac # until 2026-11-28T04:01:00Z"
cp "$allow" "$dir/was"
for now in 1795824002 1795824030 1795824060; do
	echo $now >"$dir/now"
	does 0 sign-in 192.0.2.11
	[ "$(cat "$dir/said")" = 4 ] || fail 'it does not say how long'
	as_it_was
done
[ "$(grep -c '' "$dir/applied")" = 2 ] || fail 'applied again'
echo 1795824061 >"$dir/now"
does 0 sign-in 192.0.2.11
sed 's/:11 # until .*/:11 # until 2026-11-28T04:02:00Z/' "$dir/was" |
    diff - "$allow" || fail 'not renewed in its place'

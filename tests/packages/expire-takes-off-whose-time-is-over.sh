#!/bin/sh
# expire takes off the lines whose time is over, those written by hand, too, and
# leaves every other alone. It applies once, and only if something changed.
. "${0%/*}/gateway.sh"
cat >"$allow" <<-'END2'
	# until 2020-01-01T00:00:00Z there was another printer
	02:00:00:00:00:99	# the printer
	02:00:00:00:00:11 # until 2026-11-28T04:00:00Z
	02:00:00:00:00:12 # until 2026-11-28T04:00:01Z
	192.0.2.40	# until 2026-11-28, room 12
	192.0.2.41	# until 2027-01-01
	to 203.0.113.9 # until 2026-01-01, the fair
	192.0.2.42 # until the end of time
	192.0.2.43 # until 1.12.2026
	192.0.2.44 # signed in, for good
	END2
sed '/:11 /d; /2.40/d; /fair/d' "$allow" >"$dir/want"
echo 1795838399 >"$dir/now"
does 0 expire
has "$mac # until .*"
has_not 2.40
: >"$dir/applied"
echo 1795838400 >"$dir/now"
does 0 expire
diff "$dir/want" "$allow" || fail 'other lines are gone'
does 0 expire
[ "$(grep -c '' "$dir/applied")" = 1 ] || fail 'not applied once'
[ ! -s "$dir/said" ] || fail 'it has something to say'

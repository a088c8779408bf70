#!/bin/sh
# The ruleset is taken by nft -c, loads on top of itself, for several
# interfaces, a list of any size and with or without -S, touches no other table,
# and goes with the one command that it names. A load that fails changes
# nothing.
. "${0%/*}/lab.sh"
webserver
serve
gateway nft add table inet mine
for entries in 0 1 10000; do
	python3 - $entries >"$dir/many" <<-'END'
	import sys
	for i in range(int(sys.argv[1])):
	    at = "%d.%d" % (i >> 8, i & 255)
	    print("02:00:01:00:%02x:%02x" % (i >> 8, i & 255))
	    print("10.1.%s\n2001:db8:9:%x::/64\nto 10.2.%s" % (at, 2 * i, at))
	END
	for more in -r -S; do
		gateway "$PORTAL" -u "http://$login/" $more -a "$dir/many" \
		    -n br.guest,eth1.20,wlan0-1 >"$dir/rules" \
		    2>"$dir/said" || fail 'portal -n failed'
		for check in -c '' ''; do
			# shellcheck disable=SC2086 # an option, or none
			gateway nft $check -f "$dir/rules" 2>"$dir/said" ||
			    fail "nft $check refuses: $more $entries"
		done
		[ "$(gateway nft list set inet portal_8511 allow_mac |
		    grep -c 02:00:01:00)" -ge $((entries / 2)) ] ||
		    fail 'entries are lost'
	done
done
tables() {
	gateway nft list tables | sort | tr '\n' ' '
}
[ "$(tables)" = 'table inet mine table inet portal_8511 ' ] ||
    fail 'other tables'

# One that fails at its last line: all of the one before stays.
gateway nft list ruleset >"$dir/before"
{
	sed 's/02:00:01/02:00:02/' "$dir/rules"
	echo 'add rule inet portal_8511 nowhere accept'
} | gateway nft -f - 2>"$dir/said" && fail 'this should not load'
gateway nft list ruleset >"$dir/after"
cmp -s "$dir/before" "$dir/after" || fail 'a failed load changed something'

remove=$(sed -n 's/.*Remove: nft/nft/p' "$dir/rules")
# shellcheck disable=SC2086 # words
gateway $remove || fail "cannot: $remove"
[ "$(gateway nft list ruleset)" = 'table inet mine {
}' ] || fail 'something is left'
get guest1 "http://$web/"
want 200

#!/bin/sh
# The ruleset is taken by nft -c, loads on top of itself, for several
# interfaces, a list of any size and either shape, touches no other table, and
# goes with one command. Names that no interface has are refused.
. "${0%/*}/lab.sh"
webserver
serve
gateway nft add table inet mine
for shape_option in '' -T; do
	for entries in 0 1 10000; do
		python3 - $entries >"$dir/many" <<-'END'
		import sys
		for i in range(int(sys.argv[1])):
		    at = "%d.%d" % (i >> 8, i & 255)
		    print("02:00:01:00:%02x:%02x" % (i >> 8, i & 255))
		    print("10.1.%s\n2001:db8:9:%x::/64\nto 10.2.%s" %
		          (at, 2 * i, at))
		END
		# shellcheck disable=SC2086 # words, or none
		"$PORTAL" $options $shape_option -a "$dir/many" \
		    -n br.guest,eth1.20,wlan0-1 >"$dir/rules" ||
		    fail 'portal -n failed'
		for check in -c '' ''; do
			# shellcheck disable=SC2086 # words, or none
			gateway nft $check -f "$dir/rules" 2>"$dir/said" ||
			    fail "nft $check refuses: $shape_option $entries"
		done
		[ "$(gateway nft list set inet portal allow_mac |
		    grep -c 02:00:01:00)" -ge $((entries / 2)) ] ||
		    fail 'entries are lost'
	done
done
[ "$(gateway nft list tables | sort | tr '\n' ' ')" = \
    'table inet mine table inet portal ' ] || fail 'other tables'
remove=$(sed -n 's/.*Remove: nft/nft/p' "$dir/rules")
# shellcheck disable=SC2086 # words
gateway $remove || fail "cannot: $remove"
[ "$(gateway nft list ruleset)" = 'table inet mine {
}' ] || fail 'something is left'
get guest1 "http://$web/"
want 200

for names in 'a"b' 'a b' 'a*' a/b a,,b '' sixteen-octets-a; do
	"$PORTAL" -u http://a/ -n "$names" >"$dir/rules" 2>"$dir/said"
	[ $? = 2 ] || fail "taken for an interface: $names"
	[ ! -s "$dir/rules" ] || fail "rules for no interface: $names"
done

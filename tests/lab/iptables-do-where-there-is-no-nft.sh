#!/bin/sh
# tests/packages/iptables makes rules of the list for iptables, the older kind
# and the one on nftables: strangers meet portal, who is listed passes by MAC,
# address or prefix, "to" lines and the login page are open; again after a
# change it takes the place of the old ones; a list that is wrong changes
# nothing.
. "${0%/*}/lab.sh"
for tool in ipset iptables-legacy iptables-nft; do
	command -v $tool >/dev/null || skip "no $tool here"
done
webserver
serve

# rules: of the list, in the gateway, with the iptables of this round.
rules() {
	gateway env "PATH=$dir/bin:$PATH" \
	    "$here/../packages/iptables/portal-iptables" br.guest 8511 \
	    "$login:80" <"$dir/allow.txt" >"$dir/said" 2>&1
}
mkdir "$dir/bin"
for kind in legacy nft; do
	for tool in iptables iptables-restore; do
		ln -sf "$(command -v iptables-$kind${tool#iptables})" \
		    "$dir/bin/$tool"
	done
	gateway ipset create probe hash:net 2>"$dir/said" &&
	    gateway "$dir/bin/iptables" -A INPUT -m set --match-set probe src \
	    -m mac --mac-source $mac1 2>>"$dir/said" ||
	    skip "no kernel for iptables-$kind with ipset: $(cat "$dir/said")"
	gateway "$dir/bin/iptables" -F INPUT

	list "to $open"
	reload
	rules || fail 'no rules'
	for guest in guest1 guest2; do
		get $guest "http://$web/"
		want 511
		get $guest "http://$open/"
		want 200
		get $guest "http://$login/"
		want 200
		get $guest "https://$web/" -m 2
		grep -q 'refused\|Couldn.t connect' "$dir/said" ||
		    fail 'it hangs'
	done
	for entry in $mac1 $ip1 192.0.2.8/29; do
		list "$entry  # one" "to $open" 2001:db8:2::/64
		rules || fail 'no rules'
		get guest1 "http://$web/"
		want 200
	done
	get guest2 "http://$web/"
	want 200
	list "$mac2"
	rules || fail 'no rules'
	get guest2 "http://$web/"
	want 200
	get guest1 "http://$web/"
	want 511
	get guest1 "http://$open/"
	want 511

	list rubbish "$mac1"
	! rules || fail 'a wrong list is taken'
	get guest2 "http://$web/"
	want 200
	get guest1 "http://$web/"
	want 511
	[ "$(gateway "$dir/bin/iptables" -S FORWARD | grep -c portal)" = 1 ] ||
	    fail 'more rules each time'
	gateway "$dir/bin/iptables" -F
	gateway "$dir/bin/iptables" -t nat -F
	gateway ipset destroy probe
done

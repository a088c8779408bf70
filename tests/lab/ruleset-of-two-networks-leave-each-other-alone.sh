#!/bin/sh
# Two instances, each with a network, port and list of its own: their rulesets,
# loaded in any order again and again, leave each other alone; who or what is
# listed for one network is not for the other, nor by an address of the first;
# and whichever table is removed, the other still stands.
. "${0%/*}/lab.sh"
more_of guest3
ip -n "$lab-gateway" link add br.b type bridge
joins guest3 eth0 gateway port3
ip -n "$lab-guest3" link set eth0 address 02:00:00:00:00:13
ip -n "$lab-gateway" link set port3 master br.b up
has guest3 eth0 198.18.2.13/24 2001:db8:3::13/64
has gateway br.b 198.18.2.1/24 2001:db8:3::1/64
ip -n "$lab-guest3" route add default via 198.18.2.1
ip -n "$lab-guest3" -6 route add default via 2001:db8:3::1
ip -n "$lab-origin" route add 198.18.2.0/24 via 203.0.113.1
webserver
# Each list has the stranger of the other network, too.
list $mac1 02:00:00:00:00:13 198.18.2.13 2001:db8:3::13 "to $open"
serve
printf '%s\n' 02:00:00:00:00:14 $mac2 $ip2 $six2 >"$dir/list-b"
on gateway "$PORTAL" -u "http://$login/" -a "$dir/list-b" -l '[::]:8512'
until_true 10 grep -q listening "$dir/gateway.out" || fail 'no second portal'

# loads NETWORK: b, or the first.
loads() {
	case $1 in
	b)	gateway "$PORTAL" -u "http://$login/" -a "$dir/list-b" \
		    -l '[::]:8512' -n br.b ;;
	*)	gateway "$PORTAL" -u "http://$login/" -a "$dir/allow.txt" \
		    -n br.guest ;;
	esac >"$dir/rules" && gateway nft -f "$dir/rules" || fail 'no ruleset'
}
# both WHAT: strangers of both networks are strangers, each to its own portal,
# and the listed of the first is listed.
both() {
	for url in "http://$web/" "http://[$web6]/"; do
		get guest1 "$url"
		[ "$status" = 200 ] || fail "$1: the listed guest gets $status"
		get guest2 "$url"
		[ "$status" = 511 ] || fail "$1: the first network is open"
		get guest3 "$url"
		[ "$status" = 511 ] || fail "$1: the second network is open"
	done
	get guest2 "http://$open/"
	[ "$status" = 200 ] || fail "$1: its \"to\" line does not open"
	get guest3 "http://$open/"
	[ "$status" = 511 ] || fail "$1: the other's \"to\" line opens"
}
for order in 'a b' 'b a' 'a a' 'b b'; do
	for network in $order; do
		loads "$network"
	done
	[ "$order" = 'a b' ] || both "$order"
done
get guest3 http://198.18.2.1:8511/ -m 1
want 000
get guest2 http://192.0.2.1:8512/ -m 1
want 000
before=$(count accepted)
get guest3 "http://$web/"
[ "$(count accepted)" = "$before" ] || fail 'it met the wrong portal'
# A listed address of the first network opens nothing on the second.
ip -n "$lab-guest3" address add 192.0.2.13/32 dev eth0
ip -n "$lab-gateway" route add 192.0.2.13/32 dev br.b
list $mac1 192.0.2.0/24
loads a
get guest3 "http://$web/" --interface 192.0.2.13
want 511
ip -n "$lab-gateway" route del 192.0.2.13/32 dev br.b
get guest3 "http://$web/" --interface 192.0.2.13 -m 1
want 000
list $mac1

# Its own list lets the guest of the second network pass.
echo 02:00:00:00:00:13 >"$dir/list-b"
loads a
loads b
get guest3 "http://$web/"
want 200
get guest2 "http://$web/"
want 511

# Either is removed, again and again.
echo '# nobody' >"$dir/list-b"
for time in first second; do
	loads a
	loads b
	gateway nft delete table inet portal_8511
	get guest2 "http://$web/"
	want 200
	get guest3 "http://$web/"
	[ "$status" = 511 ] || fail "$time: the second network is open"
	loads a
	gateway nft delete table inet portal_8512
	get guest1 "http://$web/"
	want 200
	get guest2 "http://$web/"
	[ "$status" = 511 ] || fail "$time: the first network is open"
	get guest3 "http://$web/"
	want 200
done

# lab.sh: a small network in namespaces, which the scripts of this folder share.
#
#   guest1 --+                         +-- nginx, peers of all kinds
#            +-- br.guest  gateway wan-+-- origin
#   guest2 --+      lan (the router's other side)
#
# guest1, guest2, gateway, origin COMMAND...: runs it there. Needs root.
# From the environment: PORTAL, the program tested (compiled if not given).
# shellcheck shell=sh disable=SC2034

set -u
export LC_ALL=C
here=$(cd "${0%/*}" && pwd)
lab=portal-$$
pids='' pid=''

skip() {
	echo "$*"
	exit 77
}

[ "$(id -u)" = 0 ] || skip 'needs root, for network namespaces'
for tool in ip nft nginx curl python3 setpriv; do
	command -v "$tool" >/dev/null || skip "no $tool here"
done
PORTAL=${PORTAL:-$("$here/../compile" portal)} || exit 1
dir=$(mktemp -d "${TMPDIR:-/tmp}/portal-lab.XXXXXX") || exit 1

# Ends what was started here and removes what was made here, nothing else.
cleanup() {
	code=$?
	for p in $pids; do
		kill -KILL "$p" 2>/dev/null
		wait "$p" 2>/dev/null
	done
	for n in guest1 guest2 gateway origin; do
		ip netns del "$lab-$n" 2>/dev/null
	done
	! grep -h 'Sanitizer\|runtime error' "$dir"/log* 2>/dev/null || code=1
	rm -rf "$dir"
	exit "$code"
}
trap cleanup EXIT
trap 'exit 143' HUP INT TERM

guest1() { ip netns exec "$lab-guest1" "$@"; }
guest2() { ip netns exec "$lab-guest2" "$@"; }
gateway() { ip netns exec "$lab-gateway" "$@"; }
origin() { ip netns exec "$lab-origin" "$@"; }

mac1=02:00:00:00:00:11 mac2=02:00:00:00:00:12

# joins A PORT B PORT: a cable between two namespaces.
joins() {
	ip link add "$2" netns "$lab-$1" type veth peer name "$4" netns "$lab-$3"
}

# has NAME PORT ADDRESS...: the port of a namespace goes up with these.
has() {
	name=$1 at=$2
	shift 2
	ip -n "$lab-$name" link set "$at" up
	for address; do
		ip -n "$lab-$name" address add "$address" dev "$at"
	done
}

# The bridge's name has a dot, as VLANs' names do. No duplicate address
# detection: it takes a second in which an address cannot be used.
build() {
	for n in guest1 guest2 gateway origin; do
		ip netns add "$lab-$n" || skip 'cannot make network namespaces'
		ip netns exec "$lab-$n" sh -c 'cd /proc/sys/net/ipv6/conf
			echo 0 >all/accept_dad
			echo 0 >default/accept_dad'
		ip -n "$lab-$n" link set lo up
	done
	ip -n "$lab-gateway" link add br.guest type bridge
	ip -n "$lab-gateway" link add lan type bridge
	for n in 1 2; do
		joins "guest$n" eth0 gateway "port$n"
		ip -n "$lab-guest$n" link set eth0 address "02:00:00:00:00:1$n"
		ip -n "$lab-gateway" link set "port$n" master br.guest up
		has "guest$n" eth0 "192.0.2.1$n/24" "2001:db8:2::1$n/64"
	done
	joins gateway wan origin eth0
	has gateway br.guest 192.0.2.1/24 2001:db8:2::1/64 fe80::1/64
	has gateway lan 198.51.100.1/24 2001:db8:51::1/64
	has gateway wan 203.0.113.1/24 2001:db8:113::1/64
	for n in 7 8 9; do
		has origin eth0 "203.0.113.$n/24" "2001:db8:113::$n/64"
	done
	for n in guest1 guest2; do
		ip -n "$lab-$n" route add default via 192.0.2.1
		ip -n "$lab-$n" -6 route add default via 2001:db8:2::1
	done
	ip -n "$lab-origin" route add default via 203.0.113.1
	ip -n "$lab-origin" -6 route add default via 2001:db8:113::1
	gateway sh -c 'echo 1 >/proc/sys/net/ipv4/ip_forward
		echo 1 >/proc/sys/net/ipv6/conf/all/forwarding'
}
build

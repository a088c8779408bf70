#!/bin/sh
# portal starts on all addresses when there is no interface at all, not even
# the loopback one; guests of one that comes up later are served, by IPv4 and
# IPv6.
. "${0%/*}/../lib.sh"
[ "$(id -u)" = 0 ] || skip 'needs root, for network namespaces'
need ip
gateway=portal-$$-gateway guest=portal-$$-guest
over() {
	code=$?
	ip netns del "$gateway" 2>/dev/null
	ip netns del "$guest" 2>/dev/null
	(exit "$code")
	cleanup
}
trap over EXIT
ip netns add "$gateway" && ip netns add "$guest" || skip 'no namespaces here'
cat >"$dir/inside" <<END
#!/bin/sh
exec ip netns exec "$gateway" "$PORTAL" "\$@"
END
chmod +x "$dir/inside"
PORTAL=$dir/inside
serve -u "$login" -l :0
ip -n "$gateway" link add lan type veth peer name eth netns "$guest"
for side in "$gateway lan 1" "$guest eth 2"; do
	# shellcheck disable=SC2086 # three words
	set -- $side
	ip -n "$1" link set "$2" up
	ip -n "$1" address add "192.0.2.$3/24" dev "$2"
	ip -n "$1" address add "2001:db8:2::$3/64" dev "$2" nodad
done
for host in 192.0.2.1 2001:db8:2::1; do
	ip netns exec "$guest" "$client" "$host" "$port" open \
	    'send=GET / HTTP/1.0\r\n\r\n' read >"$dir/answer" 2>"$dir/said" ||
	    fail "$host cannot be reached"
	want 'HTTP/1.1 511'
done

#!/bin/sh
# Cut into fragments, the first of 8 octets or 16, or behind IPv6's options, a
# stranger's packets are refused as others are, and reach nothing of the router
# but what all guests reach; those of who is listed pass.
. "${0%/*}/lab.sh"
overhears origin
answers gateway br.guest

# all_of TO TO6 PORT: in every shape.
all_of() {
	for size in 8 16 64; do
		echo "pieces $ip1 1900 $1 $3 $size"
		echo "pieces $six1 1900 $2 $3 $size"
	done
	echo "options $six1 1900 $2 $3"
}
all_of $peer $peer6 1900 >"$dir/shapes"
list "to $open"
firewall
forged <"$dir/shapes"
[ "$heard" = 0 ] || fail "$heard of a stranger get out"
list $mac1
firewall
forged <"$dir/shapes"
# Of 70; a busy machine loses some.
[ "$heard" -ge 40 ] || fail "only $heard of the listed get out"

gateway nft -f - <<-'END'
	table inet got {
		chain in {
			type filter hook input priority 300;
			udp dport { 53, 1900 } counter
		}
	}
END
list "to $open"
firewall
for port in 1900 53; do
	all_of 192.0.2.1 2001:db8:2::1 $port >"$dir/shapes"
	forged <"$dir/shapes"
	got=$(gateway nft list table inet got |
	    sed -n 's/.*counter packets \([0-9]*\) .*/\1/p')
	case $port in
	1900)	[ "$got" = 0 ] ;;
	53)	[ "$got" -ge 40 ] ;;
	esac || fail "$got get in to port $port"
done

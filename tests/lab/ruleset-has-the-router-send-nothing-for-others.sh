#!/bin/sh
# A guest that speaks in the name of others, listed or not, makes the router
# send them nothing: no echo, no answer, no refusal and no error, by either
# family. Who has no address yet still finds DHCP and its neighbours.
. "${0%/*}/lab.sh"
overhears origin
answers gateway br.guest
lan=198.51.100.50 lan6=2001:db8:51::50
list "to $open"
firewall
gateway nft -f - <<-END
	table inet sent {
		counter to_others { }
		counter from_nowhere { }
		counter from_nowhere6 { }
		chain out {
			type filter hook postrouting priority 300;
			ip daddr { $peer, $lan } counter name to_others
			ip6 daddr { $peer6, $lan6 } counter name to_others
		}
		chain in {
			type filter hook input priority 300;
			ip saddr 0.0.0.0 udp dport 67 counter name from_nowhere
			ip6 saddr :: icmpv6 type nd-neighbor-solicit \
			    counter name from_nowhere6
		}
	}
END
# counter NAME: how many packets it counted.
counter() {
	gateway nft list counter inet sent "$1" |
	    sed -n 's/.*packets \([0-9]*\) .*/\1/p'
}
as_expected gateway <<-END
	no udp $peer 53
	no udp $peer6 53
END
[ "$(counter to_others)" -ge 2 ] || fail 'the counter does not count'
gateway nft reset counters >/dev/null

forge() {
	for from in "$peer 203.0.113.1 192.0.2.1" \
	    "$lan 198.51.100.1 192.0.2.1" \
	    "$peer6 2001:db8:113::1 2001:db8:2::1" \
	    "$lan6 2001:db8:51::1 2001:db8:2::1"; do
		# shellcheck disable=SC2086 # words
		set -- $from
		for to in "$2" "$3"; do
			echo "echo $1 $to"
			for port in 53 80 443 1900 8511; do
				echo "udp $1 1900 $to $port"
				echo "syn $1 1900 $to $port"
			done
		done
		case $1 in
		*:*)	elsewhere=2001:db8:113::77 ;;
		*)	elsewhere=203.0.113.77 ;;
		esac
		echo "udp $1 1900 $elsewhere 1900"
		echo "udp $1 1900 $elsewhere 1900 1"
		echo "syn $1 1900 $elsewhere 80"
		echo "syn $1 1900 $elsewhere 443"
	done
}
for who in '# nobody' $mac1; do
	list "$who" "to $open"
	firewall
	forge >"$dir/forged"
	forged <"$dir/forged"
	[ "$(counter to_others)" = 0 ] ||
	    fail "$who: the router sends $(counter to_others) to others"
	[ "$heard" = 0 ] || fail "$who: $heard get out"
done
forged <<-'END'
	udp 0.0.0.0 68 255.255.255.255 67
	solicit 2001:db8:2::1
END
[ "$(counter from_nowhere)" -ge 1 ] || fail 'no DHCP'
[ "$(counter from_nowhere6)" -ge 1 ] || fail 'no neighbours'

#!/bin/sh
# A line of the list that is wrong is named with its number, as a compiler
# would, and nothing is started.
. "${0%/*}/../lib.sh"

# wrong LINE WORDS: after two good lines.
wrong() {
	printf '# two lines\n192.0.2.1\n%b\n' "$1" >"$dir/allow.txt"
	portal -u "$login" -a "$dir/allow.txt" -l 127.0.0.1:0
	[ "$code" = 2 ] || fail "$1: exit $code"
	grep -q "^portal: .*allow.txt:3: $2" "$dir/said" || fail "$1: not $2"
}

none='not an address, prefix or MAC'
wrong 10.0.0.300 "$none: 10.0.0.300$"
wrong example.org "$none: example.org$"
wrong 10.0.0 "$none: 10.0.0$"
wrong 2001:db8::1::2 "$none: 2001:db8::1::2$"
wrong 02:00:00:00:00 "$none: "
wrong 'to 02:00:00:00:00:01' ''
wrong '192.0.2.1 192.0.2.2' ''
wrong 10.0.1.0/8 'host bits are set in 10.0.1.0/8; 10.0.0.0/8?$'
wrong 2001:db8::1/32 'host bits are set in 2001:db8::1/32; 2001:db8::/32?$'
wrong 'to 10.0.0.0/33' 'not a prefix length'
wrong 10.0.0.0/33 ''
wrong 2001:db8::/129 ''
wrong 10.0.0.0/ ''
wrong 00:00:00:00:00:00 ''
wrong 01:00:5e:00:00:01 ''
wrong '\0033[1m' ''
! grep -q "$(printf '\033')" "$dir/said" || fail 'a control is passed on'

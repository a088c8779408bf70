#!/bin/sh
# -q WHO says whether WHO may pass, and by which line.
. "${0%/*}/../lib.sh"
cat >"$dir/allow.txt" <<'END'
# who may pass
02:00:5e:00:53:01
192.0.2.0/24
2001:db8:7::/48
192.0.2.10
to 203.0.113.7
END

# asked WHO LINE: LINE is a pattern for what is said.
asked() {
	portal -u "$login" -a "$dir/allow.txt" -q "$1"
	[ "$code" = 0 ] || fail "$1: exit $code"
	said "$2"
}

mac=02:00:5e:00:53:01
asked 192.0.2.10 '^allowed: 192.0.2.10 by .*allow.txt:3: 192.0.2.0/24$'
asked ::ffff:192.0.2.10 ' by .*allow.txt:3: 192.0.2.0/24$'
asked 2001:db8:7::1 '^allowed: .* by .*allow.txt:4: 2001:db8:7::/48$'
asked $mac " by .*allow.txt:2: $mac\$"
asked 02-00-5E-00-53-01 " by .*allow.txt:2: $mac\$"
asked 0200.5e00.5301 " by .*allow.txt:2: $mac\$"
asked 192.0.3.1 '^stranger: 192.0.3.1 is not on the list$'
asked 2001:db8:8::1 '^stranger: 2001:db8:8::1 is not on the list$'
asked 02:00:5e:00:53:02 '^stranger: '
asked 203.0.113.7 '^stranger: '
for who in 192.0.2 nobody 192.0.2.300 ''; do
	portal -u "$login" -a "$dir/allow.txt" -q "$who"
	[ "$code" = 2 ] || fail "'$who': exit $code"
done

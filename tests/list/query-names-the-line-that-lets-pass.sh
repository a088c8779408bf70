#!/bin/sh
# -q WHO says whether WHO may pass, and by which line; for a stranger it exits
# with 3, so that scripts can ask.
. "${0%/*}/../lib.sh"
cat >"$dir/allow.txt" <<'END'
# who may pass
02:00:5e:00:53:01
192.0.2.0/24
2001:db8:7::/48
192.0.2.10
to 203.0.113.7
END

# asked CODE WHO LINE: LINE is a pattern for what is said.
asked() {
	portal -u "$login" -a "$dir/allow.txt" -q "$2"
	[ "$code" = "$1" ] || fail "$2: exit $code"
	said "$3"
}

mac=02:00:5e:00:53:01
asked 0 192.0.2.10 '^allowed: 192.0.2.10 by .*allow.txt:3: 192.0.2.0/24$'
asked 0 ::ffff:192.0.2.10 ' by .*allow.txt:3: 192.0.2.0/24$'
asked 0 2001:db8:7::1 '^allowed: .* by .*allow.txt:4: 2001:db8:7::/48$'
for spelling in $mac 02-00-5E-00-53-01 0200.5e00.5301 0200-5e00-5301 \
    02005e-005301 02005E005301; do
	asked 0 "$spelling" " by .*allow.txt:2: $mac\$"
done
asked 3 192.0.3.1 '^stranger: 192.0.3.1 is not on the list$'
asked 3 2001:db8:8::1 '^stranger: 2001:db8:8::1 is not on the list$'
asked 3 02:00:5e:00:53:02 '^stranger: '
asked 3 203.0.113.7 '^stranger: '
for who in 192.0.2 nobody 192.0.2.300 ''; do
	asked 2 "$who" '^portal: -q: not an address or MAC: '
done
portal -q 192.0.2.10
[ "$code" = 3 ] || fail "without a list: exit $code"
said '^stranger: 192.0.2.10 is not on the list: there was no -a$'

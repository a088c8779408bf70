#!/bin/sh
# -t checks options, page and list, says what was read, and starts nothing. What
# is wrong goes to stderr, as ever, so that >/dev/null leaves that alone.
. "${0%/*}/../lib.sh"
portal -u "$login" -a "$tests/sample-allow.txt" -t
[ "$code" = 0 ] || fail "exit $code"
said 'sample-allow.txt: 5 entries: 2 IPv4, 1 IPv6, 1 MAC, 1 destination'
said '[0-9] octets'
! grep -q 'listening' "$dir/said" || fail 'it listens'
portal -u "$login" -a "$tests/no-such-list" -t
[ "$code" != 0 ] || fail 'a missing list is no error'
portal -u ftp://a -t
[ "$code" = 2 ] || fail "a wrong URL: exit $code"
echo '10.0.1.0/8' >"$dir/wrong"
for wrong in "-u $login -a $dir/wrong" '-u http://192.0.2.1/ -U nobody-there' \
    '-u ftp://a'; do
	# shellcheck disable=SC2086 # words
	"$PORTAL" -t $wrong >"$dir/report" 2>"$dir/said" &&
	    fail "$wrong: no error"
	[ ! -s "$dir/report" ] || fail "$wrong: $(cat "$dir/report")"
	[ "$(grep -c '' "$dir/said")" = 1 ] || fail "$wrong: $(cat "$dir/said")"
done

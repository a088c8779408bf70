#!/bin/sh
# -d: the refresh comes after so many seconds, or not at all.
. "${0%/*}/../lib.sh"
for delay in 3 0; do
	start -d $delay
	ask 'GET / HTTP/1.0\r\n\r\n'
	grep -qi "refresh\"\\{0,1\\} content=\"$delay;" "$dir/answer" ||
	    fail "not after $delay s"
done
start -d no
ask 'GET / HTTP/1.0\r\n\r\n'
want 'HTTP/1.1 511'
! grep -qi refresh "$dir/answer" || fail 'a refresh'
grep -q '<a href="http://login.example/"' "$dir/answer" || fail 'no link'
for delay in '' -1 x 3s 1.5 99999999999; do
	portal -u "$login" -d "$delay" -t
	[ "$code" = 2 ] || fail "'$delay': exit $code"
done

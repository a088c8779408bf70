#!/bin/sh
# A client that is on the list and comes here all the same gets 421, not the
# page that sends people to sign in: one that opens again by itself, with the
# policy of the other page and the link for the case that it does not help. (RFC
# 9110 15.5.20)
. "${0%/*}/../lib.sh"
echo 127.0.0.2 >"$dir/allow.txt"
start -a "$dir/allow.txt"
client open=127.0.0.3 'send=GET / HTTP/1.1\r\nHost: a\r\n\r\n' read
want 'HTTP/1.1 511'
policy=$(grep '^Content-Security-Policy: ' "$dir/answer")
client open=127.0.0.2 'send=GET / HTTP/1.1\r\nHost: a\r\n\r\n' read
want 'HTTP/1.1 421 Misdirected Request'
[ "$(grep '^Content-Security-Policy: ' "$dir/answer")" = "$policy" ] ||
    fail 'another policy'
tr -d '\r' <"$dir/answer" >"$dir/said"
for line in 'Refresh: 5' 'Cache-Control: no-store' 'Connection: close'; do
	said "^$line\$"
done
said "opens by itself.*<a href=\"$login\">sign in again</a>"
! grep -q 'http-equiv' "$dir/said" || fail 'it leads to the login page'
counted 421 1 || fail 'not counted'
client open=127.0.0.2 'send=HEAD / HTTP/1.1\r\nHost: a\r\n\r\n' read
want 'HTTP/1.1 421'

#!/bin/sh
# Only the kernel says who a client is and where it was going: nothing a
# stranger writes opens anything, and no "to" line does for another place. (S7)
. "${0%/*}/lab.sh"
gate $mac2 "to $open" "to $open6"
get guest1 "http://$open/"
want 200
get guest1 "http://[$open6]/"
want 200
before=$(grep -c '' "$dir/access.log")
refused() {
	get guest1 "http://$web/" "$@"
	want 511
}
refused -H "Host: $open"
refused -H "Host: $open:80"
refused -H "Host: [$open6]"
refused -H "Host: $login"
refused -H "X-Forwarded-For: $ip2" -H "X-Real-IP: $ip2" -H "Via: $ip2"
refused -H "Forwarded: for=$ip2;host=$open" -H "X-Original-Host: $open"
refused --request-target "http://$open/"
printf 'GET / HTTP/1.1\r\nHost: a\r\n\r\nGET http://%s/ HTTP/1.1\r\n%s' \
    "$open" "Host: $open\r\n\r\n" |
    guest1 nc -w 10 $web 80 >"$dir/answer"
[ "$(grep -c '^HTTP/' "$dir/answer")" = 1 ] || fail 'a second answer'
get guest1 "http://$web/" --haproxy-protocol
want 400
printf 'CONNECT %s:80 HTTP/1.1\r\nHost: %s\r\n\r\nGET / HTTP/1.0\r\n\r\n' \
    "$open" "$open" | guest1 nc -w 10 $web 80 >"$dir/answer"
grep -q '^HTTP/1.1 511' "$dir/answer" || fail 'CONNECT opens something'
[ "$(grep -c '' "$dir/access.log")" = "$before" ] ||
    fail 'something came through'

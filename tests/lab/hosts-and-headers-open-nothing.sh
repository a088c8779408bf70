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
# All that a proxy may tell of a client, by each way to portal.
set --
for field in Client-IP X-Client-IP True-Client-IP CF-Connecting-IP Remote-Addr \
    X-Remote-Addr X-Cluster-Client-IP X-Originating-IP X-ProxyUser-IP; do
	set -- "$@" -H "$field: $ip2"
done
set -- "$@" -H "X-Client-MAC: $mac2" -H "X-Forwarded-Host: $open" \
    -H "X-Host: $open" -H "X-Original-URL: http://$open/" \
    -H "X-Rewrite-URL: http://$open/" -H 'X-Forwarded-Proto: https' \
    -H "Referer: http://$login/" -H 'Cookie: session=1; signed_in=yes' \
    -H 'Authorization: Basic YWRtaW46YWRtaW4=' -H 'Via: 1.1 localhost'
for url in "http://$web/" "http://[$web6]/" http://192.0.2.1:8511/; do
	get guest1 "$url" "$@"
	want 511
done
# A second request behind the first, and behind the end of its body.
for first in 'GET / HTTP/1.1\r\nHost: a\r\n' \
    'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n'; do
	printf "$first\\r\\nGET http://%s/ HTTP/1.1\\r\\nHost: %s\\r\\n\\r\\n" \
	    "$open" "$open" | guest1 nc -w 10 $web 80 >"$dir/answer"
	[ "$(grep -c '^HTTP/' "$dir/answer")" = 1 ] || fail 'a second answer'
done
get guest1 "http://$web/" --haproxy-protocol
want 400
printf 'CONNECT %s:80 HTTP/1.1\r\nHost: %s\r\n\r\nGET / HTTP/1.0\r\n\r\n' \
    "$open" "$open" | guest1 nc -w 10 $web 80 >"$dir/answer"
grep -q '^HTTP/1.1 511' "$dir/answer" || fail 'CONNECT opens something'
[ "$(grep -c '' "$dir/access.log")" = "$before" ] ||
    fail 'something came through'

#!/bin/sh
# A stranger gets the 511 whatever it asks with and over whichever family, also
# by the router's own address, and nothing is opened for it.
. "${0%/*}/lab.sh"
gate
for url in "http://$web/" "http://[$web6]/" "http://$web/big" \
    http://192.0.2.1/ 'http://[2001:db8:2::1]/' 'http://[fe80::1%25eth0]/' \
    http://198.51.100.1/; do
	get guest1 "$url"
	want 511
	get guest2 "$url" -X POST -d some=thing
	want 511
	get guest1 "$url" -I
	want 511
	case $url in *%25*) continue ;; esac
	guest1 wget -q -t 1 -T 10 -O "$dir/answer" "$url"
	[ $? = 8 ] || fail "wget takes $url"
done
for address in $web $web6; do
	printf 'GET / HTTP/1.1\r\nHost: a\r\n\r\n' |
	    guest1 nc -w 10 "$address" 80 >"$dir/answer"
	grep -q '^HTTP/1.1 511 ' "$dir/answer" || fail 'no 511 by nc'
done
get guest1 'http://[fe80::1%25eth0]:8511/'
want 511
[ "$(grep -vc "^203.0.113.7 " "$dir/access.log")" = 0 ] ||
    fail 'something came through'

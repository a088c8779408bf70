#!/bin/sh
# -u: http or https with a host, at most 240 octets, none of them a control,
# a space, a quote, an angle bracket or beyond ASCII.
. "${0%/*}/../lib.sh"
long=http://login.example/$(printf '%0219d' 0)
lf='
'
for url in http://a https://a/ http://a:8080/b?c=d\&e=f http://192.0.2.1/ \
    'http://[2001:db8::1]/' HTTP://a/ "$long"; do
	portal -u "$url" -t
	[ "$code" = 0 ] || fail "$url: exit $code"
done
for url in '' a ftp://a 'javascript:alert(1)' //a http: http:// http:///b \
    http:a 'http://a/ b' 'http://a/"' "http://a/'" 'http://a/<' 'http://a/>' \
    "http://a/$(printf '\r')b" "http://a/${lf}b" "http://a/$(printf '\177')" \
    "http://a/$(printf '\303\251')" "${long}0" http://:80/ http://?a \
    ' http://a'; do
	portal -u "$url" -t
	[ "$code" = 2 ] || fail "$url: exit $code"
	said '^portal: '
done
portal -t
[ "$code" = 2 ] || fail "without: exit $code"
said '^portal: .*-u'

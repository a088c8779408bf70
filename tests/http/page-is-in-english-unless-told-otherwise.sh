#!/bin/sh
# The built-in page: language, title, charset, viewport, one link, a refresh
# after 10 s; nothing from elsewhere, no script.
. "${0%/*}/../lib.sh"
start
ask 'GET / HTTP/1.0\r\n\r\n'
for has in '<html lang="\{0,1\}en' '<title>Network authentication required' \
    '<meta charset="\{0,1\}utf-8' '<meta name="\{0,1\}viewport' '<h1>' \
    'http-equiv="\{0,1\}refresh"\{0,1\} content="10; *url=http://login' \
    '<a href="http://login.example/"'; do
	grep -qi "$has" "$dir/answer" || fail "no $has"
done
[ "$(grep -o '<a ' "$dir/answer" | grep -c '')" = 1 ] || fail 'not one link'
! grep -qi '<script\|src=\|<link\|<img\|<form' "$dir/answer" ||
    fail 'more than text'

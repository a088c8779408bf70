#!/bin/sh
# -L: the main language first, then the others, each marked as such.
. "${0%/*}/../lib.sh"
french='Authentification réseau requise'
start -L fr
ask 'GET / HTTP/1.0\r\n\r\n'
grep -qi '<html lang="\{0,1\}fr' "$dir/answer" || fail 'not French'
grep -q "<title>$french" "$dir/answer" || fail 'no French title'
! grep -qi 'lang="\{0,1\}en' "$dir/answer" || fail 'English too'
start -L fr,en
ask 'GET / HTTP/1.0\r\n\r\n'
grep -qi '<html lang="\{0,1\}fr' "$dir/answer" || fail 'French is not first'
grep -qi '[^l] lang="\{0,1\}en' "$dir/answer" || fail 'no English in it'
start -L en,fr
ask 'GET / HTTP/1.0\r\n\r\n'
grep -qi '<html lang="\{0,1\}en' "$dir/answer" || fail 'English is not first'
for languages in xx en,xx '' 'en,' 'en fr' EN; do
	portal -u "$login" -L "$languages" -t
	[ "$code" = 2 ] || fail "'$languages': exit $code"
done
portal -u "$login" -L en,xx -t
said xx

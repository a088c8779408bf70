#!/bin/sh
# Languages are taken as long as the answer is one segment; with one more it is
# said, and with those before it all is well.
. "${0%/*}/../lib.sh"
fits=
for language in en fr de es it pt nl pl ja zh ar; do
	portal -t -u "$login" -L "$fits$language"
	[ "$code" = 0 ] || break
	fits=$fits$language,
done
[ "$code" = 2 ] || fail "exit $code"
said "^portal: -L $fits$language: the answer is more than one segment"
portal -t -u "$login" -L "${fits%,}"
[ "$code" = 0 ] || fail "exit $code without $language"
said ', one segment'
portal -t -u "$login" -L en,fr,de
[ "$code" = 0 ] || fail 'not even three languages'

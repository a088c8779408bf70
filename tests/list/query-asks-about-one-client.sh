#!/bin/sh
# -q takes one address or MAC: a prefix, a destination, or what is none of them,
# exits 2.
. "${0%/*}/../lib.sh"
printf '%s\n' 10.0.0.0/8 'to 192.0.2.1' >"$dir/list"
for who in 10.0.0.0/8 10.0.0.1/8 ::/0 'to 192.0.2.1' example.org '' \
    10.0.0.300; do
	portal -a "$dir/list" -q "$who"
	[ "$code" = 2 ] || fail "'$who': exit $code"
	said '^portal: '
done

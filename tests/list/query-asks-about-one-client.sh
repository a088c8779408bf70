#!/bin/sh
# -q takes one address or MAC: a prefix, or what is neither, exits 2.
. "${0%/*}/../lib.sh"
echo 10.0.0.0/8 >"$dir/list"
for who in 10.0.0.0/8 10.0.0.1/8 ::/0 example.org '' 10.0.0.300; do
	portal -a "$dir/list" -q "$who"
	[ "$code" = 2 ] || fail "'$who': exit $code"
	said '^portal: '
done

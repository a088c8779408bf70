#!/bin/sh
# A list that is missing, or is no file, is an error that names it: not an
# empty list.
. "${0%/*}/../lib.sh"
for what in "$dir/none.txt" "$dir"; do
	portal -u "$login" -l 127.0.0.1:0 -a "$what"
	[ "$code" != 0 ] && [ "$code" -lt 3 ] || fail "exit $code for $what"
	said "^portal: .*${what##*/}"
done

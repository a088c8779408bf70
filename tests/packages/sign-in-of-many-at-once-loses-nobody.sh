#!/bin/sh
# Guests who sign in at the same time, beside expire, are all on the list.
. "${0%/*}/gateway.sh"
echo '192.0.2.77 # until 2026-11-27T00:00:00Z' >>"$allow"
all=
for n in 0 1 2 3 4 5 6 7 8 9; do
	"$box/sign-in" 192.0.2.2$n >/dev/null 2>"$dir/said$n" &
	all="$all $!"
	[ $n != 5 ] || {
		"$box/expire" 2>"$dir/said" &
		all="$all $!"
	}
done
for p in $all; do
	wait "$p" || fail "one could not: $(cat "$dir"/said?)"
done
[ "$(grep -c ':00:02:0. #' "$allow")" = 10 ] ||
    fail "lost: $(cat "$allow")"
has '02:00:00:00:00:99	# the printer'
has_not 192.0.2.77

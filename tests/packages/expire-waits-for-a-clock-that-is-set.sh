#!/bin/sh
# A clock that the kernel does not call synchronised takes off nobody, wherever
# it has jumped to; who signed in meanwhile has the whole time once it is set.
. "${0%/*}/gateway.sh"
does 0 sign-in 192.0.2.11
# After a power cut: the clock shows last night, then jumps ten years ahead.
echo no >"$dir/clock"
for now in 0 1795780800 2111000000; do
	echo $now >"$dir/now"
	cp "$allow" "$dir/was"
	does 0 expire
	said 'the clock is not set'
	as_it_was
done
does 0 sign-in 2001:db8:2::12
has '02:00:00:00:00:12 # until 4 hours after the clock is set'
does 0 sign-in 2001:db8:2::12
[ "$(grep -c ':12 #' "$allow")" = 1 ] || fail 'twice on the list'
# The clock is set, at 03:00: one has an hour left, the other four.
echo 1795834800 >"$dir/now"
echo yes >"$dir/clock"
does 0 expire
has "$mac # until 2026-11-28T04:00:00Z"
has '02:00:00:00:00:12 # until 2026-11-28T07:00:00Z'
echo 1795849199 >"$dir/now"
does 0 expire
has_not "$mac"
has '02:00:00:00:00:12 # until .*'
echo 1795849200 >"$dir/now"
does 0 expire
has_not ':12 #'

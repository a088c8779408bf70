#!/bin/sh
# Somebody writes the list by hand, without the lock, while a guest signs in:
# both are there afterwards.
. "${0%/*}/gateway.sh"
# The hand writes while sync runs, or rather where it will: just before.
cmp=$(command -v cmp)
stand_in cmp <<-END2
	[ -e $dir/written ] || [ "\$2" != $allow ] || {
		echo '192.0.2.88 # by hand' >>$allow
		: >$dir/written
	}
	exec $cmp "\$@"
	END2
does 0 sign-in 192.0.2.11
[ -e "$dir/written" ] || fail 'the test did not write'
has '192.0.2.88 # by hand'
has "$mac # until .*"

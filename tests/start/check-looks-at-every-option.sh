#!/bin/sh
# -t finds what would keep portal from starting: a listen address that is none,
# a user who is not there.
. "${0%/*}/../lib.sh"
for wrong in '-l 8511' '-l localhost:8511' '-l 127.0.0.1:99999' \
    '-U nobody-of-that-name'; do
	# shellcheck disable=SC2086 # two words
	portal -t -u "$login" $wrong
	[ "$code" = 2 ] || fail "$wrong: exit $code"
	said "^portal: ${wrong%% *}: "
done
portal -t -u "$login" -l 127.0.0.1:80 -U nobody
[ "$code" = 0 ] || fail "exit $code"

#!/bin/sh
# Help, version, a ruleset or an answer of -q that did not arrive is a failure.
. "${0%/*}/../lib.sh"
[ -c /dev/full ] || skip 'no /dev/full here'
echo 127.0.0.1 >"$dir/list"
for what in -h -V '-n eth0' '-q 127.0.0.1'; do
	# shellcheck disable=SC2086 # an option and its argument
	"$PORTAL" -u "$login" -a "$dir/list" $what >/dev/full 2>"$dir/said"
	code=$?
	[ "$code" = 1 ] || fail "$what: exit $code"
	said '^portal: '
done

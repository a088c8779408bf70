#!/bin/sh
# -n is told by every -l where guests are sent: to one port, not 0, and to an
# address that is not this machine's own affair. Else it exits 2.
. "${0%/*}/../lib.sh"
for wrong in '-l 0.0.0.0:0' '-l 0.0.0.0:80 -l [::]:81' '-l 127.0.0.1:80' \
    '-l [::1]:80' '-l 0.0.0.0:80 -l 127.0.0.2:80'; do
	# shellcheck disable=SC2086 # options and their arguments
	portal -u "$login" $wrong -n eth0
	[ "$code" = 2 ] || fail "$wrong: exit $code"
	said '^portal: '
done
portal -u "$login" -l 0.0.0.0:80 -l '[::]:80' -n eth0
[ "$code" = 0 ] || fail "exit $code"

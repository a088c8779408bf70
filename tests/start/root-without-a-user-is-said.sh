#!/bin/sh
# Run by root without -U, or with -U root, portal says so, and what to do;
# by root with it, or by anybody else, it does not.
. "${0%/*}/../lib.sh"
chmod 755 "$dir"
line='^portal: running as root: -U USER gives that up$'
start
if [ "$(id -u)" != 0 ]; then
	! logged "$line" || fail 'said of another user'
	exit
fi
logged "$line" || fail 'not said of root'
start -U root
logged "$line" || fail 'not said of -U root'
start -U nobody
! logged "$line" || fail 'said though there is -U'

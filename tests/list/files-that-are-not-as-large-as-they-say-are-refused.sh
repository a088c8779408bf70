#!/bin/sh
# A list or page that changes while it is read, or cannot be read, is an error
# that names it. The files of /proc say that they are empty.
. "${0%/*}/../lib.sh"
[ -f /proc/self/comm ] || skip 'no /proc here'
ln -s "$PORTAL" "$dir/#"
PORTAL="$dir/#"		# so that its name, in comm, is a good list
wrong() {
	portal -u "$login" -l 127.0.0.1:0 "$1" "$2"
	[ "$code" = 1 ] || [ "$code" = 2 ] || fail "$1 $2: exit $code"
	said "^portal: .*$2"
}
wrong -a /proc/self/comm
wrong -a /proc/self/mem
wrong -p /proc/self/comm

#!/bin/sh
# What portal does not know or cannot take is named, and exits 2.
. "${0%/*}/../lib.sh"

# wrong NAME ARGUMENT...
wrong() {
	name=$1
	shift
	portal -u "$login" -l 127.0.0.1:0 "$@"
	[ "$code" = 2 ] || fail "$*: exit $code"
	said "$name"
}

wrong Z -Z
wrong zebra --zebra
wrong more more
wrong c -c
for option in -c -k -w -d; do
	for value in -1 x '' 1x 99999999999999999999; do
		wrong "$option" $option "$value"
	done
done
for option in -c -k -w; do
	wrong "$option" $option 0
done
wrong -c -c 16385

#!/bin/sh
# An address that no machine can listen on is the system's refusal: exit 1; one
# that is none is wrong input: exit 2.
. "${0%/*}/../lib.sh"
portal -u "$login" -l '[fe80::1]:0'
[ "$code" = 1 ] || fail "exit $code"
said '^portal: cannot listen on \[fe80::1]:0: Inv.*; a link-local address will'
for address in 127.0.0.1 8511 127.0.0.1: 127.0.0.1:65536 127.0.0.1:-1 \
    127.0.0.1:http 127.0.0.300:1 localhost:1 ::1:1x '[::1]' '[::1:1' '' :; do
	portal -u "$login" -l "$address"
	[ "$code" = 2 ] || fail "'$address': exit $code"
	said '^portal: '
done

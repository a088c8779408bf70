#!/bin/sh
# Who is not on a guest network, or is no address at all, is not listed.
. "${0%/*}/gateway.sh"
cp "$allow" "$dir/was"
for address in 203.0.113.5 192.0.2.1 2001:db8:9::1 '' '0.0.0.0/0' \
    '192.0.2.11;id' '192.0.2.11 dev br-guest' '-6' "192.0.2.11
192.0.2.20"; do
	does 1 sign-in "$address"
	does 1 sign-out "$address"
	does 1 who "$address"
	as_it_was
done
for script in sign-in sign-out who; do
	does 1 $script
	said "^$script: not an address of a guest: none is given\$"
done
as_it_was
[ ! -s "$dir/applied" ] || fail 'something was applied'

#!/bin/sh
# A guest whose MAC cannot be known, in a tunnel or behind a router, is listed
# by address, and goes by it.
. "${0%/*}/gateway.sh"
echo 'interfaces="br-guest, tun0"' >>"$box/settings"
for address in 192.168.7.2 198.18.0.5; do
	does 0 sign-in $address
	has "$address # until 2026-11-28T04:00:00Z"
done
does 0 sign-out 192.168.7.2
has_not 192.168.7.2
has '198.18.0.5 # until .*'

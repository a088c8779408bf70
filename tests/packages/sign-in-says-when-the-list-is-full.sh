#!/bin/sh
# With 131,072 entries the list takes no more: the log says so, those who are on
# it stay.
. "${0%/*}/gateway.sh"
awk 'BEGIN {
	for (i = 0; i < 131072; i++)
		printf "02:00:01:%02x:%02x:%02x\n", i / 65536, i / 256 % 256,
		    i % 256
}' >"$allow"
cp "$allow" "$dir/was"
does 1 sign-in 192.0.2.11
as_it_was
said 'allow:131073: one entry too many'
grep -q 'one entry too many' "$dir/syslog" || fail 'not in the log'

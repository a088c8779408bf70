#!/bin/sh
# A list that is wrong already: nobody is added, it stays in place, and the log
# names the line and the remedy.
. "${0%/*}/gateway.sh"
echo '10.0.1.0/8' >>"$allow"
cp "$allow" "$dir/was"
does 1 sign-in 192.0.2.11
as_it_was
for f in said syslog; do
	grep -q 'list/allow:3: host bits are set in 10.0.1.0/8; 10.0.0.0/8?' \
	    "$dir/$f" || fail "not in $f"
done
[ ! -s "$dir/applied" ] || fail 'applied all the same'

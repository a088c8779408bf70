#!/bin/sh
# Each claim of README's security model names a test, and the test is there
# and names the claim.
. "${0%/*}/../lib.sh"
sed -n 's/^| \(S[0-9]*\) |.*| \(.*\) |$/\1 \2/p' "$top/README.md" |
    tr -d '`,' >"$dir/claims"
[ "$(grep -c '' "$dir/claims")" -ge 9 ] || fail 'claims are missing'
while read -r claim names; do
	for name in $names; do
		grep -q "($claim)" "$tests/$name.sh" ||
		    fail "tests/$name.sh does not hold $claim"
	done
done <"$dir/claims"

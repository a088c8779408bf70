#!/bin/sh
# -h lists the options, and README's table has the same.
. "${0%/*}/../lib.sh"
[ -f "$top/README.md" ] || skip 'no README.md yet'
portal -h
[ "$code" = 0 ] || fail "exit $code"
grep -o '^ *-[[:alpha:]]' "$dir/said" | tr -d ' ' | sort >"$dir/help"
sed -n '/^## Options/,/^## A/p' "$top/README.md" |
    grep -o '^| *`-[[:alpha:]]' | tr -d '| `' | sort >"$dir/readme"
[ -s "$dir/help" ] || fail 'no options in -h'
diff "$dir/help" "$dir/readme" || fail 'not the same'

#!/bin/sh
# portal(8) is made of README: mandoc finds nothing to say of it, each option
# that -h lists is in it, and no mark of README's is left. Installed, man finds
# it, and uninstall takes it away.
. "${0%/*}/packages.sh"
need make mandoc
sh "$tests/man" >"$dir/portal.8" 2>"$dir/said" || fail 'not made'
[ ! -s "$dir/said" ] || fail 'errors'
# Which other pages are installed here is not this page's fault.
mandoc -T lint "$dir/portal.8" 2>&1 |
    grep -v 'referenced manual\|outdated mandoc.db' >"$dir/said"
[ ! -s "$dir/said" ] || fail 'mandoc has something to say'
mandoc -T ascii -O width=1000 "$dir/portal.8" | col -bx >"$dir/page"
portal -h
for flag in $(grep -o '^ *-[[:alpha:]]' "$dir/said"); do
	grep -q "^ *$flag" "$dir/page" || fail "$flag is not in it"
done
for word in SIGHUP SIGUSR1 '131,072' '/etc/portal/list/allow' '192.0.2.128/25' \
    'a stranger.' 'A phone shows no prompt'; do
	grep -qF -e "$word" "$dir/page" || fail "not in it: $word"
done
! grep -n '`\|[*][*]\|^ *|' "$dir/page" || fail "README's marks are in it"
make -s -C "$top" install DESTDIR="$dir/to" PREFIX=/usr >"$dir/said" 2>&1 ||
    fail 'install fails'
cmp "$dir/portal.8" "$dir/to/usr/share/man/man8/portal.8" || fail 'another one'
make -s -C "$top" uninstall DESTDIR="$dir/to" PREFIX=/usr
[ -z "$(find "$dir/to" -type f)" ] || fail 'something is left'

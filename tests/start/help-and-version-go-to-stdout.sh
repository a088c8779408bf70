#!/bin/sh
# -h and -V, long or short, go to stdout and exit 0.
. "${0%/*}/../lib.sh"
version=$(sed -n 's/^#define PORTAL_VERSION "\(.*\)"/\1/p' "$top/portal.h")
for option in -h --help -V --version; do
	"$PORTAL" $option >"$dir/out" 2>"$dir/said" || fail "$option: not 0"
	[ ! -s "$dir/said" ] || fail "$option: something on stderr"
	case $option in
	-h | --help) grep -q -e '-u' "$dir/out" || fail 'no -u in the help' ;;
	*) [ "$(cat "$dir/out")" = "portal $version" ] || fail 'not it' ;;
	esac
done

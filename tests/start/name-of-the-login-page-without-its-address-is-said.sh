#!/bin/sh
# A name in -u lets nobody through to the login page; -t, -n and the start say
# so, and what does, unless the list has a "to" line. An address needs none.
. "${0%/*}/../lib.sh"
line='portal: -u names a host, which opens no way: guests reach it by a "to"
line for its address, or by an address in -u'
# told WANTED ARGUMENT...: the line is among what portal says, so many times.
told() {
	wanted=$1
	shift
	case " $* " in
	*' -n '* | *' -t '*)
		portal "$@"
		[ "$code" = 0 ] || fail "$*: exit $code" ;;
	*)	serve "$@" -l 127.0.0.1:0
		cp "$dir/log" "$dir/said"
		stop ;;
	esac
	got=$(grep -cxF "$(echo "$line" | tr '\n' ' ' | sed 's/ $//')" \
	    "$dir/said")
	[ "$got" = "$wanted" ] || fail "$*: said $got times"
}
echo 192.0.2.1 >"$dir/without"
echo 'to 203.0.113.9' >"$dir/with"
for how in -t '-n lo' ''; do
	# shellcheck disable=SC2086 # an option and its argument
	{
		told 1 -u http://login.example/ $how
		told 1 -u http://login.example/ -a "$dir/without" $how
		told 0 -u http://login.example/ -a "$dir/with" $how
		told 0 -u http://192.0.2.9/ $how
		told 0 -u 'http://[2001:db8::9]/' $how
	}
done

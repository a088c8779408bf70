#!/bin/sh
# -U believes a line of /etc/passwd only if it has both numbers, and neither is
# the one that would mean: stay who you are. Else portal would stay root.
. "${0%/*}/../lib.sh"
need unshare mount
[ "$(id -u)" = 0 ] || skip 'needs root, for another /etc/passwd'
cat >"$dir/passwd" <<'END'
good:x:1:2:a user:/:/bin/sh
goodness:x:1:2::/:/bin/sh
short:x
no-uid:x::2::/:/bin/sh
no-gid:x:1:::/:/bin/sh
word:x:one:2::/:/bin/sh
ends:x:1:2
stays:x:4294967295:2::/:/bin/sh
stays-too:x:1:99999999999999999999::/:/bin/sh
END
# as NAME: sets $code.
as() {
	# shellcheck disable=SC2016 # expanded there
	unshare -m sh -c 'mount --bind "$1" /etc/passwd || exit 77
	shift
	exec "$@"' - "$dir/passwd" "$PORTAL" -u "$login" -l 127.0.0.1:0 -t \
	    -U "$1" >"$dir/said" 2>&1 && code=0 || code=$?
	[ "$code" != 77 ] || skip 'cannot mount here'
}
as good
[ "$code" = 0 ] || fail "good: exit $code"
for user in goo x short no-uid no-gid word ends stays stays-too; do
	as $user
	[ "$code" = 2 ] || fail "$user: exit $code"
	said "^portal: .*$user"
done

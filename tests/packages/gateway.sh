# gateway.sh: /etc/portal as README makes it, in $dir/portal, with the real
# scripts of gateway/, for the tests of signing in and expiring. The kernel's
# tables, the clock, run and apply are stand-ins that a test sets.
# shellcheck shell=sh disable=SC2034,SC2154

. "${0%/*}/packages.sh"

# stand_in NAME: a program of that name, from stdin, before all others.
stand_in() {
	{
		echo '#!/bin/sh'
		cat
	} >"$dir/bin/$1"
	chmod +x "$dir/bin/$1"
}

mac=02:00:00:00:00:11
box=$dir/portal allow=$dir/portal/list/allow
mkdir -p "$dir/bin" "$box/list"
ln -s "$(realpath "$PORTAL")" "$dir/bin/portal"
for script in list.sh sign-in sign-out who expire edit; do
	cp "$here/gateway/$script" "$box"
done
PATH=$dir/bin:$PATH
printf '%s\n' interfaces=br-guest login=http://192.0.2.1:8080/ \
    >"$box/settings"

# It reads the list itself, not the one in force.
cat >"$box/run" <<-EOF
	#!/bin/sh
	net=$box
	case \${1:-} in
	@*)	net=$box/\${1#@}
		shift ;;
	esac
	. "\$net/settings"
	case \$* in
	*'-a '*) exec portal -u "\$login" "\$@" ;;
	esac
	exec portal -u "\$login" -a "\$net/list/allow" "\$@"
	EOF

# The kernel takes what it is told, unless $dir/no says why not.
cat >"$box/apply" <<-EOF
	#!/bin/sh
	[ ! -e $dir/no ] || {
		cat $dir/no >&2
		exit 1
	}
	echo "apply \$*" >>$dir/applied
	EOF
chmod +x "$box/run" "$box/apply"
: >"$dir/applied"
printf '%s\n' '02:00:00:00:00:99	# the printer' 'to 203.0.113.9' \
    >"$allow"

# Guests on the bridge, one of them by IPv6 alone; one in a tunnel, which has no
# MAC; one behind a router of the guests'.
stand_in ip <<-'EOF'
	case $* in
	'route get 192.0.2.1')
		echo 'local 192.0.2.1 dev lo src 192.0.2.1' ;;
	'route get 192.0.2.11' | 'route get 192.0.2.2'?)
		echo "$3 dev br-guest src 192.0.2.1" ;;
	'route get 2001:db8:2::12')
		echo '2001:db8:2::12 from :: dev br-guest metric 256' ;;
	'route get 198.18.0.5')
		echo '198.18.0.5 via 192.0.2.11 dev br-guest src 192.0.2.1' ;;
	'route get 203.0.113.5')
		echo '203.0.113.5 dev wan src 203.0.113.1' ;;
	'route get 192.168.7.2')
		echo '192.168.7.2 dev tun0 src 192.168.7.1' ;;
	'neigh show 192.0.2.11 dev br-guest')
		echo '192.0.2.11 lladdr 02:00:00:00:00:11 REACHABLE' ;;
	'neigh show 192.0.2.2'?' dev br-guest')
		echo "$3 lladdr 02:00:00:00:02:0${3#192.0.2.2} STALE" ;;
	'neigh show 2001:db8:2::12 dev br-guest')
		echo '2001:db8:2::12 lladdr 02:00:00:00:00:12 router STALE' ;;
	esac
	EOF

# The clock: what it shows is in $dir/now, whether it is right in $dir/clock.
echo 1795824000 >"$dir/now"		# 2026-11-28T00:00:00Z
echo yes >"$dir/clock"
date=$(command -v date) busybox=$(command -v busybox)
stand_in date <<-EOF
	for word; do
		case \$word in
		@*) exec $date "\$@" ;;
		esac
	done
	read -r now <$dir/now
	exec $date -d "@\$now" "\$@"
	EOF
stand_in timedatectl <<-EOF
	cat $dir/clock
	EOF
stand_in busybox <<-EOF
	[ "\$1" != adjtimex ] || exit 1
	exec ${busybox:-false} "\$@"
	EOF
stand_in logger <<-EOF
	echo "\$*" >>$dir/syslog
	EOF

# The scripts run by the shell that the test runs by.
shell='sh'
case $(readlink "/proc/$$/exe") in
*busybox*) shell="$busybox sh" ;;
esac

# does CODE COMMAND...: a script of /etc/portal ends with this. What it said is
# in said.
does() {
	want_code=$1 script=$2
	shift 2
	# shellcheck disable=SC2086 # may be two words
	$shell "$box/$script" "$@" >"$dir/said" 2>&1 && code=0 || code=$?
	[ "$code" = "$want_code" ] || fail "$script $* ends with $code"
}

# has, has_not PATTERN: a line of the list is that; none matches.
has() {
	grep -qx "$1" "$allow" || fail "not on the list: $1
$(cat "$allow")"
}

has_not() {
	! grep -q "$1" "$allow" || fail "on the list: $1"
}

# as_it_was: the list is $dir/was, and alone in its folder.
as_it_was() {
	cmp "$allow" "$dir/was" || fail 'the list has changed'
	[ "$(ls "$box/list")" = allow ] || fail 'something is left behind'
}

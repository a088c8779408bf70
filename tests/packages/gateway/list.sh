# list.sh: the guest networks, and the one way their lists are changed.
# sign-in, sign-out, who, expire and edit read it. A list is changed under a
# lock, on a copy that keeps owner and mode, and takes effect only if portal
# can read it and the kernel takes it; else all stays as it was, and the log
# says why.
# shellcheck shell=sh disable=SC2034,SC2154 # the settings

set -u
PATH=$PATH:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
home=$(cd "${0%/*}" && pwd) || exit
who='' hours=4 clock=kernel

# tell SENTENCE: to whoever runs this, and to the log.
tell() {
	echo "${0##*/}: $*" >&2
	logger -t portal -p daemon.err "${0##*/}: $*" 2>/dev/null || true
}

# networks: their folders, one a line; the first is /etc/portal itself.
networks() {
	for f in "$home/settings" "$home"/*/settings; do
		[ ! -f "$f" ] || echo "${f%/settings}"
	done
}

# network FOLDER: its settings are those that count now. $at is how run and
# apply are told of it: nothing, or @NAME.
network() {
	net=$1 list=$1/list at=''
	[ "$net" = "$home" ] || at=@${net##*/}
	hours=4 clock=kernel interfaces='' uplink='' page=''
	# shellcheck source=/dev/null
	. "$net/settings"
}

# guest ADDRESS: finds the network that has it, and the MAC. Without a MAC (a
# tunnel, a router between) the guest is known by the address. Sets $who. Only
# the kernel's tables are asked.
guest() {
	case $1 in
	'' | *[!0-9A-Fa-f:.]*) return 1 ;;
	esac
	dev=$(ip route get "$1" 2>/dev/null |
	    sed -n '1s/.* dev \([^ ]*\).*/\1/p')
	[ -n "$dev" ] || return 1
	for net in $(networks); do
		network "$net"
		case " $(echo "$interfaces" | tr , ' ') " in
		*" $dev "*)
			who=$(ip neigh show "$1" dev "$dev" | sed -n \
			    's/.*lladdr \(..:..:..:..:..:..\)\( .*\)*$/\1/p')
			who=${who:-$1}
			return 0 ;;
		esac
	done
	return 1
}

# change COMMAND...: COMMAND prints the new list; the old one is its input. What
# it prints is kept until it has ended well: not every awk notices a full disk.
change() {
	{ exec 9<"$list" && flock 9; } || {
		tell "$list: cannot be locked"
		return 1
	}
	# Somebody with an editor heeds no lock: then from the new one again.
	until change_once "$@"; do
		[ $? = 4 ] || {
			rm -f "$list/allow.old" "$list/allow.new"
			return 1
		}
	done
	rm -f "$list/allow.old" "$list/allow.new"
	exec 9<&-
}

change_once() {
	rm -f "$list/allow.old" "$list/allow.new"
	{
		cp -p "$list/allow" "$list/allow.old" &&
		    cp -p "$list/allow" "$list/allow.new" &&
		    lines=$("$@" <"$list/allow.old") &&
		    printf '%s\n' "$lines" >"$list/allow.new"
	} || {
		tell "$list/allow: cannot write a new one; is the disk full?"
		return 1
	}
	! cmp -s "$list/allow.old" "$list/allow.new" || return 0
	why=$("$home/run" ${at:+"$at"} -t -a "$list/allow.new" 2>&1) || {
		tell "$(echo "$why" |
		    sed 's/allow\.new/allow/g; s/^portal: //')"
		return 1
	}
	cmp -s "$list/allow" "$list/allow.old" || return 4
	sync	# power that fails now leaves the old list or the new one whole
	mv "$list/allow.new" "$list/allow" || {
		tell "$list/allow: cannot be replaced"
		return 1
	}
	why=$("$home/apply" ${at:+"$at"} 2>&1 9<&-) && return 0
	mv "$list/allow.old" "$list/allow"
	tell "the new list cannot be applied, the old one stays: $why"
	return 1
}

# clock_is_set: does the kernel say that its clock is synchronised? Each step of
# the clock ends that, until a time server is heard again. A system on which
# nobody can be asked has whoever sets the clock make /run/portal-clock-is-set.
clock_is_set() {
	[ "$clock" != believe ] || return 0
	[ ! -e /run/portal-clock-is-set ] || return 0
	[ ! -e /var/run/portal-clock-is-set ] || return 0
	if said=$(busybox adjtimex 2>/dev/null); then
		case $said in
		*UNSYNC* | *'not synchronized'*) return 1 ;;
		esac
		return 0
	fi
	[ "$(timedatectl show -p NTPSynchronized --value 2>/dev/null)" = yes ]
}

# until_then: when somebody who signs in now has to sign in again, on the full
# minute: who presses the button twice changes nothing.
until_then() {
	if [ "$hours" = 0 ]; then
		echo "signed in, for good"
	elif clock_is_set; then
		now=$(date +%s)
		now=$(((now + 59) / 60 * 60 + hours * 3600))
		echo "until $(date -u -d "@$now" +%Y-%m-%dT%H:%M:%SZ)"
	else
		echo "until $hours hours after the clock is set"
	fi
}

# without WHO: the list without the lines that signing in wrote for it. What
# the operator wrote for the same device stays.
without() {
	awk -v who="$1" '!($1 == who && $2 == "#" &&
	    ($3 == "until" || $3 == "signed"))'
}

# service.sh: the test runs as a unit of a systemd of its own, process 1 of new
# namespaces: mounts, processes, network, cgroups. That systemd knows the
# units of tests/packages/systemd, Debian's of nftables, and no other of this
# machine's, and has a copy of /etc and an empty /run.
# Sourced first, but for two functions: before_all makes, here and in $own, what
# takes a while, which the time for the rest does not count; before_boot changes
# and enables things before that systemd starts. What follows in the test has
# lib.sh's words.
# shellcheck shell=sh disable=SC2154

# unit NAME: a unit made of stdin.
unit() {
	case $1 in */*) mkdir -p "$own/units/${1%/*}" ;; esac
	cat >"$own/units/$1"
}

case ${STAGE:-outside} in
outside)
	[ -x /lib/systemd/systemd ] || { echo 'no systemd here'; exit 77; }
	unshare -mnpiuC true 2>/dev/null || {
		echo 'needs root, for namespaces'
		exit 77
	}
	own=$(mktemp -d "${TMPDIR:-/tmp}/portal-test.XXXXXX") || exit 1
	trap 'rm -rf "$own"' EXIT
	trap 'exit 143' HUP INT TERM
	export own
	! command -v before_all >/dev/null || before_all
	STAGE=group timeout -k 5 60 unshare -m sh "$0" >"$own/boot" 2>&1 &&
	    code=0 || code=$?
	cat "$own/run/said" 2>/dev/null
	[ "$code" = 0 ] || tail -n 5 "$own/run/log" "$own/boot" 2>/dev/null
	[ "$code" != 77 ] || echo 'systemd cannot run in namespaces here'
	exit "$code" ;;
group)
	mkdir "$own/cgroup"
	mount -t cgroup2 none "$own/cgroup" || exit 77
	group=$own/cgroup/portal-test-$$
	mkdir "$group" && echo $$ >"$group/cgroup.procs" || exit 77
	STAGE=boot unshare -mnpiuCf --kill-child sh "$0"
	code=$?
	echo $$ >"$own/cgroup/cgroup.procs"
	find "$group" -depth -type d -exec rmdir {} +
	exit "$code" ;;
boot)
	set -e
	mkdir -p "$own/run/bin" "$own/units"
	cp -a /etc "$own/etc"
	mount -t proc none /proc
	mount --bind /proc/sys /proc/sys
	mount -o remount,bind,ro /proc/sys
	mount -t cgroup2 none /sys/fs/cgroup
	mount --bind "$own/etc" /etc
	mount --bind "$own/run" /run
	cp "${PORTAL:-$("${0%/*}/../compile" portal)}" /run/bin/portal
	mkdir -p /etc/systemd/system
	mount --bind "$own/units" /etc/systemd/system
	make -s -C "${0%/*}/../.." DESTDIR="$own/installed" install-systemd
	cp -R "$own/installed/etc/portal" /etc
	cp "$own"/installed/usr/local/lib/systemd/system/* "$own/units"
	cp /lib/systemd/system/nftables.service "$own/units" || exit 77
	for name in sysinit basic sockets shutdown multi-user local-fs \
	    network-pre; do
		printf '[Unit]\nDescription=%s\n' "$name" | unit "$name.target"
	done
	printf 'DefaultDependencies=no\n' >>"$own/units/shutdown.target"
	unit service.d/test.conf <<-'END'
	[Service]
	Environment=PATH=/run/bin:/usr/sbin:/usr/bin:/sbin:/bin
	StandardError=append:/run/log
	END
	unit check.service <<-END
	[Unit]
	DefaultDependencies=no
	Wants=sysinit.target sockets.target multi-user.target
	After=sysinit.target sockets.target multi-user.target
	SuccessAction=exit-force
	FailureAction=exit-force
	[Service]
	Type=oneshot
	ExecStart=sh $(realpath "$0")
	ExecStopPost=systemctl stop portal.socket portal "portal*@*"
	PassEnvironment=PORTAL own
	Environment=STAGE=inside
	StandardOutput=file:/run/said
	StandardError=inherit
	END
	! command -v before_boot >/dev/null || before_boot
	path=/run/bin:/usr/sbin:/usr/bin:/sbin:/bin
	exec env -i container=test PATH=$path own="$own" \
	    PORTAL=/run/bin/portal \
	    SYSTEMD_UNIT_PATH="${unit_path:-/etc/systemd/system}" \
	    /lib/systemd/systemd \
	    --unit=check.service --log-target=console --log-level=notice \
	    --show-status=no ;;
esac
. "${0%/*}/../lib.sh"
ln -s /run/log "$dir/log"

# main_pid UNIT: its process, or 0.
main_pid() {
	systemctl show -P MainPID "$1"
}

# get: a request; it is answered as a stranger's.
get() {
	ask 'GET / HTTP/1.0\r\n\r\n'
	want 'HTTP/1.1 511'
}

# guarded: the kernel has portal's ruleset.
guarded() {
	nft list tables | grep -q '^table inet portal'
}

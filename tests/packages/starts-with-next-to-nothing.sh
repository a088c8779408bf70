#!/bin/sh
# No /proc, no /dev, no /etc, a read-only root, no input and no output, and no
# interface that is up: portal starts, and serves the address that comes later.
# It asks no clock but the one that counts from boot. Plain only.
. "${0%/*}/packages.sh"
root
rm -r "$dir/root/bin" "$dir/root/dev" "$dir/root/etc" "$dir/root/proc" \
    "$dir/root/run" "$dir/root/tmp" "$dir/root/var"
echo 192.0.2.1 >"$dir/root/list"
: >"$dir/log"
cat >"$dir/script" <<'END'
root=$1 log=$2
# within COMMAND...: it becomes true in ten seconds.
within() {
	for _ in 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9; do
		! "$@" || return 0
		sleep 0.5
	done
	return 1
}
mount --bind "$root" "$root"
mount -o remount,bind,ro "$root"
! touch "$root/file" 2>/dev/null || { echo 'not read-only'; exit 1; }
chroot "$root" /usr/sbin/portal -u http://login.example/ -a /list \
    <&- >&- 2>"$log" &
within grep -q listening "$log"
ip link set lo up
ip address add 192.0.2.9/32 dev lo
printf 'GET / HTTP/1.0\r\n\r\n' | $NC -w 10 192.0.2.9 8511
kill -HUP $!
within grep -q reloaded "$log"
END
export NC
unshare -mnpf --kill-child sh -eu "$dir/script" "$dir/root" "$dir/log" \
    >"$dir/answer" 2>"$dir/said" || fail 'it does not go'
want 'HTTP/1.1 511'
logged 'reloaded, 1 entries' || fail 'no reload'
! grep -n 'CLOCK_REALTIME\|gettimeofday\|[^_a-z]time(' "$top/portal.c" ||
    fail 'it asks what time it is'

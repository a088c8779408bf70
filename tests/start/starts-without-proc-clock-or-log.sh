#!/bin/sh
# Early in a boot: the root is read-only and holds nothing but portal and its
# list: no /proc, no /dev, no /etc, nobody who takes a log but stderr; and the
# clock, whose milliseconds wrap every 49 days, is about to. portal starts,
# answers, keeps its deadlines and reloads. The date it asks for in one place
# only, to tell a file that was just written. Plain only: sanitizers want /proc,
# and no static program.
. "${0%/*}/../lib.sh"
[ "$(id -u)" = 0 ] || skip 'needs root, for namespaces'
need unshare
${CC:-cc} -static -o "$dir/static" "$top/portal.c" 2>"$dir/said" ||
    skip 'no static C library here'
wrap=$((4294967 - $(cut -d . -f 1 /proc/uptime) - 1))
clock="--time --monotonic $wrap"
# shellcheck disable=SC2086 # three words
unshare $clock true 2>/dev/null || clock=
mkdir "$dir/root"
cat >"$dir/boot" <<END
#!/bin/sh
exec unshare --mount $clock "$dir/bare" "\$@"
END
cat >"$dir/bare" <<END
#!/bin/sh
mount -t tmpfs none "$dir/root" &&
    cp "$dir/static" "$dir/root/portal" &&
    echo 192.0.2.1 >"$dir/root/list" &&
    mount -o remount,ro "$dir/root" || exit
! touch "$dir/root/file" 2>/dev/null || exit
exec chroot "$dir/root" /portal "\$@"
END
chmod +x "$dir/boot" "$dir/bare"
PORTAL=$dir/boot
start -a /list -w 2
client open 'send=GET / HT' read
want 'HTTP/1.1 408'
waited=$(sed -n 's/.*closed, \([0-9]*\) ms/\1/p' "$dir/said")
[ "$waited" -gt 1000 ] || fail "late after $waited ms already"
kill -HUP "$pid"
until_true 10 logged 'list: reloaded, 1 entries' || fail 'no reload'
stop
[ "$code" = 0 ] || fail "exit $code"
[ "$(grep -c 'CLOCK_REALTIME\|gettimeofday\|[^_a-z]time(' "$top/portal.c")" \
    -le 1 ] || fail 'it asks for the date'

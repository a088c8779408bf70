#!/bin/sh
# Buildroot's S50portal, by busybox: start, reload, restart, stop do so, as
# nobody; wrong options are said on the terminal, and nothing is started; a
# place for the log that is read-only is no hindrance. Plain only.
. "${0%/*}/packages.sh"
root
mkdir -p "$dir/root/etc/init.d" "$dir/root/etc/default" "$dir/root/etc/portal"
cp "$here/buildroot/S50portal" "$dir/root/etc/init.d"
cp "$here/buildroot/portal.default" "$dir/root/etc/default/portal"
cp "$here/buildroot/allow.txt" "$dir/root/etc/portal"
chmod 755 "$dir/root/etc/init.d/S50portal"
service_words >"$dir/root/words"
inside <<'END' || fail 'S50portal does something else'
. /words
service=/etc/init.d/S50portal
$service start
answers
first=$(cat /var/run/portal.pid)
grep -q '^Uid:.*65534' "/proc/$first/status" || wrong 'not as nobody'
! $service start || wrong 'started twice'
echo 192.0.2.1 >>/etc/portal/allow.txt
$service reload
within 10 grep -q 'reloaded, 1 entries' /var/log/portal || wrong 'no reload'
$service restart
[ "$(cat /var/run/portal.pid)" != "$first" ] || wrong 'the same one'
answers
$service stop
[ ! -f /var/run/portal.pid ] || wrong 'its pid is left'
! pidof portal || wrong 'it runs on'
! $service stop || wrong 'none is stopped'
! $service reload || wrong 'none reloads'

echo rubbish >>/etc/portal/allow.txt
! $service start || wrong 'a wrong list starts'
! pidof portal || wrong 'it runs with a wrong list'
: >/etc/portal/allow.txt
rm /var/log/portal
mkdir /var/log/portal
$service start
answers
$service stop
END
said 'allow.txt:4: not an address, prefix or MAC: rubbish'

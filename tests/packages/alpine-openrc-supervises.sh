#!/bin/sh
# Alpine's service, run by OpenRC itself (Debian's, unpacked beside busybox):
# start, reload, stop; portal is another user, and is started again when it was
# killed; wrong options are said, and nothing is started. Plain only.
. "${0%/*}/packages.sh"
root
(cd "$dir" && timeout 60 apt-get -qq download openrc librc1 libeinfo1) \
    >"$dir/said" 2>&1 || skip 'cannot get openrc from a Debian'
for package in "$dir"/*.deb; do
	dpkg -x "$package" "$dir/openrc"
done
cp -a "$dir"/openrc/* "$dir/root"
LD_LIBRARY_PATH=$(dirname "$dir"/openrc/lib/*/librc.so.1)
export LD_LIBRARY_PATH
loads "$dir"/openrc/sbin/openrc-run "$dir"/openrc/sbin/supervise-daemon
unset LD_LIBRARY_PATH
for name in daemons exclusive failed options started starting stopping; do
	mkdir -p "$dir/root/run/openrc/$name"
done
mkdir -p "$dir/root/etc/conf.d" "$dir/root/etc/portal"
: >"$dir/root/run/openrc/softlevel"
: >"$dir/root/etc/insserv.conf"	# Debian's asks for it
printf '#!/sbin/openrc-run\nstart() {\n\t:\n}\n' >"$dir/localmount"
install -m 755 "$dir/localmount" "$dir/root/etc/init.d"
echo 'portal:x:100:100::/dev/null:/sbin/nologin' >>"$dir/root/etc/passwd"
cp "$here/alpine/portal.initd" "$dir/root/etc/init.d/portal"
cp "$here/alpine/portal.confd" "$dir/root/etc/conf.d/portal"
cp "$here/alpine/allow.txt" "$dir/root/etc/portal"
chmod 755 "$dir/root/etc/init.d/portal"
service_words >"$dir/root/words"
inside <<'END' || fail 'the service does something else'
. /words
log=/var/log/portal.log
rc-service portal start
answers
first=$(pidof portal)
grep -q '^Uid:.*100' "/proc/$first/status" || wrong 'not as its user'
echo 192.0.2.1 >>/etc/portal/allow.txt
rc-service portal reload
within 10 grep -q 'reloaded, 1 entries' $log || wrong 'no reload'
kill -KILL "$first"
answers
[ "$(pidof portal)" != "$first" ] || wrong 'not another one'
rc-service portal status || wrong 'it does not run'
rc-service portal stop
! pidof portal || wrong 'it runs on'
echo rubbish >>/etc/portal/allow.txt
! rc-service portal start || wrong 'a wrong list starts'
! pidof portal || wrong 'it runs with a wrong list'
END
said 'allow.txt:4: not an address, prefix or MAC: rubbish'

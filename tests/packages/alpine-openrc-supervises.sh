#!/bin/sh
# Alpine's services, run by OpenRC itself (Debian's, unpacked beside busybox):
# portal-firewall loads the ruleset and stays; portal starts, reloads, stops, is
# another user, and is started again whenever it was killed; what is wrong is
# said, stops nothing that runs, and a reload with it fails. Plain only.
. "${0%/*}/packages.sh"
need make nft
root
gateway
nft_inside
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
mkdir -p "$dir/root/etc/conf.d"
: >"$dir/root/run/openrc/softlevel"
: >"$dir/root/etc/insserv.conf"	# Debian's asks for it
printf '#!/sbin/openrc-run\nstart() {\n\t:\n}\n' >"$dir/localmount"
install -m 755 "$dir/localmount" "$dir/root/etc/init.d"
echo 'portal:x:100:100::/dev/null:/sbin/nologin' >>"$dir/root/etc/passwd"
for name in portal portal-firewall; do
	install -m 755 "$here/alpine/$name.initd" "$dir/root/etc/init.d/$name"
done
ln -s portal-firewall "$dir/root/etc/init.d/portal-firewall.cafe"
ln -s portal "$dir/root/etc/init.d/portal.cafe"
cp "$here/alpine/portal.confd" "$dir/root/etc/conf.d/portal"
# This OpenRC has no error_logger for those it supervises.
# shellcheck disable=SC2016 # for OpenRC to expand
echo 'error_log=/var/log/$RC_SVCNAME.log' >>"$dir/root/etc/conf.d/portal"
cp "$dir/root/etc/conf.d/portal" "$dir/root/etc/conf.d/portal.cafe"
mkdir -p "$dir/root/etc/portal/cafe/list"
sed 's/^port=.*/port=8512/' "$dir/root/etc/portal/settings" \
    >"$dir/root/etc/portal/cafe/settings"
echo 192.0.2.77 >"$dir/root/etc/portal/cafe/list/allow"
service_words >"$dir/root/words"
inside <<'END' || fail 'the service does something else'
. /words
log=/var/log/portal.log
list=/etc/portal/list/allow
echo 02:00:00:00:00:07 >>$list
rc-service portal-firewall start
nft list ruleset | grep -q 02:00:00:00:00:07 || wrong 'no ruleset'
rc-service portal start
answers
first=$(pidof portal)
grep -q '^Uid:.*100' "/proc/$first/status" || wrong 'not as its user'
grep -q '^Max open files  *20000 ' "/proc/$first/limits" || wrong 'few files'
echo 192.0.2.1 >>$list
rc-service portal reload
within 10 grep -q 'reloaded, 2 entries' $log || wrong 'no reload'
# More often than the ten times at which supervise-daemon gives up by itself.
for _ in 0 1 2 3 4 5 6 7 8 9 10; do
	kill -KILL "$(pidof portal)"
	within 10 pidof portal || wrong 'not another one'
done
answers
rc-service portal status || wrong 'it does not run'

# A wrong list, wrong settings: what runs goes on.
before=$(pidof portal)
echo rubbish >>$list
! rc-service portal reload || wrong 'a wrong list is said to be in force'
! rc-service portal checkconfig || wrong 'a wrong list is in order'
nft list ruleset | grep -q 192.0.2.1 || wrong 'the old list is gone'
echo 'options=-Z' >>/etc/portal/settings
! rc-service portal restart || wrong 'wrong settings start'
[ "$(pidof portal)" = "$before" ] || wrong 'and end what runs'
sed -i /-Z/d /etc/portal/settings
rc-service portal restart
answers
[ "$(pidof portal)" != "$before" ] || wrong 'no restart'

rc-service portal.cafe start
nft list table inet portal_8512 | grep -q 192.0.2.77 || wrong 'no table'
within 10 grep -q 'listening on .*:8512' /var/log/portal.cafe.log ||
    wrong 'no second network'
rc-service portal.cafe stop
rc-service portal stop
! pidof portal || wrong 'it runs on'
rc-service portal-firewall stop
nft list ruleset | grep -q 192.0.2.1 || wrong 'stopped, it opens'
rc-service portal-firewall open
! nft list tables | grep portal_8511 || wrong 'not opened'
END
said 'allow:5: not an address, prefix or MAC: rubbish'

#!/bin/sh
# Buildroot's init scripts, by busybox: S36portal-firewall loads the ruleset and
# stays; S50portal starts, reloads, restarts and stops portal, as nobody, with
# its log in syslog; wrong settings are said on the terminal, and nothing is
# started; a list that is wrong at boot lets nobody pass. Plain only.
. "${0%/*}/packages.sh"
need make nft
root
mkdir -p "$dir/root/etc/init.d"
gateway
nft_inside
for name in S36portal-firewall S50portal; do
	cp "$here/buildroot/$name" "$dir/root/etc/init.d"
	chmod 755 "$dir/root/etc/init.d/$name"
done
service_words >"$dir/root/words"
inside <<'END' || fail 'the scripts do something else'
. /words
log=/var/log/messages
list=/etc/portal/list/allow
service=/etc/init.d/S50portal
syslogd -O $log
within 10 logger started || wrong 'no syslog'
echo 02:00:00:00:00:07 >>$list
/etc/init.d/S36portal-firewall start
nft list ruleset | grep -q 02:00:00:00:00:07 || wrong 'no ruleset'
/etc/init.d/S36portal-firewall stop
nft list tables | grep -q portal || wrong 'stopped, it opens'

$service start
answers
first=$(cat /var/run/portal.pid)
grep -q '^Uid:.*65534' "/proc/$first/status" || wrong 'not as nobody'
within 10 grep -q 'portal: .*listening on' $log || wrong 'not in syslog'
! $service start || wrong 'started twice'
echo 192.0.2.1 >>$list
$service reload
within 10 grep -q 'reloaded, 2 entries' $log || wrong 'no reload'
nft list ruleset | grep -q 192.0.2.1 || wrong 'not in the kernel'
echo rubbish >>$list
! $service reload || wrong 'a wrong list reloads'
$service restart
[ "$(cat /var/run/portal.pid)" != "$first" ] || wrong 'the same one'
answers
$service stop
[ ! -f /var/run/portal.pid ] || wrong 'its pid is left'
! pidof portal || wrong 'it runs on'
! pidof logger || wrong 'its logger is left'
! $service stop || wrong 'none is stopped'

# The next boot.
nft flush ruleset
rm -r /run/portal
! /etc/init.d/S36portal-firewall start || wrong 'a wrong list is not said'
nft list ruleset | grep -q 'set allow4' || wrong 'the network is open'
! nft list ruleset | grep -q '02:00:00:00:00:07\|192.0.2.1/' ||
    wrong 'somebody passes'
$service start
answers
$service stop
echo 'options=-Z' >>/etc/portal/settings
! $service start || wrong 'wrong settings start'
! pidof portal || wrong 'it runs with wrong settings'
/etc/init.d/S36portal-firewall open
! nft list tables | grep portal || wrong 'not opened'
END
said 'allow:5: not an address, prefix or MAC: rubbish'

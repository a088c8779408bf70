#!/bin/sh
# README's commands for systemd: what it enables runs (firewall, portal, login
# page, the timer that ends sign-ins), an upgrade refuses nobody, and what it
# disables is gone. Plain only.

before_boot() {
	echo 'portal-page:x:990:990::/:/usr/sbin/nologin' >>/etc/passwd
	echo 'clock=believe' >>/etc/portal/settings
	echo '02:00:00:00:00:77 # until 2026-01-01T00:00:00Z' \
	    >>/etc/portal/list/allow
}
. "${0%/*}/service.sh"
need busybox
README=$top/README.md
# shellcheck source=../guests/readme.sh
. "$tests/guests/readme.sh"

# says BEGINNING: README's one command that begins so, wherever its lines end.
says() {
	tr '\n' ' ' <"$README" | tr -s ' ' | tr '`' '\n' | grep "^$1" |
	    head -n 1
}

page_answers() {
	printf 'GET / HTTP/1.0\r\n\r\n' | $NC -w 2 192.0.2.1 8080 2>&1 |
	    grep -q '^HTTP/1.. 200'
}

ip link set lo up
ip address add 192.0.2.1/32 dev lo
printf 'flush ruleset\n' >/etc/nftables.conf
block service | grep -v '^make ' >"$dir/block"
sh -e "$dir/block" 2>"$dir/said" || fail 'README does not enable them'
guarded || fail 'no firewall'
systemctl reload nftables || fail 'nftables does not reload'
guarded || fail 'no firewall after nftables was loaded again'
port=8511
get
until_true 10 page_answers || fail 'no login page'
systemctl -q is-active portal-expire.timer || fail 'no timer'
systemctl start portal-expire || fail 'it cannot expire'
! grep -q ':77' /etc/portal/list/allow || fail 'nobody is expired'

reload=$(says 'systemctl daemon-reload')
upgrade=$(says 'systemctl restart portal')
[ -n "$reload" ] && [ -n "$upgrade" ] || fail 'README has no upgrade'
$reload && $upgrade && get
until_true 10 page_answers || fail 'no login page after the upgrade'

stopping=$(says 'systemctl stop portal.socket')
[ -n "$stopping" ] || fail 'README does not say how to stop it'
$stopping 2>"$dir/said" || fail 'README does not stop it'
! systemctl -q is-active portal.service || fail 'portal runs'
guarded || fail 'stopped, and no firewall'
systemctl start portal.socket portal && get

removal=$(says 'systemctl disable --now portal ')
[ -n "$removal" ] || fail 'README has no removal'
$removal 2>"$dir/said" || fail 'README does not disable them'
opening=$(says '/etc/portal/apply --open')
$opening || fail 'it does not open'
! guarded || fail 'the firewall stays'
for unit in portal.service portal.socket portal-page.service \
    portal-expire.timer; do
	! systemctl -q is-active $unit || fail "$unit runs"
	! systemctl -q is-enabled $unit || fail "$unit comes back"
done
! page_answers || fail 'the login page is still there'

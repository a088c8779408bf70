#!/bin/sh
# Two guest networks: portal for one, portal@cafe for the other, each with a
# port, a list and a ruleset of its own. Whatever one of them is told leaves the
# other alone, in the kernel, too. Plain only.

before_boot() {
	mkdir -p /etc/portal/cafe/list
	sed 's/^interfaces=.*/interfaces=br-cafe/; s/^port=.*/port=8512/
	    s/192\.0\.2\.1/192.0.3.1/' /etc/portal/settings \
	    >/etc/portal/cafe/settings
	echo 02:00:00:00:00:0a >/etc/portal/list/allow
	echo 02:00:00:00:00:0b >/etc/portal/cafe/list/allow
	SYSTEMD_OFFLINE=1 systemctl -q enable portal-firewall portal \
	    portal-firewall@cafe portal@cafe
}
. "${0%/*}/service.sh"

# of PORT WORD...: the table of that port has the first word, and no other.
of() {
	nft list table inet "portal_$1" >"$dir/said" || fail "no table of $1"
	said "$2"
	! grep -q "$3" "$dir/said" || fail "$3 in the table of $1"
}
each() {
	of 8511 02:00:00:00:00:0a 02:00:00:00:00:0b
	of 8512 02:00:00:00:00:0b 02:00:00:00:00:0a
}
each
port=8512
until_true 10 logged "listening on .*:$port" || fail 'it does not run'
get
grep -q 192.0.3.1 "$dir/answer" || fail 'not the login page of the cafe'
port=8511
get
grep -q 192.0.2.1 "$dir/answer" || fail 'not the login page of the house'

echo 02:00:00:00:00:1b >>/etc/portal/cafe/list/allow
systemctl reload portal@cafe || fail 'no reload'
until_true 10 logged 'cafe/allow: reloaded, 2 entries' || fail 'an old list'
of 8512 02:00:00:00:00:1b 02:00:00:00:00:0a
each
! logged 'portal/allow: reloaded' || fail 'the other is told, too'
/etc/portal/apply || fail 'not applied'
each
systemctl disable --now portal@cafe portal-firewall@cafe || fail 'not disabled'
! nft list table inet portal_8512 >"$dir/said" 2>&1 || fail 'the table stays'
of 8511 02:00:00:00:00:0a 02:00:00:00:00:0b
get

#!/bin/sh
# A list that is wrong at boot: nobody passes but to its destinations that can
# be read, the log says which line is wrong, and portal shows its page to
# everybody. Mended and applied, the list is in force. Plain only.

before_boot() {
	cat >/etc/portal/list/allow <<-'END'
	02:00:00:00:00:07
	to 203.0.113.7
	to 203.0.113.300
	192.0.2.0/8
	END
	SYSTEMD_OFFLINE=1 systemctl -q enable portal-firewall portal
}
. "${0%/*}/service.sh"
port=8511
guarded || fail 'no ruleset: the network is open'
nft list ruleset >"$dir/said"
said '203\.0\.113\.7'
! grep -q '02:00:00:00:00:07\|192\.0\.2\.0' "$dir/said" || fail 'they pass'
logged '/etc/portal/list/allow:[34]: ' || fail 'it is not said'
logged 'nobody passes but to the "to" lines' || fail 'nor what that means'
systemctl -q is-active portal-firewall || fail 'later flushes would open it'
get

echo 02:00:00:00:00:07 >/etc/portal/list/allow
/etc/portal/apply || fail 'not applied'
nft list ruleset >"$dir/said"
said 02:00:00:00:00:07
until_true 10 logged 'reloaded, 1 entries' || fail 'portal was not told'

#!/bin/sh
# With one line in /etc/nftables.conf, what flushes the ruleset loads portal's
# in the same transaction: it is there when nft returns, though its own unit
# does nothing. Where apply has not run yet, the line does no harm. Plain only.

before_boot() {
	cat >/etc/nftables.conf <<-'END'
	flush ruleset
	table inet other {
	}
	include "/etc/portal/rules/*.nft"
	END
	unit portal-firewall.service.d/test.conf <<-'END'
	[Service]
	ExecReload=
	ExecReload=true
	END
	SYSTEMD_OFFLINE=1 systemctl -q enable nftables
}
. "${0%/*}/service.sh"
systemctl -q is-active nftables || fail 'it is not started without the file'
! guarded || fail 'where from?'
/etc/portal/apply || fail 'not applied'
guarded || fail 'not loaded'
systemctl reload nftables || fail 'no reload'
guarded || fail 'no ruleset after the reload'
nft flush ruleset
nft -f /etc/nftables.conf || fail 'not loaded'
guarded || fail 'no ruleset after nft alone'

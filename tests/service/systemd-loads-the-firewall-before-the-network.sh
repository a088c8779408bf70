#!/bin/sh
# At boot, the ruleset is in force before anything may make a network, whether
# nftables.service is enabled or not. Plain only.

before_boot() {
	unit network.service <<-'END'
	[Unit]
	DefaultDependencies=no
	After=network-pre.target
	Before=sysinit.target
	[Service]
	Type=oneshot
	ExecStart=sh -c 'nft list ruleset >/run/saw'
	[Install]
	WantedBy=sysinit.target
	END
	echo 02:00:00:00:00:07 >/etc/portal/list/allow
	SYSTEMD_OFFLINE=1 systemctl -q enable portal-firewall network.service
}
. "${0%/*}/service.sh"
grep -q 'table inet portal' /run/saw || fail 'the network came first'
grep -q '02:00:00:00:00:07' /run/saw || fail 'nobody passes'
[ "$(cat /run/portal/portal/allow)" = 02:00:00:00:00:07 ] ||
    fail 'portal has no list'

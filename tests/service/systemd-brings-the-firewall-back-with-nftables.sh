#!/bin/sh
# nftables.service flushes the whole ruleset when it starts, is started again or
# reloads, or somebody does so by hand: portal's comes back with it, from the
# unit alone, on a machine whose nftables.conf names no portal. Plain only.

before_boot() {
	printf 'flush ruleset\ntable inet other {\n}\n' >/etc/nftables.conf
	SYSTEMD_OFFLINE=1 systemctl -q enable portal-firewall nftables
}
. "${0%/*}/service.sh"
until_true 10 guarded || fail 'no ruleset at boot'
for how in reload restart 'stop start' 'flush reload'; do
	for step in $how; do
		case $step in
		flush)	nft flush ruleset ;;
		*)	systemctl "$step" nftables || fail "$step fails" ;;
		esac
		[ "$step" != stop ] || ! guarded || fail 'nothing was flushed'
	done
	until_true 10 guarded || fail "no ruleset after $how"
	nft list tables | grep -q '^table inet other' || fail "$how did nothing"
done

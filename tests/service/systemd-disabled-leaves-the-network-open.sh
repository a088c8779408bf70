#!/bin/sh
# Stopped, portal's ruleset stays, and so do guests: nothing opens by accident.
# Disabled, ruleset and file are gone, and nothing shuts the network at the next
# boot; what is left is /etc/portal, settings and list. Plain only.
. "${0%/*}/service.sh"
printf 'flush ruleset\ninclude "/etc/portal/rules/*.nft"\n' \
    >/etc/nftables.conf
systemctl enable --now nftables portal-firewall portal ||
    fail 'it does not start'
guarded || fail 'no ruleset'
systemctl stop portal portal-firewall || fail 'it does not stop'
guarded || fail 'stopped, it opens the network'
systemctl start portal || fail 'it does not start again'

systemctl disable --now portal.socket portal portal-firewall ||
    fail 'not disabled'
! guarded || fail 'the ruleset stays'
systemctl restart nftables || fail 'nftables does not start'
! guarded || fail 'the ruleset comes back'
! systemctl -q is-active portal portal.socket || fail 'portal runs'
[ ! -e /run/portal/portal ] || fail 'the list in force is left'
[ -f /etc/portal/list/allow ] || fail 'the list is gone'
(cd /etc/portal && find rules -type f) >"$dir/said"
[ ! -s "$dir/said" ] || fail 'a ruleset is left'

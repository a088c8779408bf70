#!/bin/sh
# A power cut: all namespaces are made anew, /run is empty, and what the units
# start is started in their order. Nobody passes before the firewall is there;
# who was signed in still is; whose time was over meanwhile is not.
. "${0%/*}/network.sh"

# starts UNIT: what it runs, on the gateway.
starts() {
	command=$(sed -n 's/^ExecStart=//p' "$here/../packages/systemd/$1")
	[ -n "$command" ] || fail "$1 starts nothing"
	# shellcheck disable=SC2086 # words
	set -- $command
	gateway "$@"
}

installed
writes /etc/portal/settings /etc/dnsmasq.d/guests.conf /etc/portal/list/allow
cat "$dir/believe" >>/etc/portal/settings
printf '#!/usr/sbin/nft -f\nflush ruleset\n' >/etc/nftables.conf
block service | grep nftables.conf >"$dir/block"
sh -eu "$dir/block"
grep -q '^include' /etc/nftables.conf || fail 'README has no include line'
serves
signs in guest1
signs in guest2
[ "$(get guest1 "$world")" = 'the world' ] || fail 'no way out'
[ "$(get guest2 "$world")" = 'the world' ] || fail 'no way out for the other'
signs out guest2
echo '02:00:00:00:00:77 # until 2026-01-01T00:00:00Z' >>$list

# The power fails, and comes back: namespaces and all that ran in them are gone.
for p in $pids $(ip netns pids "$lab-gateway"); do
	kill -KILL "$p" 2>/dev/null
	wait "$p" 2>/dev/null
done
pids=
for n in guest1 guest2 gateway origin; do
	ip netns del "$lab-$n"
done
rm -rf /run/portal "$dir/www"
build
gateway sysctl -q -w net.ipv4.ip_forward=0 net.ipv6.conf.all.forwarding=0
gateway ip link set br.guest down
gateway ip link set br.guest name br-guest up
gateway ip link set wan down

# As systemd orders it: nftables and the firewall's unit, before the network.
gateway nft -f /etc/nftables.conf 2>"$dir/said" || fail 'nftables.conf fails'
gateway nft list table inet portal_8511 >"$dir/said" 2>&1 ||
    fail 'no firewall before the network'
starts portal-firewall.service >"$dir/said" 2>&1 || fail 'no firewall'
gateway ip link set wan up
gateway ip address replace 2001:db8:113::1/64 dev wan
gateway sysctl -q -p /etc/sysctl.d/portal.conf
web_servers
[ "$(status guest2 "$world")" = 000 ] || fail 'a stranger passes at boot'
[ "$(get guest1 "$world")" = 'the world' ] || fail 'who was signed in is not'
name_server
# shellcheck disable=SC2046 # words
gateway setpriv --reuid 65534 --regid 65534 --clear-groups \
    $(sed -n 's/^ExecStart=//p' "$here/../packages/systemd/portal.service") \
    2>/var/log/portal &
pids="$pids $!"
within 10 grep -q 'listening on' /var/log/portal || fail 'no portal'
starts portal-page.service &
pids="$pids $!"
within 10 gateway curl -s $page/ || fail 'no login page after the reboot'
starts portal-expire.service >"$dir/said" 2>&1 || fail 'no expire'

[ "$(status guest2 "$world")" = 511 ] || fail 'a stranger passes'
! grep -q 02:00:00:00:00:77 $list || fail 'nobody is expired'
signs in guest2
[ "$(get guest2 "$world")" = 'the world' ] || fail 'nobody can sign in'

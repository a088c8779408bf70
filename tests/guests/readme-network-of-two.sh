#!/bin/sh
# README's second network: two networks kept apart, a VLAN for the staff beside
# the guests' bridge, each with its list, page, hours and table. Who signs in on
# one is a stranger on the other, and no way leads across. The login page
# becomes root by sudo here. hostapd understands README's lines.
. "${0%/*}/network.sh"
command -v sudo >/dev/null || skip 'no sudo here'

# vlan: guest2 is on a network of its own. A bridge with a VLAN's name, since
# the kernel may have no VLANs.
vlan() {
	gateway ip link add lan.20 type bridge
	gateway ip link set port2 nomaster
	gateway ip link set port2 master lan.20
	gateway ip link set lan.20 up
	guest2 ip address flush dev eth0
	guest2 ip address add 198.18.20.12/24 dev eth0
	guest2 ip route replace default via 198.18.20.1
}

installed
vlan
writes /etc/portal/settings /etc/dnsmasq.d/guests.conf /etc/portal/list/allow
writes /etc/portal/staff/settings
tr -d '\n' <"$README" |
    grep -o 'portal-page ALL=(root) NOPASSWD: [a-z/-]*, *[a-z/-]*' \
    >/etc/sudoers.d/portal || fail 'README has no line for sudo'
cat "$dir/believe" >>/etc/portal/settings
cat "$dir/believe" >>/etc/portal/staff/settings
chmod 440 /etc/sudoers.d/portal
run router
run start
run staff
name_server
web_servers
within 10 grep -q 'listening on' /var/log/portal-staff ||
    fail 'the second portal does not listen'
gateway /etc/portal/page 9>&- &
staff=http://198.18.20.1:8080
within 10 gateway curl -s $page/ || fail 'no login page'
within 10 gateway curl -s $staff/ || fail "no login page for the staff"
for interface in br-guest lan.20; do
	grep -qx "interface=$interface" /etc/dnsmasq.d/interfaces.conf ||
	    fail "dnsmasq knows nothing of $interface"
done

# Each is sent to its own page.
[ "$(status guest1 "$world")" = 511 ] || fail 'no 511 for guests'
grep -q "\"$page/\"" "$dir/answer" || fail 'not to their page'
[ "$(status guest2 "$world")" = 511 ] || fail 'no 511 for the staff'
grep -q "\"$staff/\"" "$dir/answer" || fail "not to the staff's page"

signs in guest2 $staff
grep -q 'Welcome.* 12 hours' "$dir/answer" || fail 'no welcome'
grep -q "^$mac2 # until" /etc/portal/staff/list/allow || fail 'on no list'
! grep -q "^$mac2" $list || fail "on the guests' list, too"
[ "$(get guest2 "$world")" = 'the world' ] || fail 'no way out'
[ "$(status guest1 "$world")" = 511 ] || fail 'the other network is open'
signs in guest1
[ "$(get guest1 "$world")" = 'the world' ] || fail 'no way out for guests'

# No way leads across, not even for who is on a list.
guest2 busybox httpd -f -p 198.18.20.12:80 -h "$dir/www" &
pids="$pids $!"
within 10 guest2 curl -s http://198.18.20.12/ || fail 'no server'
[ "$(status guest1 http://198.18.20.12/)" != 200 ] || fail 'a way across'

# Their lists are changed alone, and expire sees to both.
for network in "$list" /etc/portal/staff/list/allow; do
	sed -i 's/# until .*/# until 2026-01-01T00:00:00Z/' "$network"
done
does 0 /etc/portal/apply @staff
does 0 /etc/portal/expire
[ "$(status guest1 "$world")" = 511 ] || fail 'a guest is not expired'
[ "$(status guest2 "$world")" = 511 ] || fail 'the staff are not expired'
signs in guest2 $staff
signs out guest2 $staff
[ "$(status guest2 "$world")" = 511 ] || fail 'signed out, and let through'
does 0 env EDITOR=true /etc/portal/edit @staff
for port in 8511 8512; do
	gateway nft list table inet portal_$port >/dev/null || fail 'no table'
done

if command -v hostapd >/dev/null; then
	gateway hostapd /etc/portal/hostapd.conf >"$dir/said" 2>&1
	! grep 'Line [0-9]\|errors found' "$dir/said" ||
	    fail 'hostapd does not understand it'
fi

# The hotspot's settings, and words that nmcli knows.
block hotspot | grep -v '^nmcli' >"$dir/block"
sh -eu "$dir/block" || fail 'no settings for a hotspot'
grep -q '^page="10.42.0.1:8080"' /etc/portal/settings &&
    grep -q '^login="http://10.42.0.1:8080/"' /etc/portal/settings &&
    grep -q '^interfaces="wlan0"' /etc/portal/settings &&
    grep -q '^uplink="eth0"' /etc/portal/settings ||
    fail 'other settings for a hotspot'
if command -v nmcli >/dev/null; then
	block hotspot | grep '^nmcli' >"$dir/block"
	gateway sh "$dir/block" >"$dir/said" 2>&1
	! grep -i 'usage\|invalid\|unknown\|argument' "$dir/said" ||
	    fail 'nmcli does not know the words'
fi

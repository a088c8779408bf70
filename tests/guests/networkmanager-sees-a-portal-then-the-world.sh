#!/bin/sh
# NetworkManager on a guest reports a portal while its guest is a stranger, and
# full connectivity once it is on the list. Plain only.
#
# In namespaces of its own, with a message bus of its own.
[ -n "${INSIDE:-}" ] || {
	unshare -m true 2>/dev/null || {
		echo 'needs root, for namespaces'
		exit 77
	}
	INSIDE=yes exec unshare -mpf --kill-child --mount-proc sh "$0"
}
. "${0%/*}/../lab/lab.sh"
for tool in NetworkManager nmcli dbus-daemon; do
	command -v "$tool" >/dev/null || skip "no $tool here"
done

# What it writes to, and where it looks for what it shall do, is empty.
for folder in /run /etc /var/lib; do
	mkdir -p "$folder/NetworkManager"
	mount -t tmpfs none "$folder/NetworkManager"
done
cat >"$dir/bus.conf" <<-END
	<busconfig><listen>unix:path=$dir/bus</listen>
	<auth>EXTERNAL</auth><policy context="default">
	<allow send_destination="*" eavesdrop="true"/>
	<allow eavesdrop="true"/><allow own="*"/>
	</policy></busconfig>
END
cat >"$dir/nm.conf" <<-END
	[main]
	plugins=keyfile
	dhcp=internal
	dns=none
	rc-manager=unmanaged
	auth-polkit=false
	[keyfile]
	path=$dir/profiles
	[connectivity]
	enabled=true
	uri=http://$web/
	response=origin sees
	interval=300
END
mkdir "$dir/profiles" "$dir/conf.d"
cat >"$dir/profiles/guest.nmconnection" <<-END
	[connection]
	id=guest
	uuid=00000000-0000-4000-8000-000000000001
	type=ethernet
	interface-name=eth0
	[ipv4]
	method=manual
	address1=$ip1/24,192.0.2.1
	[ipv6]
	method=disabled
END
chmod 600 "$dir/profiles/guest.nmconnection"

webserver
serve
firewall
export DBUS_SYSTEM_BUS_ADDRESS="unix:path=$dir/bus"
on guest1 dbus-daemon --config-file="$dir/bus.conf" --nofork
until_true 10 test -S "$dir/bus" || skip 'no message bus'
# It takes a system without udev by /sys being read-only.
on guest1 sh -c "mount -o remount,ro /sys; exec NetworkManager --no-daemon \
    --config '$dir/nm.conf' --config-dir '$dir/conf.d' \
    --system-config-dir '$dir/conf.d' --state-file '$dir/nm.state' \
    --pid-file '$dir/nm.pid'"

# connectivity: what it finds when asked to look again.
connectivity() {
	guest1 timeout 5 nmcli networking connectivity check \
	    >"$dir/said" 2>&1
	[ "$(cat "$dir/said")" = "$1" ]
}

until_true 15 connectivity portal || fail 'a stranger, and no portal'
[ "$(count 511)" -gt 0 ] || fail 'it has not asked'
list "$mac1"
reload
firewall
until_true 15 connectivity full || fail 'on the list, and not connected'

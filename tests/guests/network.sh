# network.sh: README's guest network, made of README's very blocks, for the
# scripts readme-network-*.sh. A router as README supposes one, a world with a
# web server and a TLS one; what the blocks write is seen by the test alone.
#
# Such a script has mount and process namespaces of its own: /etc is a copy,
# /usr/local, /run and /var/log are empty.
# shellcheck shell=sh disable=SC2034,SC2154

[ -n "${INSIDE:-}" ] || {
	unshare -m true 2>/dev/null || {
		echo 'needs root, for namespaces'
		exit 77
	}
	INSIDE=yes exec unshare -mpf --kill-child --mount-proc sh "$0"
}
mount -t tmpfs none /run
. "${0%/*}/../lab/lab.sh"
. "${0%/*}/../guests/readme.sh"
for tool in dnsmasq busybox openssl doas useradd make flock; do
	command -v "$tool" >/dev/null || skip "no $tool here"
done
cp -a /etc "$dir/etc"
mount --bind "$dir/etc" /etc
mount -t tmpfs none /var/log
mount -t tmpfs none /usr/local
rm -rf /etc/portal /etc/dnsmasq.d/* /etc/doas.conf /etc/sudoers.d/portal
mkdir -p /etc/dnsmasq.d /etc/sysctl.d /etc/hostapd /etc/logrotate.d
here_top=$(cd "$here/../.." && pwd)
web=203.0.113.7
world=http://$web/ world6='http://[2001:db8:113::7]/'
world_tls=https://$web/index.html
page=http://192.0.2.1:8080
list=/etc/portal/list/allow
# The clock of this machine is right, as far as this test needs it.
export clock=believe

fail() {
	echo "$*"
	tail -n 20 /var/log/portal* "$dir/said" "$dir/page" 2>/dev/null
	exit 1
}

# within SECONDS COMMAND...: it becomes true in that time; said is its words.
within() {
	until_true "$@" >"$dir/said" 2>&1
}

# get GUEST URL [OPTION...]: what a guest's curl prints.
get() {
	who=$1
	shift
	"$who" curl -gsk --max-time 20 "$@"
}

# status GUEST URL [OPTION...]: of the answer, which is in answer.
status() {
	who=$1
	shift
	get "$who" -o "$dir/answer" -w '%{http_code}' "$@"
}

# run NAME: a block of commands, on the gateway. What it leaves behind lives on.
run() {
	block "$1" >"$dir/block"
	(cd "$here_top" && ip netns exec "$lab-gateway" sh -eu "$dir/block") \
	    >"$dir/said" 2>&1 9>&- || fail "README's commands fail: $1"
}

# writes NAME...: the files of that name, as README has them.
writes() {
	for name; do
		mkdir -p "${name%/*}"
		# shellcheck disable=SC2094 # a block is named like its file
		block "$name" >"$name"
	done
}

# does CODE COMMAND...: of the gateway ends with this; its words are in said.
does() {
	want=$1
	shift
	gateway "$@" >"$dir/said" 2>&1
	code=$?
	[ $code = "$want" ] || fail "$* ends with $code"
}

# installed: as README's first step does it, with the program that is tested.
installed() {
	run install
	cp "$PORTAL" /usr/local/sbin/portal
	echo 'clock=believe' >"$dir/believe"
}

# web_servers: the world's.
web_servers() {
	mkdir "$dir/www"
	echo 'the world' >"$dir/www/index.html"
	for at in "$web:80" '[2001:db8:113::7]:80'; do
		origin busybox httpd -f -p "$at" -h "$dir/www" &
		pids="$pids $!"
	done
	openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=origin \
	    -keyout "$dir/key" -out "$dir/crt" 2>/dev/null
	(cd "$dir/www" && exec ip netns exec "$lab-origin" openssl s_server \
	    -quiet -WWW -accept 443 -key "$dir/key" -cert "$dir/crt") \
	    >/dev/null 2>&1 &
	pids="$pids $!"
	within 10 gateway curl -s "$world" || fail 'no world'
}

# name_server: dnsmasq as the system would start it after README's step 3.
name_server() {
	gateway dnsmasq -k --conf-dir=/etc/dnsmasq.d --user=root --no-resolv \
	    --address=/example.org/$web --dhcp-leasefile="$dir/leases" \
	    --address=/example.org/2001:db8:113::7 --pid-file= \
	    2>"$dir/dnsmasq" &
	pids="$pids $!"
}

# serves: README's next steps: a router, names, a world, portal, the login page.
serves() {
	run router
	name_server
	web_servers
	run start
	run login
	within 10 gateway curl -s $page/ || fail 'no login page'
}

# leases GUEST: it has no address and asks for one by DHCP. Sets $ip, $dns and
# $api.
leases() {
	"$1" ip address flush dev eth0
	cat >"$dir/lease" <<-'EOF'
		#!/bin/sh
		[ "$1" = bound ] || exit 0
		ip address add "$ip/24" dev eth0
		ip -6 address add "$six/64" dev eth0 nodad
		ip route replace default via "$router"
		ip -6 route replace default via 2001:db8:2::1
		echo "$ip $dns $opt114" >"$LEASE"
		EOF
	chmod +x "$dir/lease"
	LEASE=$dir/leased six=$six1 "$1" busybox udhcpc -i eth0 -n -q -t 20 \
	    -T 1 -O 114 -s "$dir/lease" >"$dir/said" 2>&1 ||
	    fail 'no address by DHCP'
	read -r ip dns api <"$dir/leased"
}

# signs IN_OR_OUT GUEST [PAGE]: presses that button of the login page.
signs() {
	get "$2" -d '' "${3:-$page}/cgi-bin/index.cgi?$1" >"$dir/answer"
}

# listed PATTERN: a line of the list matches.
listed() {
	grep -q "$1" "$list" || fail "not on the list: $1"
}

gateway ip link set br.guest down
gateway ip link set br.guest name br-guest up

#!/bin/sh
# README's guest network, made of README's very blocks: a guest gets an address,
# is stopped, accepts, and reaches the world on 80 and 443; others do not.
#
# In mount and process namespaces of its own, since the blocks write to /etc and
# look for portal by its name.
[ -n "${INSIDE:-}" ] || {
	unshare -m true 2>/dev/null || {
		echo 'needs root, for namespaces'
		exit 77
	}
	INSIDE=yes exec unshare -mpf --kill-child --mount-proc sh "$0"
}
. "${0%/*}/../lab/lab.sh"
. "${0%/*}/readme.sh"
for tool in dnsmasq busybox openssl; do
	command -v "$tool" >/dev/null || skip "no $tool here"
done
[ -f "$README" ] || skip 'no README.md yet'

fail() {
	echo "$*"
	tail -n 20 /var/log/portal "$dir/said" 2>/dev/null
	exit 1
}

# within SECONDS COMMAND...: it becomes true in that time.
within() {
	tries=$(($1 * 10))
	shift
	until "$@" >"$dir/said" 2>&1; do
		[ "$tries" -gt 0 ] || return 1
		tries=$((tries - 1))
		sleep 0.1
	done
}

# get GUEST URL [OPTION]...: what a guest's curl prints.
get() {
	who=$1
	shift
	"$who" curl -sk --max-time 20 "$@"
}

status() {
	get "$1" -o "$dir/answer" -w '%{http_code}' "$2"
}

# run NAME: a block of commands, on the gateway. What it leaves behind lives on.
run() {
	block "$1" >"$dir/block"
	gateway sh -eu "$dir/block" >"$dir/said" 2>&1 ||
	    fail "README's commands fail: $1"
}

# A router as README supposes one; nothing of this machine is written to.
cp -a /etc "$dir/etc"
mount --bind "$dir/etc" /etc
mount -t tmpfs none /var/log
mkdir -p "$dir/bin" /etc/portal/www/cgi-bin /etc/dnsmasq.d
ln -s "$(realpath "$PORTAL")" "$dir/bin/portal"
PATH=$dir/bin:$PATH
gateway ip link set br.guest down
gateway ip link set br.guest name br-guest up
for name in $(blocks | grep '^/etc/\(portal\|dnsmasq.d\)/'); do
	# shellcheck disable=SC2094 # a block is named like the file it makes
	block "$name" >"$name"
done
for name in $(blocks | grep -v '^/'); do
	case $name in
	router|start|login|page.html) ;;
	cores) ;;	# tests/service/systemd-runs-one-a-core.sh
	*) fail "README's block $name is not run by this test" ;;
	esac
done

# The world: a web server and a TLS one.
mkdir "$dir/www"
echo 'the world' >"$dir/www/index.html"
origin busybox httpd -f -p 203.0.113.7:80 -h "$dir/www" &
pids="$pids $!"
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=origin \
    -keyout "$dir/key" -out "$dir/crt" 2>/dev/null
(cd "$dir/www" && exec ip netns exec "$lab-origin" openssl s_server -quiet \
    -WWW -accept 443 -key "$dir/key" -cert "$dir/crt") >/dev/null 2>&1 &
pids="$pids $!"
world=http://203.0.113.7/ world_tls=https://203.0.113.7/index.html

run router
gateway dnsmasq -k --conf-dir=/etc/dnsmasq.d --user=root --no-resolv \
    --address=/example.org/203.0.113.7 --dhcp-leasefile="$dir/leases" \
    --address=/example.org/2001:db8:113::7 \
    --pid-file= 2>"$dir/dnsmasq" &
pids="$pids $!"
within 10 gateway curl -s "$world" || fail 'no world'

# A guest comes: an address, a router, names, and where the API is.
guest1 ip address flush dev eth0
cat >"$dir/lease" <<-'END'
	#!/bin/sh
	[ "$1" = bound ] || exit 0
	ip address add "$ip/24" dev eth0
	ip route replace default via "$router"
	echo "$dns $opt114" >"$LEASE"
END
chmod +x "$dir/lease"
LEASE=$dir/leased guest1 busybox udhcpc -i eth0 -n -q -t 20 -T 1 -O 114 \
    -s "$dir/lease" >"$dir/said" 2>&1 || fail 'no address by DHCP'
read -r dns api <"$dir/leased"
[ "$dns" = 192.0.2.1 ] || fail "the name server is $dns"
text=$(printf %s "$api" | python3 -c 'print(bytes.fromhex(input()).decode())')
want=$(sed -n 's/^dhcp-option=114,//p' /etc/dnsmasq.d/captive.conf)
[ "$text" = "$want" ] || fail "option 114 is $text"
[ "$(status guest1 "$world")" = 200 ] || fail 'no way out before portal runs'

# The router has pages of its own, as most have; they are not for strangers.
gateway busybox httpd -f -p 192.0.2.1:80 -h "$dir/www" &
pids="$pids $!"
within 10 guest1 curl -sf http://192.0.2.1/ || fail 'no page of the router'

run start
grep -q 'listening on' /var/log/portal || fail 'portal does not listen'
run login

# A stranger: the 511 on 80, a refusal on 443, names all the same.
[ "$(status guest1 "$world")" = 511 ] || fail 'a stranger gets no 511'
link=$(sed -n 's/.*<a href="\([^"]*\)".*/\1/p' "$dir/answer")
[ "$(status guest2 'http://[2001:db8:113::7]/')" = 511 ] ||
    fail 'a stranger gets no 511 by IPv6'
get guest1 -o /dev/null "$world_tls"
code=$?
[ "$code" = 7 ] || fail "HTTPS is not refused at once: $code"
guest1 busybox nslookup example.org 192.0.2.1 >"$dir/said" 2>&1 ||
    fail 'no names for a stranger'
[ "$(status guest1 http://192.0.2.1/)" = 000 ] || fail "the router's pages open"
want=$(sed -n 's/^dhcp-option=option6:103,//p' /etc/dnsmasq.d/captive.conf)
got=$(guest2 python3 "$here/dhcpv6.py" eth0 103) || fail 'no DHCPv6'
[ -n "$want" ] && [ "$got" = "$want" ] || fail "DHCPv6 option 103 is: $got"

# It goes where the link leads, and presses the button.
get guest1 "$link" >"$dir/answer"
grep -q '<form method="post"' "$dir/answer" || fail 'no terms'
action=$(sed -n 's/.*action="\([^"]*\)".*/\1/p' "$dir/answer")
get guest1 -d '' "${link%/}$action" >"$dir/answer"
grep -q 'Welcome' "$dir/answer" || fail 'no welcome'
grep -q "^$mac1 " /etc/portal/allow.txt || fail 'its MAC is not on the list'
[ "$(get guest1 "$world")" = 'the world' ] || fail 'still no way out by 80'
[ "$(get guest1 "$world_tls")" = 'the world' ] || fail 'still no way by 443'
[ "$(status guest2 "$world")" = 511 ] || fail 'the other is let in, too'

# Again, and two at once: one line each, the list is whole.
get guest1 -d '' "${link%/}$action" >/dev/null &
get guest2 -d '' "${link%/}$action" >/dev/null
wait $!
[ "$(grep -c "^$mac1 " /etc/portal/allow.txt)" = 1 ] || fail 'a second line'
[ "$(get guest2 "$world")" = 'the world' ] || fail 'the second is not let in'
grep -q '^02:00:00:00:00:99' /etc/portal/allow.txt || fail 'a line is lost'
gateway /etc/portal/run -q "$mac2" | grep -q '^allowed: .*allow.txt:' ||
    fail '-q does not know it'
within 10 grep -q 'reloaded, ' /var/log/portal || fail 'no reload'

# Who is taken off is a stranger again; without the table all is open.
sed -i "/^$mac1/d" /etc/portal/allow.txt
gateway /etc/portal/apply || fail 'apply fails'
[ "$(status guest1 "$world")" = 511 ] || fail 'off the list, and let through'
gateway nft delete table inet portal
[ "$(status guest1 "$world")" = 200 ] || fail 'the table is gone, 511 stays'

block page.html >"$dir/page.html"
gateway /etc/portal/run -t -p "$dir/page.html" | grep -q 'one segment' ||
    fail 'the page of your own is not as README says'

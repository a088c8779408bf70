#!/bin/sh
# Behind a link of MTU 1280 a stranger gets a large login page, or another that
# is open, from elsewhere, and who is listed gets everything, by IPv4 and IPv6:
# the ICMP errors of state related, which say that packets are too big, pass
# from the guests' side; and from outside when a guest sends. (RFC 4890 4.3.1)
. "${0%/*}/lab.sh"
# guest3 -- guest1, a router -- gateway -- origin -- far
more_of guest3 far
joins guest3 eth0 guest1 inner
has guest1 inner 198.18.3.1/24 2001:db8:33::1/64
has guest3 eth0 198.18.3.3/24 2001:db8:33::3/64
joins far eth0 origin outer
has origin outer 198.18.4.1/24 2001:db8:44::1/64
has far eth0 198.18.4.4/24 2001:db8:44::4/64
for link in 'guest1 inner' 'guest3 eth0' 'origin outer' 'far eth0'; do
	ip -n "$lab-${link% *}" link set "${link#* }" mtu 1280
done
forwards guest1
forwards origin
ip -n "$lab-guest3" route add default via 198.18.3.1
ip -n "$lab-guest3" -6 route add default via 2001:db8:33::1
ip -n "$lab-far" route add default via 198.18.4.1
ip -n "$lab-far" -6 route add default via 2001:db8:44::1
ip -n "$lab-gateway" route add 198.18.3.0/24 via $ip1
ip -n "$lab-gateway" -6 route add 2001:db8:33::/64 via $six1
ip -n "$lab-gateway" route add 198.18.4.0/24 via 203.0.113.7
ip -n "$lab-gateway" -6 route add 2001:db8:44::/64 via $web6
# The two ends know nothing of the narrow links: no advice by MSS.
ip -n "$lab-guest3" link set eth0 mtu 1500
ip -n "$lab-far" link set eth0 mtu 1500
webserver
head -c 200000 /dev/zero | tr '\000' x >"$dir/www/page"
# gets WHO HOST...: guest3 gets the page of each, and nobody knew before how
# narrow the link is.
gets() {
	who=$1
	shift
	for host; do
		origin ip route flush cache
		origin ip -6 route flush cache
		get guest3 "http://$host/page" -m 20
		[ "$status" = 200 ] || fail "$who: $status of $host"
		cmp -s "$dir/answer" "$dir/www/page" ||
		    fail "$who: not the page of $host"
	done
}
for host in $login "[$web6]"; do
	firewall -u "http://$host/"
	gets 'a stranger' "$host"
done
list $mac1
firewall
gets 'listed by MAC' $web "[$web6]"
# By their prefixes alone: the router that sends the errors is not on the list.
list 198.18.3.0/24 2001:db8:33::/64
firewall
gets 'listed by prefix' $web "[$web6]"
list "to $web" "to $web6" 'to 198.18.4.4' 'to 2001:db8:44::4'
firewall
gets 'a stranger to open places' $web "[$web6]"
# Both ends beyond a narrow link, and a guest that sends.
answers far eth0 198.18.4.4 2001:db8:44::4
ip -n "$lab-guest1" link set inner mtu 1500
on far python3 -c '
import socket, threading
def one(c):
    n = 0
    while n < 200000:
        n += len(c.recv(65536))
    c.sendall(b"all of it")
    c.close()
s = socket.create_server(("::", 81), family=socket.AF_INET6,
                         dualstack_ipv6=True)
print("takes", flush=True)
while True:
    threading.Thread(target=one, args=(s.accept()[0],)).start()'
until_true 10 grep -q takes "$dir/far.out" || fail 'no server'
for host in 198.18.4.4 2001:db8:44::4; do
	guest1 timeout 20 nc "$host" 81 <"$dir/www/page" >"$dir/answer"
	[ "$(cat "$dir/answer")" = 'all of it' ] || fail "not sent to $host"
done
# Other ICMP of a stranger does not pass.
as_expected guest1 <<-END
	no ping $peer 0
	no ping $peer6 0
END

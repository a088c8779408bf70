#!/bin/sh
# What the router and the hosts of its LAN ask outside, no guest answers, listed
# or not, though it forges the address that was asked and knows the ports: the
# answer has to come from where that address is.
. "${0%/*}/lab.sh"
more_of host
joins host eth0 gateway port3
ip -n "$lab-gateway" link set port3 master lan up
has host eth0 198.51.100.50/24 2001:db8:51::50/64
ip -n "$lab-host" route add default via 198.51.100.1
ip -n "$lab-host" -6 route add default via 2001:db8:51::1
overhears origin

# asks NAME ADDRESS OF: a socket there asks the peer from port 5300, and writes
# down what it gets.
asks() {
	on "$1" python3 -c '
import socket, sys
s = socket.socket(socket.AF_INET6 if ":" in sys.argv[1] else socket.AF_INET,
                  socket.SOCK_DGRAM)
s.bind((sys.argv[1], 5300))
s.connect((sys.argv[2], 53))
s.send(b"question")
print("asked", sys.argv[1], flush=True)
while True:
    try:
        print("got", s.recv(2000)[:6].decode(), flush=True)
    except OSError:
        pass' "$2" "$3"
	starts asks grep -q "asked $2" "$dir/$1.out"
}
list "to $open"
firewall
touch "$dir/host.out"
asks gateway 203.0.113.1 $peer
asks gateway 2001:db8:113::1 $peer6
asks host 198.51.100.50 $peer
asks host 2001:db8:51::50 $peer6
cat >"$dir/answers" <<-END
	udp $peer 53 203.0.113.1 5300
	udp $peer6 53 2001:db8:113::1 5300
	udp $peer 53 198.51.100.50 5300
	udp $peer6 53 2001:db8:51::50 5300
END
for who in '# nobody' $mac1; do
	list "$who" "to $open"
	firewall
	forged <"$dir/answers"
	! grep -q got "$dir/gateway.out" || fail "$who answers the router"
	! grep -q got "$dir/host.out" || fail "$who answers the LAN"
done
answered() {
	[ "$(grep -c 'got SECRET' "$dir/$1.out")" -ge 10 ]
}
# The one who was asked does answer.
origin python3 "$here/stranger.py" sends <"$dir/answers" || fail 'not sent'
for name in gateway host; do
	until_true 10 answered "$name" || fail "no answer to $name"
done

#!/bin/sh
# The share of unfinished requests is a device's: forty IPv6 addresses of one
# MAC have one together, while another device's request stays and is served.
# (S4)
. "${0%/*}/lab.sh"
serve -k 4 -c 16 -w 60
firewall
open_session guest2 late 2>"$dir/said"
says begun || fail 'no connection'
i=0
while [ $i -lt 40 ]; do
	i=$((i + 1))
	ip -n "$lab-guest1" address add "2001:db8:2::1:$i/64" dev eth0 nodad
done
on guest1 python3 -c '
import socket, time
held = []
for i in range(1, 41):
    s = socket.socket(socket.AF_INET6)
    s.bind(("2001:db8:2::1:%d" % i, 0))
    s.connect(("2001:db8:2::1", 8511))
    s.sendall(b"GET / HTTP/1.1\r\n")
    held.append(s)
print("all sent", flush=True)
time.sleep(60)'
until_true 20 grep -q 'all sent' "$dir/guest1.out" || fail 'not all were sent'
until_true 10 counted capped 36 || fail "$(count capped) gave way, not 36"
[ "$(count peak)" -le 6 ] || fail 'more than its share was held'
counted evicted 0 || fail 'others gave way'
echo >&3
says '^HTTP/1.1 511 ' || fail "another device's request is lost"

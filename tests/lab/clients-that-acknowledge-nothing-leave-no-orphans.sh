#!/bin/sh
# Clients that ask and then acknowledge nothing stay with the kernel for as long
# as a client has to take its answer, not for minutes. (S2)
. "${0%/*}/lab.sh"
PORTAL=$("$here/../compile" tiny) || fail 'cannot compile'
serve
on guest1 python3 -c '
import socket, subprocess, time
all_ = [socket.create_connection(("192.0.2.1", 8511)) for _ in range(50)]
subprocess.run(["nft", "-f", "-"], check=True, input=b"""
    table inet deaf {
        chain input {
            type filter hook input priority 0
            tcp sport 8511 drop
        }
    }""")
for s in all_:
    s.sendall(b"GET / HTTP/1.0\r\n\r\n")
print("asked", flush=True)
time.sleep(60)'
until_true 20 grep -q asked "$dir/guest1.out" || fail 'no clients'
until_true 10 counted 511 50 || fail 'not all were answered'
orphans() {
	gateway cat /proc/net/tcp /proc/net/tcp6 |
	    awk '$2 ~ /:213F$/ && ($4 == "04" || $4 == "09" || $4 == "0B")' |
	    grep -c ''
}
[ "$(orphans)" -ge 40 ] || fail "$(orphans) unacknowledged: no test"
few() {
	[ "$(orphans)" -le 5 ]
}
until_true 20 few || fail "$(orphans) are left after 20 s"

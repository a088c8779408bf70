#!/bin/sh
# Who takes over the address of a guest that is allowed by its MAC is a
# stranger, to the kernel and to portal; and so is who comes from behind a
# router, whose MAC is not seen. (S7)
. "${0%/*}/lab.sh"
gate $mac1
get guest1 "http://$web/"
want 200
get guest1 http://192.0.2.1:8511/
want 421
ip -n "$lab-guest1" address del $ip1/24 dev eth0
ip -n "$lab-guest2" address add $ip1/24 dev eth0
stranger() {
	get guest2 "$1" -m 2 --interface $ip1
	[ "$status" != 200 ] && [ "$status" != 421 ] ||
	    fail 'it passes with the address alone'
	[ "$status" = 511 ]
}
until_true 10 stranger "http://$web/" || fail 'it gets no 511'
stranger http://192.0.2.1:8511/ || fail 'it gets no 511 of portal itself'

ip -n "$lab-gateway" route add 192.168.77.0/24 via $ip2
ip -n "$lab-guest2" address add 192.168.77.1/32 dev lo
list 192.168.77.0/24
firewall
get guest2 "http://$web/" --interface 192.168.77.1
want 200
list 02:00:00:00:00:77
firewall
get guest2 "http://$web/" --interface 192.168.77.1
want 511

#!/bin/sh
# Who takes over the address of a guest that is allowed by its MAC is a
# stranger; and so is who comes from behind a router, whose MAC is not seen.
# (S7)
. "${0%/*}/lab.sh"
webserver
list $mac1
serve
firewall "$dir/nobody"
get guest1 "http://$web/"
want 200
ip -n "$lab-guest1" address del $ip1/24 dev eth0
ip -n "$lab-guest2" address add $ip1/24 dev eth0
stranger() {
	get guest2 "http://$web/" -m 2 --interface $ip1
	[ "$status" != 200 ] || fail 'it passes with the address alone'
	[ "$status" = 511 ]
}
until_true 10 stranger || fail 'it gets no 511'

list $mac2
reload
ip -n "$lab-gateway" route add 192.168.77.0/24 via $ip2
ip -n "$lab-guest2" address add 192.168.77.1/32 dev lo
get guest2 "http://$web/" --interface 192.168.77.1
want 511

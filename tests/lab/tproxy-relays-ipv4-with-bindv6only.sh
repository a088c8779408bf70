#!/bin/sh
# Under TPROXY an IPv4 guest of a dual-stack listener is relayed, also where
# net.ipv6.bindv6only keeps IPv6 sockets from IPv4 by default.
shape=tproxy
. "${0%/*}/lab.sh"
gateway sh -c 'echo 1 >/proc/sys/net/ipv6/bindv6only'
list $mac1
serve
firewall "$dir/nobody"
webserver
get guest1 "http://$web/"
want 200

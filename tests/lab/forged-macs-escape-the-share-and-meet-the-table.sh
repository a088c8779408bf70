#!/bin/sh
# Who forges a MAC for each connection escapes the share of a device, fills the
# table, and hinders nobody whose request arrives whole: the oldest unfinished
# one gives way, and portal goes on. (S3) (S4)
. "${0%/*}/lab.sh"
serve -c 30 -k 10 -w 60
# A bridge of ports with a MAC each, where the forger's one port was.
guest2 ip link add hub type bridge
guest2 ip link set hub up
guest2 ip address flush dev eth0
guest2 ip link set eth0 master hub
sources=
n=0
while [ $n -lt 40 ]; do
	n=$((n + 1))
	mac=02:00:00:00:01:$(printf %02x $n)
	guest2 ip link add "p$n" type veth peer name "q$n" &&
	    guest2 ip link set "q$n" master hub up &&
	    guest2 ip link set "p$n" address "$mac" up &&
	    guest2 ip address add "192.0.2.$((100 + n))/24" dev "p$n" ||
	    fail 'no ports'
	sources="$sources 192.0.2.$((100 + n))%p$n"
done
guest2 sysctl -q -w net.ipv4.conf.all.arp_ignore=1 \
    net.ipv4.conf.all.arp_announce=2
# shellcheck disable=SC2086 # words
many guest2 hold 192.0.2.1 $sources
[ "$(gateway ip neigh show dev br.guest | grep -c 'lladdr 02:00:00:00:01:')" \
    -ge 40 ] || fail 'the gateway does not see forty MACs'
[ "$(count held)" = 30 ] || fail "not full: $(count held)"
[ "$(count evicted)" = 10 ] || fail "$(count evicted) gave way"
[ "$(guest1 python3 "$here/many.py" ask 192.0.2.1 8511 $ip1)" = 511=1 ] ||
    fail 'a whole request is not answered'

#!/bin/sh
# A stranger tells the gateway by ARP and neighbour advertisements that its
# addresses are at the MAC of a guest on the list. portal may believe that; the
# kernel judges the frames themselves, and nothing opens, by IPv4 or IPv6. The
# other way round, the guest on the list does not get in by it either. (S7)
. "${0%/*}/lab.sh"
gate $mac1
get guest1 "http://$web/"
want 200
get guest2 "http://$web/"
want 511
get guest2 "http://[$web6]/"
want 511
on guest2 python3 "$here/forge.py" eth0 $mac1 $ip2 $six2
believed() {
	gateway ip neigh show $ip2 | grep -q $mac1 &&
	    gateway ip neigh show $six2 | grep -q $mac1
}
until_true 10 believed || fail 'the gateway does not believe it'
tries=0
while [ $tries -lt 10 ]; do
	tries=$((tries + 1))
	for url in "http://$web/" "http://[$web6]/"; do
		get guest2 "$url" -m 0.5
		case $status in
		000 | 421 | 511) ;;
		*) fail "$url answers $status to who forges" ;;
		esac
	done
	get guest2 "https://$web/" -k -m 0.5
	want 000
done
believed || fail 'the gateway has stopped believing it'
! grep -q "^$ip2\|^$six2" "$dir/access.log" || fail 'the world has seen it'

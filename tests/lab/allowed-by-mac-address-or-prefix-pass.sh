#!/bin/sh
# Who is on the list is forwarded by the kernel, with its own address, over both
# families where it is known by its MAC: any port and protocol. Nobody else is.
# (S7)
. "${0%/*}/lab.sh"
webserver
answers origin eth0 $peer $peer6
serve
passes() {
	get guest1 "http://$1/"
	want 200
	grep -q "sees $2\$" "$dir/answer" ||
	    fail "not from $2, with $entry on the list: $(cat "$dir/answer")"
	as_expected guest1 <<-END
		yes tcp $3 22
		yes udp $3 1900
		yes udp $3 443
		yes ping $3 0
	END
}
stranger() {
	get guest2 "http://$1/"
	want 511
	as_expected guest2 <<-END
		no tcp $2 22
		no udp $2 1900
		no udp $2 443
		no udp $2 53
		no ping $2 0
	END
}
for entry in $mac1 $ip1 192.0.2.8/30 $six1 2001:db8:2::10/127; do
	list "$entry"
	firewall
	reload
	case $entry in
	*.*)	passes $web $ip1 $peer ;;
	2001*)	passes "[$web6]" $six1 $peer6 ;;
	*)	passes $web $ip1 $peer
		passes "[$web6]" $six1 $peer6 ;;
	esac
	stranger $web $peer
	stranger "[$web6]" $peer6
done

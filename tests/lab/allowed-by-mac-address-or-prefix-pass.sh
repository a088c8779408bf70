#!/bin/sh
# Who is on the list passes: relayed while the kernel's sets lack it, and
# forwarded by the kernel itself once they have it. Nobody else does.
. "${0%/*}/lab.sh"
webserver
serve
passes() {
	get guest1 "$1"
	want 200
	grep -q "sees $2\$" "$dir/answer" ||
	    fail "not from $2, with $entry on the list: $(cat "$dir/answer")"
	get guest2 "$1"
	want 511
}
for entry in $mac1 $ip1 192.0.2.8/30 $six1 2001:db8:2::10/127; do
	list "$entry"
	reload
	for rules in nobody allow.txt; do
		firewall "$dir/$rules"
		case $entry,$rules in
		*.*,nobody) passes "http://$web/" 203.0.113.1 ;;
		*.*,*)	passes "http://$web/" $ip1 ;;
		2001*,nobody) passes "http://[$web6]/" 2001:db8:113::1 ;;
		2001*,*) passes "http://[$web6]/" $six1 ;;
		*,nobody)
			passes "http://$web/" 203.0.113.1
			passes "http://[$web6]/" 2001:db8:113::1 ;;
		*)
			passes "http://$web/" $ip1
			passes "http://[$web6]/" $six1 ;;
		esac
	done
done

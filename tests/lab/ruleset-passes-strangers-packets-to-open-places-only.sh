#!/bin/sh
# Each packet is judged: what an outsider begins, a stranger cannot answer, be
# it UDP or TCP, over either family; a listed device can, and the gateway itself
# reaches all. So a printer that others use has to be on the list. Open
# destinations are reached in both directions.
. "${0%/*}/lab.sh"
list $mac2 "to $open" "to $open6"
firewall
answers guest1 eth0
answers guest2 eth0
as_expected origin <<-'END'
	no udp 192.0.2.11 1900
	no udp 2001:db8:2::11 1900
	no tcp 192.0.2.11 22
	no tcp 2001:db8:2::11 22
	no ping 192.0.2.11 0
	no ping 2001:db8:2::11 0
	yes udp 192.0.2.12 1900
	yes udp 2001:db8:2::12 1900
	yes tcp 192.0.2.12 22
	yes tcp 2001:db8:2::12 22
	yes ping 192.0.2.12 0
END
as_expected gateway <<-'END'
	yes udp 192.0.2.11 1900
	yes tcp 2001:db8:2::11 22
	yes ping 192.0.2.11 0
END
# The same outsider once more, as an open destination.
list "to 203.0.113.0/24" "to 2001:db8:113::/64"
firewall
as_expected origin <<-'END'
	yes udp 192.0.2.11 1900
	yes udp 2001:db8:2::11 1900
	yes tcp 192.0.2.11 22
END
# It may be the guests' name server.
answers origin eth0 $peer $peer6
as_expected guest1 <<-END
	yes udp $peer 53
	yes tcp $peer 53
	yes udp $peer6 53
END
# An outsider that goes on sending to a stranger gets nothing through, either.
list "to 203.0.113.0/24"
firewall
as_expected origin <<-'END'
	yes udp 192.0.2.11 1900
	no udp 2001:db8:2::11 1900
END

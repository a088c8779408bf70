#!/bin/sh
# Guests of one bridge meet without the router: where br_netfilter made their
# frames the firewall's business (Docker does), the command in the ruleset's
# head ends that, and its rules are in force for what is routed as before.
. "${0%/*}/lab.sh"
webserver
answers guest2 eth0
serve
firewall
words=$(grep '^#' "$dir/rules" | tr -s '\n#' ' ' |
    sed -n 's/.*sysctl \(net\.bridge[^ ,]*\)iptables=0, -ip6tables=0.*/\1/p')
[ "$words" = net.bridge.bridge-nf-call- ] || fail 'no command in the head'
if [ -e /proc/sys/net/bridge/bridge-nf-call-iptables ]; then
	gateway sysctl -q -w "${words}iptables=1" "${words}ip6tables=1"
	as_expected guest1 <<-END
		no tcp $ip2 443
		no tcp $six2 443
	END
	gateway sysctl -q -w "${words}iptables=0" "${words}ip6tables=0"
fi
as_expected guest1 <<-END
	yes tcp $ip2 443
	yes tcp $six2 443
	yes udp $ip2 1900
	refused tcp $web 443
	refused tcp $web6 443
END
get guest1 "http://$web/"
want 511

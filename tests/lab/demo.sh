#!/bin/sh
# make demo: a day on README's guest network, in a minute. A guest gets an
# address, is stopped, signs in, passes, is expired, signs in again, signs out;
# its operator makes a mistake. All that is shown is real: README's own blocks
# in namespaces, with nftables, dnsmasq, busybox and portal.
. "${0%/*}/../guests/network.sh"

# step WHAT: says what comes next.
step() {
	printf '\n# %s\n' "$*"
}

# shows NAME COMMAND...: as it would be typed there, and what comes of it.
shows() {
	name=$1
	shift
	printf '%s$' "$name"
	for word; do
		case $word in
		*' '*) printf " '%s'" "$word" ;;
		*) printf ' %s' "$word" ;;
		esac
	done
	echo
	ip netns exec "$lab-$name" "$@" 2>&1 || echo "(exit $?)"
}

# seen: a page, as a person sees it.
seen() {
	sed 's/<title>.*<.title>//; s/<[^>]*>/ /g' | tr -s ' \t' ' ' |
	    grep '[^ ]'
}

# presses IN_OR_OUT: guest1 presses that button of the login page.
presses() {
	signs "$1" guest1
	echo "guest1: presses the button of $page/ and reads:"
	seen <"$dir/answer"
}

step 'A router, set up as README says. Settings:'
installed
writes /etc/portal/settings /etc/dnsmasq.d/guests.conf /etc/portal/list/allow
cat /etc/portal/settings
cat "$dir/believe" >>/etc/portal/settings
serves
step 'portal runs:'
cat /var/log/portal
step 'This is its list:'
cat $list

step 'A guest comes, gets an address, and opens a page somewhere:'
leases guest1
shows guest1 ip -4 -brief address show dev eth0
shows guest1 curl -gsi "$world"
step 'Over IPv6 just the same; a program that checks is not fooled:'
shows guest1 curl -gfsS "$world6"
step 'https is refused at once, so that no certificate alarms:'
shows guest1 curl -sS "$world_tls"
step 'The link leads to the login page:'
get guest1 $page/ | seen
presses in
step 'The list has a new line, the kernel has taken it, and the guest passes:'
tail -n 1 $list
shows gateway nft get element inet portal_8511 allow_mac "{ $mac1 }"
shows guest1 curl -gsS "$world"
shows guest1 curl -gsS "$world6"
shows guest1 curl -gsSk "$world_tls"
step 'It gets nothing of the router itself; another guest is still stopped:'
shows guest1 curl -sS -m 5 http://192.0.2.1:22/
shows guest2 curl -s -o /dev/null -w '%{http_code}\n' "$world"
step 'Who is it? By which line does it pass?'
shows gateway /etc/portal/who "$ip"
step 'Four hours later (its line is set back), the timer runs expire:'
sed -i "s/^$mac1 .*/$mac1 # until 2026-01-01T00:00:00Z/" $list
shows gateway /etc/portal/expire
shows guest1 curl -s -o /dev/null -w '%{http_code}\n' "$world"
step 'It signs in again, and leaves in the end:'
presses in
shows guest1 curl -gsS "$world"
presses out
shows guest1 curl -s -o /dev/null -w '%{http_code}\n' "$world"
step 'The operator mistypes a line; nothing is lost by it:'
echo '10.0.1.0/8' >>$list
shows gateway /etc/portal/apply
presses in
step 'and mends it:'
sed -i '$d' $list
shows gateway /etc/portal/apply
presses in
shows guest1 curl -gsS "$world"
step 'What portal said meanwhile:'
kill -USR1 "$(pidof portal)"
within 10 grep -q counters /var/log/portal
cat /var/log/portal

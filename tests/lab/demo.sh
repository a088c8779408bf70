#!/bin/sh
# make demo: a guest is stopped, signs in, and passes. All that is shown is
# real: namespaces, nftables, nginx and portal, as lab.sh makes them.
. "${0%/*}/lab.sh"

step() {
	printf '\n# %s\n' "$*"
}

# shows NAME COMMAND...: the command as it would be typed there, and what
# comes of it.
shows() {
	name=$1
	shift
	echo "$name\$ $*"
	ip netns exec "$lab-$name" "$@" 2>&1
}

# signs_in MAC: what a login server does for a guest. The list is replaced at
# once: portal never sees half of it.
signs_in() {
	{ cat "$dir/allow.txt"; echo "$1"; } >"$dir/new" &&
	    mv "$dir/new" "$dir/allow.txt" && reload && firewall
}

list "$mac2 # the printer" "to $login # the login page"
webserver
serve
firewall

step 'Two guests on the bridge br.guest; one of them is on the list:'
cat "$dir/allow.txt"
step 'The other opens a page somewhere, and gets this instead:'
shows guest1 curl -gsSi "http://$web/"
step 'Over IPv6 just the same; a program that checks is not fooled:'
shows guest1 curl -gfsS "http://[$web6]/"
step 'HTTPS is refused at once, so that no certificate alarms:'
shows guest1 curl -sS "https://$web/"
step 'The login page is open to it:'
shows guest1 curl -sS "http://$login/"
step 'There it signs in: its MAC is appended to the list, SIGHUP, and
# portal -n br.guest | nft -f -'
signs_in "$mac1 # signed in" || fail 'cannot sign in'
cat "$dir/allow.txt"
step 'Its next connection passes, by the kernel alone, over both families:'
shows guest1 curl -gsSi "http://$web/"
shows guest1 curl -gsS "http://[$web6]/"
step 'What portal said meanwhile:'
count 511 >/dev/null
sed "s|$dir/||" "$dir/log"

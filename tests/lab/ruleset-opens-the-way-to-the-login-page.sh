#!/bin/sh
# A stranger reaches the login page's port if the URL of -u holds an address,
# here or elsewhere, of either family, and everything of a "to" line; nothing of
# it opens the same for other places, nor another port.
. "${0%/*}/lab.sh"
webserver
list "to $open" "to $open6"
serve
firewall
sees_guest() {
	get guest1 "http://$1/"
	want 200
	case $(cat "$dir/answer") in
	*"sees $ip1" | *"sees $six1") ;;
	*) fail "not straight to $1" ;;
	esac
}
sees_guest $login
sees_guest $open
sees_guest $open:443
sees_guest "[$open6]"
sees_guest "[$open6]:443"
get guest1 "http://$login:443/"
want 000
for port in 80 443; do
	firewall -u "http://[$web6]:$port/"
	sees_guest "[$web6]:$port"
	get guest1 "http://[$web6]:$((523 - port))/"
	[ "$status" != 200 ] || fail 'another port'
done
get guest1 "http://$login/"
want 511

# On the router itself: this port, at this address.
answers gateway br.guest
for at in 192.0.2.1 198.51.100.1; do
	firewall -u http://$at:1900/login
	as_expected guest1 <<-END
		no tcp 192.0.2.1 22
		no tcp $at 443
		yes tcp 192.0.2.1 80
	END
	firewall -u http://$at:22/login
	as_expected guest1 <<-END
		yes tcp $at 22
		no tcp 2001:db8:2::1 22
		no tcp 203.0.113.1 22
	END
done
# On port 80, where the page would be for who types the router's address.
firewall -u http://192.0.2.1/
get guest1 http://192.0.2.1/
want 000
grep -q 'mpty reply\|reset by peer' "$dir/said" || fail 'not the router itself'
get guest1 'http://[2001:db8:2::1]/'
want 511

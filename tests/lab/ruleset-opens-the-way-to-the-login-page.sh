#!/bin/sh
# A stranger reaches the login page's port if the URL holds an address, and
# everything of a "to" line; neither opens the same for other places.
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
	"$PORTAL" -u "http://[$web6]:$port/" -n br.guest | gateway nft -f -
	sees_guest "[$web6]:$port"
done
get guest1 "http://$login/"
want 511

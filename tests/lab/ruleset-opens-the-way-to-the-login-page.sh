#!/bin/sh
# A stranger reaches the login page's port if the URL holds an address, or if a
# name is this gateway's, and everything of a "to" line; nothing of it opens the
# same for other places.
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

"$PORTAL" -u https://login.lan/ -n br.guest | gateway nft -f -
on gateway python3 "$here/peer.py" answers br.guest
until_true 10 grep -q listening "$dir/gateway.out" || fail 'no services'
guest1 python3 "$here/peer.py" reach >"$dir/said" 2>&1 <<-END || fail 'by name'
	yes tcp 192.0.2.1 443
	yes tcp 2001:db8:2::1 443
	no tcp 192.0.2.1 80
	no tcp 198.51.100.1 443
	no tcp $web 443
END

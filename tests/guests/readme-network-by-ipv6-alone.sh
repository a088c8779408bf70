#!/bin/sh
# A guest that has IPv6 only: README's name and two addresses for the login page
# let it sign in, and it is known by its MAC. The router opens nothing else.
. "${0%/*}/network.sh"

# setting NAME: its value in README's paragraph on this.
setting() {
	sed -n '/^\*\*Guests with IPv6 alone/,/^$/p' "$README" |
	    grep -o "$1=\"[^\"]*\""
}

installed
writes /etc/portal/settings /etc/dnsmasq.d/guests.conf /etc/portal/list/allow
grep -o 'address=/login.guest/[0-9a-f:.]*' "$README" \
    >/etc/dnsmasq.d/login.conf || fail 'README names no name'
{
	setting login
	setting page
	cat "$dir/believe"
} >>/etc/portal/settings
printf '%s\n' 'to 192.0.2.1' 'to 2001:db8:2::1' >>$list
run router
name_server
web_servers
gateway busybox httpd -f -p '[2001:db8:2::1]:443' -h "$dir/www" &
pids="$pids $!"
run start
run login
login=http://login.guest:8080
names="--resolve login.guest:8080:[2001:db8:2::1]"
guest1 ip -4 address flush dev eth0
# shellcheck disable=SC2086 # words
within 10 guest1 curl -s $names $login/ || fail 'no login page'
guest1 busybox nslookup login.guest 2001:db8:2::1 >"$dir/said" 2>&1
grep -q '2001:db8:2::1' "$dir/said" || fail 'the name is not known'

[ "$(status guest1 "$world6")" = 511 ] || fail 'no 511'
grep -q "\"$login/\"" "$dir/answer" || fail 'not to the page'
# shellcheck disable=SC2086 # words
get guest1 -d '' $names "$login/cgi-bin/index.cgi?in" >"$dir/answer"
grep -q 'Welcome' "$dir/answer" || fail 'no welcome'
listed "^$mac1 # until"
[ "$(get guest1 "$world6")" = 'the world' ] || fail 'no way out'
[ "$(status guest1 'http://[2001:db8:2::1]:443/')" = 000 ] ||
    fail 'the router opens'
[ "$(status guest2 "$world")" = 511 ] || fail 'the other is let in, too'

# By IPv4 the same page serves the others.
get guest2 -d '' "http://192.0.2.1:8080/cgi-bin/index.cgi?in" >"$dir/answer"
grep -q 'Welcome' "$dir/answer" || fail 'no welcome by IPv4'
[ "$(get guest2 "$world")" = 'the world' ] || fail 'no way out by IPv4'

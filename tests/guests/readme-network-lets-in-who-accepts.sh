#!/bin/sh
# A day on README's guest network: a guest gets an address, is stopped, accepts
# the terms, reaches the world on 80 and 443; is expired, signs in again, signs
# out. Others do not pass meanwhile, and who is on the list gets neither into
# the router nor into its LAN. (S8)
. "${0%/*}/network.sh"

# Each block of README is run here or by the test that is named here.
for name in $(blocks); do
	case $name in
	/etc/portal/settings | /etc/portal/list/allow) ;;
	/etc/dnsmasq.d/guests.conf | /etc/dnsmasq.d/captive.conf) ;;
	/etc/portal/admin.nft | install | router | start | login | ask) ;;
	/etc/portal/staff/settings | staff | hotspot) ;; # readme-network-of-two
	service) ;;		# service/systemd-does-what-readme-says
	*) fail "README's block $name is not run by a test" ;;
	esac
done

installed
writes /etc/portal/settings /etc/dnsmasq.d/guests.conf \
    /etc/dnsmasq.d/captive.conf /etc/portal/list/allow /etc/portal/admin.nft
cat "$dir/believe" >>/etc/portal/settings
run router
name_server
web_servers

# A guest comes: an address, a router, names, and where the API is.
leases guest1
[ "$dns" = 192.0.2.1 ] || fail "the name server is $dns"
want=$(sed -n 's/^dhcp-option=114,//p' /etc/dnsmasq.d/captive.conf |
    tr -d '\n' | od -An -tx1 | tr -d ' \n')
[ "$api" = "$want" ] || fail "option 114 is $api"
[ "$(status guest1 "$world")" = 200 ] || fail 'no way out before portal runs'

# The router has pages of its own, as most have; they are not for guests.
gateway busybox httpd -f -p 192.0.2.1:443 -h "$dir/www" &
pids="$pids $!"
within 10 guest1 curl -sf http://192.0.2.1:443/ || fail 'no page of the router'

gateway busybox httpd -f -p 192.0.2.1:22 -h "$dir/www" &
pids="$pids $!"

run start
grep -q 'listening on' /var/log/portal || fail 'portal does not listen'
tail -n 1 "$dir/said" | grep -q 'listening on' || fail 'start does not say so'
run login
within 10 gateway curl -s $page/ || fail 'no login page'

# A stranger: the 511 on 80, a refusal on 443, names all the same.
[ "$(status guest1 "$world")" = 511 ] || fail 'a stranger gets no 511'
link=$(sed -n 's/.*<a href="\([^"]*\)".*/\1/p' "$dir/answer")
[ "$(status guest2 "$world6")" = 511 ] || fail 'no 511 by IPv6'
get guest1 -o /dev/null "$world_tls"
code=$?
[ "$code" = 7 ] || fail "HTTPS is not refused at once: $code"
guest1 busybox nslookup example.org 192.0.2.1 >"$dir/said" 2>&1 ||
    fail 'no names for a stranger'
want=$(sed -n 's/^dhcp-option=option6:103,//p' /etc/dnsmasq.d/captive.conf)
got=$(guest2 python3 "$here/dhcpv6.py" eth0 103) || fail 'no DHCPv6'
[ -n "$want" ] && [ "$got" = "$want" ] || fail "DHCPv6 option 103 is: $got"
does 3 /etc/portal/who "$ip"
grep -q "^stranger: $mac1 is not on the list" "$dir/said" || fail 'who is wrong'

# It goes where the link leads, and presses the button.
[ "$link" = "$page/" ] || fail "the link is $link"
get guest1 "$link" >"$dir/answer"
grep -q '<form method="post"' "$dir/answer" || fail 'no terms'
signs in guest1
grep -q 'Welcome.* 4 hours' "$dir/answer" || fail 'no welcome'
listed "^$mac1 # until 20..-..-..T..:..:..Z\$"
[ "$(get guest1 "$world")" = 'the world' ] || fail 'still no way out by 80'
[ "$(get guest1 "$world_tls")" = 'the world' ] || fail 'still no way by 443'
[ "$(status guest2 "$world")" = 511 ] || fail 'the other is let in, too'
get guest1 "$link" | grep -q 'You are signed in' || fail 'the page asks again'
does 0 /etc/portal/who "$ip"

# On the list it has the way out, and nothing of the router or the LAN.
[ "$(status guest1 http://192.0.2.1:443/)" = 000 ] || fail 'the router opens'
[ "$(status guest1 http://192.0.2.1:22/)" = 000 ] || fail 'port 22 opens'
[ "$(status guest2 http://192.0.2.1:22/)" = 200 ] || fail 'no way in for you'
gateway busybox httpd -f -p 198.51.100.1:80 -h "$dir/www" &
pids="$pids $!"
[ "$(status guest1 http://198.51.100.1/)" != 200 ] || fail 'the LAN opens'

# Again, and two at once: one line each, the list is whole.
signs in guest1 &
signs in guest2
wait $!
[ "$(grep -c "^$mac1 " $list)" = 1 ] || fail 'a second line'
[ "$(get guest2 "$world")" = 'the world' ] || fail 'the second is not let in'
listed '^02:00:00:00:00:99'
within 10 grep -q 'reloaded, ' /var/log/portal || fail 'no reload'

# Its time is over; it signs in again, and out.
sed -i "s/^$mac1 .*/$mac1 # until 2026-01-01T00:00:00Z/" $list
does 0 /etc/portal/expire
[ "$(status guest1 "$world")" = 511 ] || fail 'expired, and let through'
[ "$(get guest2 "$world")" = 'the world' ] || fail 'the other is expired, too'
signs in guest1
[ "$(get guest1 "$world")" = 'the world' ] || fail 'not let in again'
signs out guest1
grep -q 'You have left' "$dir/answer" || fail 'no farewell'
[ "$(status guest1 "$world")" = 511 ] || fail 'signed out, and let through'
! grep -q "^$mac1" $list || fail 'still on the list'

# The rest of README's blocks, and what it says of them.
run ask
cp $list "$dir/allow.saved"
restore=$(sed -n "s/.*\\(VISUAL='cp [^\`]*\\)\`.*/\\1/p" "$README")
[ -n "$restore" ] || fail 'README does not say how to restore the list'
: >$list
does 0 sh -c "$(echo "$restore" | sed "s|/root/|$dir/|")"
cmp $list "$dir/allow.saved" || fail 'not restored'
[ "$(get guest2 "$world")" = 'the world' ] || fail 'the backup lost a guest'
gateway /etc/portal/run -t -p /etc/portal/example.html >"$dir/said" 2>&1
grep -q 'one segment' "$dir/said" || fail 'the page of your own is not so'
if command -v logrotate >/dev/null; then
	does 0 logrotate -f -s "$dir/rotated" /etc/portal/logrotate.conf
	[ -s /var/log/portal.1 ] || fail 'nothing is rotated'
fi
# shellcheck disable=SC2016 # as README has it
cron=$(sed -n 's/.*`\*\/5 \* \* \* \* root \([^`]*\)`.*/\1/p' "$README")
[ -n "$cron" ] || fail 'README has no line for cron'
echo '02:00:00:00:00:77 # until 2026-01-01T00:00:00Z' >>$list
does 0 env -i PATH=/usr/bin:/bin sh -c "$cron"
! grep -q ':77' $list || fail 'cron expires nobody'
[ "$(get guest2 "$world")" = 'the world' ] || fail 'cron lost a guest'
does 0 /etc/portal/apply --open
[ "$(status guest1 "$world")" = 200 ] || fail 'opened, and still stopped'

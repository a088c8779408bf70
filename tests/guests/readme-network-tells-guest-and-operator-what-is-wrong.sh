#!/bin/sh
# A wrong line is on the list: the guest who signs in is asked to tell the
# house, stays a stranger, and the log names line and remedy; who was signed in
# stays so. apply says so, too, and what else it cannot do, with what stays in
# force.
. "${0%/*}/network.sh"
installed
writes /etc/portal/settings /etc/portal/list/allow
cat "$dir/believe" >>/etc/portal/settings
cat >"$dir/logger" <<-END
	#!/bin/sh
	echo "\$*" >>$dir/syslog
	END
chmod 755 "$dir" "$dir/logger"
mount --bind "$dir/logger" "$(command -v logger)"
run router
web_servers
run start
run login
within 10 gateway curl -s $page/ || fail 'no login page'
signs in guest1
[ "$(get guest1 "$world")" = 'the world' ] || fail 'not let in'

echo '10.0.1.0/8' >>$list
cp $list "$dir/was"
signs in guest2
grep -q 'Sorry, this did not work. Please tell the house' "$dir/answer" ||
    fail 'the guest is not told'
grep -q "sign-in: $list:4: host bits are set in 10.0.1.0/8; 10.0.0.0/8?\$" \
    "$dir/syslog" || fail 'the log does not say why'
[ "$(status guest2 "$world")" = 511 ] || fail 'let in all the same'
[ "$(get guest1 "$world")" = 'the world' ] || fail 'the other one is cut off'
cmp $list "$dir/was" || fail 'the list has changed'

# says CODE LINE ARGUMENT...: apply ends so, and this is the last it says.
says() {
	want_code=$1 line=$2
	shift 2
	does "$want_code" /etc/portal/apply "$@"
	[ "$(tail -n 1 "$dir/said")" = "$line" ] || fail "not said: $line"
	[ "$(get guest1 "$world")" = 'the world' ] || fail 'something changed'
}
says 2 'portal: /etc/portal: the old list stays in force'
grep -q "^portal: $list:4: host bits are set" "$dir/said" ||
    fail 'apply does not name the line'
sed -i '$d' $list
says 2 'usage: apply [--open] [@NAME]' now
cp /etc/portal/settings "$dir/settings"
sed -i 's/^interfaces=.*/interfaces="br-guest-of-the-house"/' \
    /etc/portal/settings
says 2 'portal: /etc/portal: no ruleset; the old one stays'
cp "$dir/settings" /etc/portal/settings
echo 'insert rule inet portal_8511 no_such_chain accept' >/etc/portal/admin.nft
says 1 "portal: /etc/portal: nft did not take the list: portal goes on with\
 the old one"
rm /etc/portal/admin.nft
does 0 /etc/portal/apply
signs in guest2
[ "$(get guest2 "$world")" = 'the world' ] || fail 'mended, and not let in'

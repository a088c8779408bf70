#!/bin/sh
# Who is listed and comes here later than -w and two seconds after the list was
# loaded has not been let pass by the firewall: the first such client after each
# load is logged, with its line and the remedy; those before are no sign of it.
. "${0%/*}/../lib.sh"
printf '192.0.2.1\n127.0.0.2\n' >"$dir/list"
start -w 1 -a "$dir/list"
listed() {
	client open=127.0.0.2 'send=GET / HTTP/1.0\r\n\r\n' read
	want 'HTTP/1.1 421'
}
differs() {
	grep -c ' came here, but .*firewall and list differ' "$dir/log"
}
line="^portal: 127.0.0.2:[0-9]* came here, but $dir/list:2 lets it pass: \
127.0.0.2; firewall and list differ: load the ruleset again\$"
listed
[ "$(differs)" = 0 ] || fail 'said at once'
# One that was connected before that time is no sign, either, however late.
client open=127.0.0.2 'send=GET / HTTP/1.0\r\n\r\n' read open=127.0.0.3 \
    'send=GET / HTTP/1.0\r\n\r\n' read pause=3100
[ "$(differs)" = 0 ] || fail 'said of a stranger'
listed
listed
[ "$(differs)" = 1 ] || fail 'not once'
logged "$line" || fail 'other words'
kill -HUP "$pid"
until_true 10 logged reloaded || fail 'no reload'
listed
[ "$(differs)" = 1 ] || fail 'said at once after a load'
client open pause=3100
listed
listed
[ "$(differs)" = 2 ] || fail 'not once more after a load'

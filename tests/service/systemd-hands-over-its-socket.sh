#!/bin/sh
# The units: systemd listens, the first guest starts portal, which has
# nothing of root; when it is killed, or restarted, who comes meanwhile waits
# and is answered; wrong settings end it; disabled, it stays away. Plain only.
. "${0%/*}/service.sh"
port=8511

systemctl start portal.socket || fail 'no socket'
[ "$(main_pid portal)" = 0 ] || fail 'it runs before anybody came'
get
pid=$(main_pid portal)
[ "$pid" != 0 ] || fail 'it does not run'

# has FIELD PATTERN: of its /proc/PID/status.
has() {
	grep -q "^$1:[[:space:]]*$2\$" "/proc/$pid/status" ||
	    fail "not $2: $(grep "^$1" "/proc/$pid/status")"
}
has Uid '[1-9][0-9]*	.*'
has CapPrm 0000000000000000
has CapBnd 0000000000000000
has NoNewPrivs 1
has Seccomp 2
logged 'listening on \[::\]:8511' || fail 'not for both families'
! logged 'SIGHUP will not be able' || fail 'the list is out of its reach'

kill -KILL "$pid"
get
[ "$(main_pid portal)" != "$pid" ] || fail 'the same after its end'
systemctl restart portal &
get
wait "$!" || fail 'no restart'
third() {
	[ "$(grep -c 'listening on' /run/log)" = 3 ]
}
until_true 10 third || fail 'not started three times'

systemctl enable --now portal || fail 'not enabled'
systemctl disable --now portal.socket portal ||
    fail 'not disabled'
! systemctl -q is-active portal.socket || fail 'the next guest starts it again'
echo 'options=-Z' >>/etc/portal/settings
systemctl start portal
until_true 10 systemctl -q is-failed portal || fail 'it is tried again'
[ "$(systemctl show -P ExecMainStatus portal)" = 2 ] || fail 'not by exit 2'

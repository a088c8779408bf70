#!/bin/sh
# The template unit for a process a core: two processes of one user that nobody
# else is share the port. Plain only.
. "${0%/*}/service.sh"
port=8511
systemctl enable --now portal-core@1 portal-core@2 || fail 'they do not start'
both() {
	[ "$(grep -c 'listening on' /run/log)" = 2 ]
}
until_true 10 both || fail 'not two'
one=$(main_pid portal-core@1) two=$(main_pid portal-core@2)
[ "$(stat -c %u "/proc/$one")" = "$(stat -c %u "/proc/$two")" ] ||
    fail 'two users'
[ "$(stat -c %u "/proc/$one")" != 0 ] || fail 'as root'

# Of two, each gets some: that one gets all of 64 is as likely as 2 to -63.
n=0
while [ "$((n += 1))" -le 64 ]; do
	get
done
pid=$one
one=$(count accepted)
pid=$two
two=$(count accepted)
[ "$one" -gt 0 ] && [ "$two" -gt 0 ] ||
    fail "they got $one and $two"
[ "$((one + two))" = 64 ] || fail "together they got $one + $two"

#!/bin/sh
# README's template unit: two processes of one user that nobody else is share
# the port. Plain only.
. "${0%/*}/service.sh"
. "${0%/*}/../guests/readme.sh"
port=8511
systemctl start portal.socket || fail 'no socket'
block cores >"$dir/cores" || fail 'no block'
sh -eu "$dir/cores" >"$dir/said" 2>&1 || fail 'README commands fail'
both() {
	[ "$(grep -c 'listening on' /run/log)" = 2 ]
}
until_true 10 both || fail 'not two'
[ "$(main_pid portal)" = 0 ] || fail 'the one that was alone stays'
one=$(main_pid portal@1) two=$(main_pid portal@2)
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

#!/bin/sh
# A client that does not read stops its server, takes no memory here, and gets
# everything when it reads.
. "${0%/*}/lab.sh"
list $mac1
serve
firewall "$dir/nobody"
peers pour
resident() {
	sed -n 's/^VmRSS:[^0-9]*\([0-9]*\) kB/\1/p' "/proc/$pid/status"
}
poured() {
	grep -c '^poured' "$dir/origin.out"
}
stopped() {
	was=$now
	now=$(poured)
	[ "$was" = "$now" ] || same=0
	same=$((same + 1))
	[ "$now" -gt 0 ] && [ "$same" -gt 10 ]
}
before=$(resident)
open_session guest1 slow
now=0 same=0
until_true 20 stopped || fail 'nothing stops the server'
[ "$now" -lt 100 ] || fail 'all went somewhere'
[ "$(resident)" -lt $((before + 1024)) ] || fail 'it went into memory'
echo >&3
says '^104857600 octets$' || fail "$(cat "$dir/session")"

#!/bin/sh
# 500 relays at once, each with its own octets; then every descriptor is back.
. "${0%/*}/lab.sh"
list $mac1
serve
firewall "$dir/nobody"
peers echo
descriptors() {
	find "/proc/$pid/fd" -mindepth 1 | grep -c ''
}
few() {
	[ "$(descriptors)" -le "$1" ]
}
before=$(descriptors)
open_session guest1 hold 500
says 'all are open' || fail "not all: $(cat "$dir/session")"
[ "$(count relaying)" = 500 ] || fail 'not 500'
get guest2 "http://$web/"
want 511
close_session || fail "$(cat "$dir/session")"
until_true 5 counted relaying 0 || fail 'a relay stays'
until_true 5 few $((before + 64)) || fail 'descriptors stay'

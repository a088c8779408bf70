#!/bin/sh
# All of it with TPROXY instead of redirection.
here=${0%/*}
failed=0
for name in strangers-get-511 allowed-by-mac-address-or-prefix-pass \
    relays-100-mb-down-and-up-unchanged relays-half-closed-connections \
    relays-resets-as-resets list-changes-touch-new-connections-only \
    hosts-and-headers-open-nothing the-port-itself-gets-421-and-never-loops \
    https-of-a-stranger-is-refused-at-once ruleset-guards-the-gateway \
    ruleset-opens-the-way-to-the-login-page \
    a-request-begun-as-a-stranger-ends-as-one \
    a-relay-goes-on-when-the-kernel-lets-its-guest-pass; do
	shape=tproxy sh "$here/$name.sh" && continue
	code=$?
	[ $code != 77 ] || exit 77
	echo "$name fails with TPROXY"
	failed=1
done
exit $failed

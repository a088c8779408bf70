#!/bin/sh
# A TLS hello, whole or in pieces, of one octet or of more than a record holds,
# gets the seven octets of a fatal alert, access_denied, and an end in order: no
# reset, not even to what comes after. (RFC 8446 6)
. "${0%/*}/../lib.sh"
start
printf '\025\003\003\000\002\002\061' >"$dir/alert"
hello='\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'
hellos=0

# denied STEP...: the client that says so gets the alert, and reads an end.
denied() {
	client open "$@"
	cmp -s "$dir/answer" "$dir/alert" || fail "no alert: $*"
	said '^read 7 octets, closed, '
	! grep -q 'reset\|stuck' "$dir/said" || fail "not in order: $*"
	hellos=$((hellos + 1))
}

denied 'send=\x16' read
denied 'send=\x16' half read
denied "send=$hello" read
denied "drip=$hello" read
denied 'send=\x16' read "send=$hello" fill=500 half
denied "send=$hello" fill=500 read
denied "send=$hello" fill=16400 read
denied "send=$hello" fill=50000 read
denied "send=$hello" read fill=16400 recv
said '^fill 16400 octets, open, '
said '^recv 0 octets, closed, '

# Nothing of it is an answer of another kind, nor a client that was silent.
counted tls "$hellos" || fail 'not counted as an answer of its own'
for name in 511 302 400 408 421 silent gone late; do
	counted $name 0 || fail "counted as $name"
done

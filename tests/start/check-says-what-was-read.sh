#!/bin/sh
# -t checks options, page and list, says what was read, and starts nothing.
. "${0%/*}/../lib.sh"
portal -u "$login" -a "$tests/sample-allow.txt" -t
[ "$code" = 0 ] || fail "exit $code"
said 'sample-allow.txt: 5 entries: 2 IPv4, 1 IPv6, 1 MAC, 1 destination'
said '[0-9] octets'
! grep -q 'listening' "$dir/said" || fail 'it listens'
portal -u "$login" -a "$tests/no-such-list" -t
[ "$code" != 0 ] || fail 'a missing list is no error'
portal -u ftp://a -t
[ "$code" = 2 ] || fail "a wrong URL: exit $code"

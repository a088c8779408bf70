#!/bin/sh
# A list with more entries than the table has room for is an error, and so is
# a file that is too large.
. "${0%/*}/../lib.sh"
tiny
printf '192.0.2.1\n192.0.2.3\n192.0.2.5\n192.0.2.7\n' >"$dir/allow.txt"
portal -u "$login" -a "$dir/allow.txt" -t
[ "$code" = 0 ] || fail "four: exit $code"
echo 192.0.2.9 >>"$dir/allow.txt"
portal -u "$login" -a "$dir/allow.txt" -t
[ "$code" = 2 ] || fail "five: exit $code"
said 'allow.txt:5: one entry too many; split the network: 192.0.2.9$'
printf '#%05000d\n' 0 >"$dir/allow.txt"
portal -u "$login" -a "$dir/allow.txt" -t
[ "$code" = 2 ] || fail "large: exit $code"
said 'allow.txt: larger than 4096 octets$'

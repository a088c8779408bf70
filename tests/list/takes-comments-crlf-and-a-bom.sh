#!/bin/sh
# Comments, blank lines, CRLF, a byte order mark, white space, doubles and a
# last line without an end are no errors.
. "${0%/*}/../lib.sh"
printf '\357\273\277192.0.2.1\r\n\r\n# all\n\t192.0.2.1 # again\n192.0.2.0/24' \
    >"$dir/allow.txt"
portal -u "$login" -a "$dir/allow.txt" -t
[ "$code" = 0 ] || fail "exit $code"
said '3 entries: 3 IPv4'

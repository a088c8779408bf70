#!/bin/sh
# The deadline is set once: octets that trickle in do not move it. (S2)
. "${0%/*}/../lib.sh"
start -w 1
set --
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
	set -- "$@" "send=$i" pause=200
done
client open 'send=GET /' "$@" 'send= HTTP/1.0\r\n\r\n' read
want 'HTTP/1.1 408 Request Timeout'

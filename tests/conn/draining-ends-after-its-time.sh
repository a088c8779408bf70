#!/bin/sh
# What still comes after the answer is read away for a bounded time only. (S2)
. "${0%/*}/../lib.sh"
tiny
start
set --
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
	set -- "$@" send=x pause=200
done
client open 'send=POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\n\r\n' \
    "$@" fill=1
want ''
said '^fill 0 octets, reset'

#!/bin/sh
# All memory is there before the first client: whatever they do, and a reload,
# takes none. Plain only. (S5)
. "${0%/*}/../lib.sh"
echo 192.0.2.1 >"$dir/allow.txt"
start -a "$dir/allow.txt" -w 1 -c 8
trace -e trace=memory,clone,fork,vfork,execve
set --
for _ in 1 2 3 4 5 6 7 8 9 10 11 12; do
	set -- "$@" open 'send=GET /'
done
client "$@" read open 'drip=GET / HTTP/1.0\r\n\r\n' read \
    open 'send=POST / HTTP/1.0\r\nContent-Length: 9999999\r\n\r\n' \
    fill=300000 half read open reset open 'send=G' reset \
    open 'send=GET / HTTP/1.1\r\n\r\n' read
for _ in 1 2 3; do
	: >"$dir/log"
	kill -HUP "$pid"
	until_true 10 logged reloaded || fail 'not reloaded'
done
count held >/dev/null
untrace
! grep -v '^---\|^strace\|^\[ Process' "$dir/trace" || fail 'it asks for memory'

#!/bin/sh
# A whole request costs these six system calls and no other. Plain only.
. "${0%/*}/../lib.sh"
start
trace
for _ in 1 2 3 4 5; do
	client open 'send=GET / HTTP/1.1\r\nHost: a\r\n\r\n' read
	want 'HTTP/1.1 511'
done
untrace
one='epoll_wait accept4 recvfrom sendto shutdown close '
[ "$(calls)" = "$one$one$one$one${one}epoll_wait " ] || fail "$(calls)"

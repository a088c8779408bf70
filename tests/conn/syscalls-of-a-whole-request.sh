#!/bin/sh
# A whole request costs these six system calls and no other. Plain only. (The
# clock is no call where the vDSO has it.)
. "${0%/*}/../lib.sh"
start
trace
for _ in 1 2 3 4 5; do
	client open 'send=GET / HTTP/1.1\r\nHost: a\r\n\r\n' read
	want 'HTTP/1.1 511'
done
untrace
# What was under way when the trace began may be seen ending.
calls=$(sed -n 's/^\([a-z0-9_]*\)(.*/\1/p' "$dir/trace" |
    sed '/clock_gettime/d; s/epoll_pwait/epoll_wait/; 1{/restart/d}
	s/^recv$/&from/; s/^send$/&to/' |
    sed '1s/^accept4/epoll_wait accept4/' | tr '\n' ' ')
one='epoll_wait accept4 recvfrom sendto shutdown close '
[ "$calls" = "$one$one$one$one${one}epoll_wait " ] || fail "$calls"

#!/bin/sh
# With MACs on the list a whole request costs three system calls more, to ask
# the neighbour table: the interface, the question, the answer; for who is
# listed by its address, none. Plain only.
. "${0%/*}/../lib.sh"
echo 02:00:00:00:00:01 >"$dir/list"
echo 127.0.0.2 >>"$dir/list"
start -a "$dir/list"

# calls FROM STATUS: the system calls of three requests from there.
calls() {
	trace
	for _ in 1 2 3; do
		client open="$1" 'send=GET / HTTP/1.1\r\nHost: a\r\n\r\n' read
		want "HTTP/1.1 $2"
	done
	untrace
	# What was under way when the trace began may be seen ending.
	calls=$(sed -n 's/^\([a-z0-9_]*\)(.*/\1/p' "$dir/trace" |
	    sed '/clock_gettime/d; s/epoll_pwait/epoll_wait/; 1{/restart/d}
		s/^recv$/&from/; s/^send$/&to/' |
	    sed '1s/^accept4/epoll_wait accept4/' | tr '\n' ' ')
	[ "$calls" = "$3$3${3}epoll_wait " ] || fail "$1: $calls"
}
calls 127.0.0.1 511 'epoll_wait accept4 recvfrom getsockopt sendto recvfrom '\
'sendto shutdown close '
calls 127.0.0.2 421 'epoll_wait accept4 recvfrom sendto shutdown close '

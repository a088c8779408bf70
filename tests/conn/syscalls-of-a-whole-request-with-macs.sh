#!/bin/sh
# With MACs on the list a whole request costs three system calls more, to ask
# the neighbour table: the interface, the question, the answer; for who is
# listed by its address, none. Plain only.
. "${0%/*}/../lib.sh"
echo 02:00:00:00:00:01 >"$dir/list"
echo 127.0.0.2 >>"$dir/list"
start -a "$dir/list"

# costs FROM STATUS CALLS: each of three requests from there.
costs() {
	trace
	for _ in 1 2 3; do
		client open="$1" 'send=GET / HTTP/1.1\r\nHost: a\r\n\r\n' read
		want "HTTP/1.1 $2"
	done
	untrace
	[ "$(calls)" = "$3$3${3}epoll_wait " ] || fail "$1: $(calls)"
}
costs 127.0.0.1 511 'epoll_wait accept4 recvfrom getsockopt sendto recvfrom '\
'sendto shutdown close '
costs 127.0.0.2 421 'epoll_wait accept4 recvfrom sendto shutdown close '

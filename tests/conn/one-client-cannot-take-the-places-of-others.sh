#!/bin/sh
# With its share used up, a client's further unfinished requests cost only
# itself: another client's stays. (S4)
. "${0%/*}/../lib.sh"
start -c 4 -k 2 -w 60
set -- open=127.0.0.2 'send=GET /'
for _ in 1 2 3 4 5 6 7 8 9; do
	set -- "$@" open=127.0.0.1 'send=GET /'
done
client "$@" use=1 'send= HTTP/1.0\r\n\r\n' read
want 'HTTP/1.1 511'
[ "$(count peak)" -le 3 ] || fail 'more than its share'

#!/bin/sh
# A thousand unfinished requests are held, and all are served when whole.
. "${0%/*}/../lib.sh"
start -k 1000 -w 60
set --
for i in $(seq 1000); do
	set -- "$@" open 'send=GET /'
done
for i in $(seq 1000); do
	set -- "$@" "use=$i" 'send= HTTP/1.0\r\n\r\n' read
done
client "$@"
[ "$(answers 511)" = 1000 ] || fail 'not all'
counted 511 1000 || fail 'counted otherwise'

#!/bin/sh
# However many unfinished requests there are, one that is whole is answered,
# and needs no room in the table. (S3)
. "${0%/*}/../lib.sh"
start -c 4 -w 60
set --
for _ in 1 2 3 4; do
	set -- "$@" open 'send=GET /'
done
client "$@" open 'send=GET / HTTP/1.0\r\n\r\n' read
want 'HTTP/1.1 511'
counted evicted 0 || fail 'it took the place of another'

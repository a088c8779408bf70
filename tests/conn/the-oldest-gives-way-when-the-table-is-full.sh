#!/bin/sh
# When the table is full the oldest unfinished request gives way; the others
# are served when they are whole. (S3)
. "${0%/*}/../lib.sh"
start -c 4 -w 60
client open 'send=GET /' open 'send=GET /' open 'send=GET /' \
    open 'send=GET /' open 'send=GET /' use=1 read \
    use=2 'send= HTTP/1.0\r\n\r\n' read use=5 'send= HTTP/1.0\r\n\r\n' read
said '^read 0 octets\|^read .* closed'
[ "$(answers 511)" = 2 ] || fail 'not both served'
counted evicted 1 || fail 'not one evicted'
counted peak 4 || fail 'peak is not 4'

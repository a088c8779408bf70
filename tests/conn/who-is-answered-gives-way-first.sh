#!/bin/sh
# When the table is full, who is answered already and only drained gives way,
# however new; after that the oldest unfinished request. (S3)
. "${0%/*}/../lib.sh"
start -c 4 -w 60
client open 'send=GET /' open 'send=GET /' open 'send=GET /' \
    open 'send=POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n' recv \
    open 'send=GET /' use=4 read use=1 'send= HTTP/1.0\r\n\r\n' read \
    use=2 'send= HTTP/1.0\r\n\r\n' read use=3 'send= HTTP/1.0\r\n\r\n' read \
    use=5 'send= HTTP/1.0\r\n\r\n' read
[ "$(answers 511)" = 5 ] || fail 'not all are served'
counted evicted 1 || fail 'not one evicted'

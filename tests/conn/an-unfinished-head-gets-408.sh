#!/bin/sh
# A head that was begun and is not finished in time gets 408. (RFC 9110
# 15.5.9)
. "${0%/*}/../lib.sh"
start -w 1
client open 'send=GET / HTTP/1.1\r\nHost: a\r\n' read
want 'HTTP/1.1 408 Request Timeout'
said ', closed,'
counted 408 1 || fail 'not counted'

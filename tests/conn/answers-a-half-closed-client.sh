#!/bin/sh
# A client that half-closes after its request still gets the answer.
. "${0%/*}/../lib.sh"
start
client open 'send=GET / HTTP/1.0\r\n\r\n' half read
want 'HTTP/1.1 511'
said ', closed,'
client open 'drip=GET / HTTP/1.0\r\n\r\n' half read
want 'HTTP/1.1 511'
said ', closed,'

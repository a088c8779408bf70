#!/bin/sh
# Who sends a head far too large gets its 431 and an end, not a reset that may
# destroy the 431 on its way: the rest is read away. (RFC 9112 9.6)
. "${0%/*}/../lib.sh"
start
client open 'send=GET / HTTP/1.1\r\nHost: a\r\nA: ' fill=1000000 half read
want 'HTTP/1.1 431'
said '^fill 1000000 octets'
said ', closed,'

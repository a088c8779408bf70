#!/bin/sh
# After every refusal, too, what is still arriving is drained before the close:
# a reset could destroy the answer on its way. (RFC 9112 9.6)
. "${0%/*}/../lib.sh"
start -w 1

# refused STATUS FORMAT: more comes a while after the answer was sent.
refused() {
	client open "send=$2" recv fill=100000 half read
	want "HTTP/1.1 $1 "
	said '^fill 100000 octets, open'
	said '^read 0 octets, closed'
}
long=$(printf '%09000d' 0)
refused 400 'GET / HTTP/1.1\r\n\r\n'
refused 400 'GET / HTTP/1.1\r\nHost : a\r\n'
refused 408 'GET / HTTP/1.1\r\nHost'
refused 414 "GET /$long"
refused 431 "GET / HTTP/1.1\r\nHost: a\r\nA: $long\r\nB: $long"
refused 501 'GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: x, chunked\r\n\r\n'
refused 505 'GET / HTTP/2.0\r\n'
client open 'send=\x16\x03' recv fill=100000 half read
said '^recv 7 octets'
said '^fill 100000 octets, open'
said '^read 0 octets, closed'
counted gone 0 || fail 'something was cut'

#!/bin/sh
# Clients that reset their connection, at whatever moment, harm nobody.
. "${0%/*}/../lib.sh"
start
for _ in 1 2 3 4 5; do
	client open reset open 'send=GET' reset \
	    open 'send=GET / HTTP/1.0\r\n\r\n' reset \
	    open 'send=POST / HTTP/1.0\r\nContent-Length: 9\r\n\r\nx' reset
done
client open 'send=GET / HTTP/1.0\r\n\r\n' read
want 'HTTP/1.1 511'
until_true 5 counted held 0 || fail 'some are still held'

#!/bin/sh
# What still comes after the answer is read away up to a bound only. (S2)
. "${0%/*}/../lib.sh"
tiny
start
client open 'send=POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n' \
    fill=100000000
said '^fill [0-9]* octets, reset'

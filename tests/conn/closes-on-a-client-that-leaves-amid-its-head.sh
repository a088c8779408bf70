#!/bin/sh
# A client that half-closes before its head is whole is not waited for.
. "${0%/*}/../lib.sh"
start -w 60
client open 'send=GET / HT' half read
said ', closed,'
counted held 0 || fail 'still held'

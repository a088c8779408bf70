#!/bin/sh
# A TLS hello is closed without an octet.
. "${0%/*}/../lib.sh"
start
ask '\026\003\001\002\000\001\000\001\374\003\003'
want_silence
counted silent 1 || fail 'not counted as silent'

#!/bin/sh
# A connection that never sent an octet is closed without one: browsers open
# such in advance.
. "${0%/*}/../lib.sh"
start -w 1
client open read
want_silence
said '^read 0 octets, \(closed\|reset\),'
counted 408 0 || fail 'counted as 408'

#!/bin/sh
# A connection that a guest opened before it was put on the list stays a
# stranger's: it gets its 511, neither nothing nor something else.
. "${0%/*}/lab.sh"
# Else the kernel may find the connection by a short cut that hides a mistake.
gateway sh -c 'echo 0 >/proc/sys/net/ipv4/tcp_early_demux'
peers echo
serve
firewall
open_session guest1 late
says begun || fail 'no connection'
until_true 10 counted held 1 || fail 'not held'
list $mac1
reload
firewall
echo >&3
says '^HTTP/1.1 511 ' || fail 'no 511'

#!/bin/sh
# A relay that is open when the ruleset begins to let its guest pass goes on
# through portal; only new connections go straight.
. "${0%/*}/lab.sh"
# Else the kernel may find the connection by a short cut that hides a mistake.
gateway sh -c 'echo 0 >/proc/sys/net/ipv4/tcp_early_demux'
peers echo
list $mac1
serve
firewall "$dir/nobody"
open_session guest1 talk
echo one >&3
says one || fail 'no relay'
firewall
echo two >&3
says two || fail 'the relay is cut'
[ "$(count relaying)" = 1 ] || fail 'no relay any more'

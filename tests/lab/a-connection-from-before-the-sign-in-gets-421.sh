#!/bin/sh
# A connection that a guest opened before it signed in is tied to portal by its
# NAT entry. Used afterwards it is not told to sign in: it gets a page that
# reloads, 421, with the link for the case that it does not help; the guest's
# next connection passes.
. "${0%/*}/lab.sh"
# Else the kernel may find the connection by a short cut that hides a mistake.
gateway sh -c 'echo 0 >/proc/sys/net/ipv4/tcp_early_demux'
gate
open_session guest1 late
says begun || fail 'no connection'
until_true 10 counted held 1 || fail 'not held'
list $mac1
firewall
reload
echo >&3
says '^HTTP/1.1 421 ' || fail 'no 421'
get guest1 "http://$web/"
want 200
! grep -q 'firewall and list differ' "$dir/log" || fail 'they do not differ'

#!/bin/sh
# A login page that is one of portal's own listeners would send people round in
# a ring: that is said at start. With a listener on all addresses the same port
# is enough, since the address may come up later. Another port is fine.
. "${0%/*}/../lib.sh"
start
free=$port
stop
ring() {
	serve -u "$1" -l "$2"
	kill -TERM "$pid"
	wait "$pid"
	pids=
	logged "^portal: -u has this server's own port: if it is this server,\
 nobody can sign in at $1\$"
}
ring "http://127.0.0.1:$free/" "127.0.0.1:$free" || fail 'the same is not named'
ring "http://127.0.0.1:$free/" "0.0.0.0:$free" || fail 'one of all is not named'
! ring "http://127.0.0.2:$free/" "127.0.0.1:$free" || fail 'another is named'
ring "http://192.0.2.1:$free/" "0.0.0.0:$free" ||
    fail 'one that may come here is not named'
! ring http://127.0.0.1/ "127.0.0.1:$free" || fail 'another port is named'

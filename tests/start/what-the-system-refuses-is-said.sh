#!/bin/sh
# What portal cannot do without, refused by the system, ends it: exit 1, with
# the call's purpose and the reason. Plain only: it is strace that refuses.
. "${0%/*}/../lib.sh"
refusing

# refused CALL ERROR LINE: portal ends so, and that is the last it says.
refused() {
	call=$1 error=$2
	portal -u "$login" -l 127.0.0.1:0
	[ "$code" = 1 ] || fail "$call: exit $code"
	[ "$(tail -n 1 "$dir/said")" = "portal: $3" ] || fail "not said: $3"
}
nope='Operation not permitted'
# The first two, at least, ask for and set the number of descriptors.
refused prlimit64 EPERM:when=3+ "cannot lower limits: $nope"
refused capset EPERM "cannot drop capabilities: $nope"
refused prctl EPERM "cannot drop capabilities: $nope"
refused signalfd4 ENOMEM 'no epoll or signalfd: Cannot allocate memory'
refused epoll_create1 EMFILE 'no epoll or signalfd: Too many open files'
refused epoll_ctl ENOSPC:when=1 \
    'no epoll or signalfd: No space left on device'
refused epoll_ctl ENOSPC:when=2 \
    'cannot watch a listener: No space left on device'
refused bind EACCES "cannot listen on 127.0.0.1:0: Permission denied; start it\
 as root, with -U USER"

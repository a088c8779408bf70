#!/bin/sh
# README's start block ends, and its last line is the reason, when portal cannot
# start: here because somebody else has the port.
. "${0%/*}/network.sh"
installed
writes /etc/portal/settings /etc/portal/list/allow
gateway busybox nc -l -p 8511 </dev/null >/dev/null 2>&1 &
pids="$pids $!"
within 10 gateway sh -c 'ss -ltn | grep -q :8511' || fail 'nobody has the port'
block start >"$dir/block"
(cd / && ip netns exec "$lab-gateway" timeout 30 sh "$dir/block") \
    >"$dir/said" 2>&1 || fail 'the block does not end'
tail -n 1 "$dir/said" |
    grep -q '^portal: cannot listen on .*: Address already in use' ||
    fail 'the last line is not the reason'

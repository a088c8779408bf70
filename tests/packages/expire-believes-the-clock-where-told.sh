#!/bin/sh
# Where no time server is to be had, the settings say that the clock is right.
. "${0%/*}/gateway.sh"
echo no >"$dir/clock"
echo 'clock=believe' >>"$box/settings"
does 0 sign-in 192.0.2.11
has "$mac # until 2026-11-28T04:00:00Z"
echo 1795910400 >"$dir/now"
does 0 expire
has_not "$mac"
# busybox asks the kernel as timedatectl does, and needs no bus.
rm "$dir/bin/timedatectl"
echo 'clock=kernel' >>"$box/settings"
stand_in busybox <<-'END2'
	printf '    status:       0\n    return value: 0 (clock synchronized)\n'
	END2
echo 1795824000 >"$dir/now"
does 0 sign-in 192.0.2.11
has "$mac # until 2026-11-28T04:00:00Z"
stand_in busybox <<-'END2'
	printf '    status:       64 (UNSYNC)\n    return value: 5\n'
	END2
does 0 sign-in 192.0.2.11
has "$mac # until 4 hours after the clock is set"

#!/bin/sh
# A last line without a newline stays a line of its own.
. "${0%/*}/gateway.sh"
printf '02:00:00:00:00:99' >"$allow"
does 0 sign-in 192.0.2.11
has '02:00:00:00:00:99'
has "$mac # until .*"
: >"$allow"
does 0 sign-in 192.0.2.11
has "$mac # until .*"

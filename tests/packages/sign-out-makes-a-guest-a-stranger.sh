#!/bin/sh
# sign-out takes off what sign-in wrote, by address or MAC, and nothing that the
# operator wrote.
. "${0%/*}/gateway.sh"
cp "$allow" "$dir/was"
does 0 sign-in 192.0.2.11
does 0 sign-out 192.0.2.11
as_it_was
does 0 sign-in 192.0.2.11
does 0 sign-out "$mac"
as_it_was
echo "$mac # the cook's own" >>"$allow"
does 0 sign-in 192.0.2.11
does 0 sign-out 192.0.2.11
has "$mac # the cook's own"
has_not 'until'

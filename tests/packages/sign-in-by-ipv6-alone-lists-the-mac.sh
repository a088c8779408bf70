#!/bin/sh
# A guest that has IPv6 only is listed by MAC, as the others are.
. "${0%/*}/gateway.sh"
does 0 sign-in 2001:db8:2::12
has '02:00:00:00:00:12 # until 2026-11-28T04:00:00Z'

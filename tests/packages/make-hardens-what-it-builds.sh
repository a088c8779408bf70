#!/bin/sh
# make hardens: position-independent, everything bound and read-only at start,
# no executable stack, stack protector, no string function unchecked that could
# be. Flags of one's own replace all of it. Plain only.
. "${0%/*}/../lib.sh"
need readelf make
cp "$top/Makefile" "$top/portal.c" "$top/portal.h" "$dir"
(cd "$dir" && make portal) >"$dir/said" 2>&1 || fail 'it does not build'
readelf -hldsW "$dir/portal" >"$dir/elf" 2>/dev/null
for mark in 'Type: *DYN' GNU_RELRO 'FLAGS.*BIND_NOW' 'GNU_STACK .* RW ' \
    __stack_chk_fail '__[a-z]*_chk'; do
	grep -q "$mark" "$dir/elf" || fail "not $mark"
done
(cd "$dir" && make -B CFLAGS=-O1 LDFLAGS= portal) >"$dir/said" 2>&1 ||
    fail 'it does not build with other flags'
! grep -q -- '-f\|-W\|-D' "$dir/said" || fail 'flags of its own stay'

#!/bin/sh
# tcc loses glibc's word that epoll_event is packed: the build stops, and make
# says in a line what to do; it writes to no file but its own. With musl's
# headers tcc makes a portal that answers. Plain only: it makes its own.
. "${0%/*}/../lib.sh"
need tcc
[ "$(uname -m)" = x86_64 ] || skip 'epoll_event is packed on x86-64 only'
! tcc -o "$dir/portal" "$top/portal.c" >"$dir/said" 2>&1 || fail 'it builds'
said 'tcc with musl'
cp "$top/Makefile" "$top/portal.c" "$top/portal.h" "$dir"
null=$(ls -l /dev/null)
for make in 'make -n' make; do
	(cd "$dir" && $make CC=tcc portal) >"$dir/said" 2>&1
done
said '^tcc makes portal with musl alone'
[ "$null" = "$(ls -l /dev/null)" ] || fail '/dev/null is another file now'
[ ! -e "$dir/a.out" ] && [ ! -e "$dir/-" ] || fail 'it writes where it wants'
musl=/usr/lib/x86_64-linux-musl
[ -f $musl/crt1.o ] || skip 'no musl here'
tcc=$(tcc -print-search-dirs | sed -n 's/^install: //p')
tcc -static -nostdlib -nostdinc -I/usr/include/x86_64-linux-musl \
    -I"$tcc/include" -o "$dir/portal" $musl/crt1.o $musl/crti.o \
    "$top/portal.c" $musl/libc.a "$tcc/libtcc1.a" $musl/crtn.o \
    2>"$dir/said" || fail 'no build'
[ ! -s "$dir/said" ] || fail 'it is not silent'
PORTAL=$dir/portal
start
ask 'GET / HTTP/1.0\r\n\r\n'
want 'HTTP/1.1 511'

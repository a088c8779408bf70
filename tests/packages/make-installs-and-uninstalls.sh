#!/bin/sh
# make install puts portal into DESTDIR and SBINDIR, uninstall takes it away.
. "${0%/*}/../lib.sh"
need make
unset MAKEFLAGS MFLAGS
make -s -C "$top" install DESTDIR="$dir/to" PREFIX=/usr >"$dir/said" 2>&1 ||
    fail 'install fails'
[ "$("$dir/to/usr/sbin/portal" -V)" = "$("$PORTAL" -V)" ] || fail 'no portal'
make -s -C "$top" uninstall DESTDIR="$dir/to" PREFIX=/usr
[ -z "$(find "$dir/to" -type f)" ] || fail 'something is left'

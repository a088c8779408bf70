#!/bin/sh
# make, as it comes, in two folders: the same octets. Plain only: it is about
# the usual build.
. "${0%/*}/../lib.sh"
need make
unset CC CFLAGS CPPFLAGS LDFLAGS LDLIBS MAKEFLAGS
for folder in here 'elsewhere/and deeper'; do
	mkdir -p "$dir/$folder"
	cp "$top/portal.c" "$top/portal.h" "$top/Makefile" "$dir/$folder"
	make -C "$dir/$folder" portal >"$dir/said" 2>&1 || fail 'no build'
	"$dir/$folder/portal" -V >"$dir/said" || fail 'it does not run'
done
cmp "$dir/here/portal" "$dir/elsewhere/and deeper/portal" ||
    fail 'the folder is in it'

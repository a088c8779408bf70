#!/bin/sh
# make dist packs the sources, the same octets each time; what it packed builds
# and says its version; where git is not, it says so. Plain only.
. "${0%/*}/../lib.sh"
need make git
unset MAKEFLAGS MFLAGS
[ -e "$top/.git" ] || skip 'not a checkout'
version=$(sed -n 's/^#define PORTAL_VERSION "\(.*\)"/\1/p' "$top/portal.h")
git clone -q "$top" "$dir/clone" >"$dir/said" 2>&1 || skip 'git has no clone'
cp "$top/Makefile" "$dir/clone"
for to in first second; do
	make -s -C "$dir/clone" dist >"$dir/said" 2>&1 || fail 'no dist'
	mv "$dir/clone/tests/build/portal-$version.tar.gz" "$dir/$to" ||
	    fail 'another name'
done
cmp "$dir/first" "$dir/second" || fail 'not the same octets'
tar -C "$dir" -xzf "$dir/first"
cd "$dir/portal-$version" || fail 'another folder'
make -s >"$dir/said" 2>&1 || fail 'it does not build'
[ "$(./portal -V)" = "portal $version" ] || fail 'another version'
[ -f tests/run ] || fail 'without its tests'
cp "$top/Makefile" .
! make -s dist >"$dir/said" 2>&1 || fail 'packs without git'
said 'make dist packs what git has'

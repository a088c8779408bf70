#!/bin/sh
# The Debian source package: built by dpkg-buildpackage, whose dh_auto_* call
# make as Debian does; lintian has nothing against it, but what debian's own
# overrides explain. Plain only.
. "${0%/*}/packages.sh"
need dpkg-buildpackage dh lintian nc
mkdir "$dir/build"
cd "$dir/build" || fail 'no folder'
pack "portal_$version.orig.tar.gz"
tar -xzf "portal_$version.orig.tar.gz"
cp -r "$here/debian" "portal-$version"
unset PORTAL CC CFLAGS LDFLAGS
(cd "portal-$version" && dpkg-buildpackage -us -uc -d) >"$dir/said" 2>&1 ||
    fail 'no package'
grep -q '^cc.* -Wdate-time .*-fstack-protector-strong .*-Wl,-z,now -o portal' \
    "$dir/said" || fail 'not with the flags of Debian'
grep -q 'sh tests/run\|tests/need' "$dir/said" && fail 'the whole test suite'
deb=$(echo portal_"$version"-1_*.deb)
dpkg -x "$deb" root
[ "$(root/usr/sbin/portal -V)" = "portal $version" ] || fail 'another version'
dpkg -e "$deb" control
for name in settings run apply; do
	grep -q -x "/etc/portal/$name" control/conffiles || fail "no $name"
done
! grep -q allow control/conffiles || fail 'dpkg asks about the guests'
for name in portal.socket portal@.service portal-firewall.service; do
	[ -f "root/lib/systemd/system/$name" ] || fail "no $name"
done
lintian --allow-root --pedantic --display-info --fail-on error,warning \
    --suppress-tags initial-upload-closes-no-bugs ./*.changes \
    >"$dir/said" 2>&1 || fail 'lintian has something against it'
[ ! -s "$dir/said" ] || fail 'lintian has something to say'

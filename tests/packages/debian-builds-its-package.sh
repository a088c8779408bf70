#!/bin/sh
# The Debian source package: built by dpkg-buildpackage, whose dh_auto_* call
# make as Debian does; lintian's only warnings are about what is not there yet:
# a manual page, a licence, a bug that asks for it. Plain only.
. "${0%/*}/packages.sh"
. "${0%/*}/../guests/readme.sh"
need dpkg-buildpackage dh lintian nc
for name in portal.service portal.socket; do
	block "/etc/systemd/system/$name" >"$dir/said"
	diff "$dir/said" "$here/debian/$name" ||
	    fail "README and the package differ: $name"
done
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
for name in run allow.txt; do
	grep -q -x "/etc/portal/$name" control/conffiles || fail "no $name"
done
[ -x root/etc/portal/run ] || fail 'run does not run'
grep -q '^ExecStart=/etc/portal/run -R$' \
    root/lib/systemd/system/portal@.service ||
    fail 'no unit for several'
! grep -q 'invoke.*start' control/postinst || fail 'it is started unasked'
tags=no-manual-page,copyright-without-copyright-notice
lintian --allow-root --fail-on error,warning \
    --suppress-tags "$tags,initial-upload-closes-no-bugs" ./*.changes \
    >"$dir/said" 2>&1 || fail 'lintian has something against it'
[ ! -s "$dir/said" ] || fail 'lintian has something to say'

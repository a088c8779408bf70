#!/bin/sh
# The Alpine package: its APKBUILD, sourced by busybox's sh, builds, checks and
# packages as abuild has it do. Plain only.
. "${0%/*}/packages.sh"
need busybox make nc
mkdir "$dir/src" "$dir/pkg"
cp "$here"/alpine/* "$dir/src"
pack "$dir/src/portal-$version.tar.gz"
cross
unset PORTAL
cat >"$dir/abuild" <<'END'
set -e
cd "$1/src"
export CC=mipsel-linux-gcc CFLAGS='-Os -fstack-clash-protection' \
    LDFLAGS='-Wl,--as-needed,-O1' CPPFLAGS=-DABUILD
. ./APKBUILD
for word in pkgname pkgver pkgrel pkgdesc url arch subpackages source \
    license; do
	eval "[ -n \"\$$word\" ]" || { echo "no $word"; exit 1; }
done
for file in $source $install; do
	[ -f "${file##*/}" ] || { echo "no $file"; exit 1; }
done
srcdir=$1/src pkgdir=$1/pkg builddir=$1/src/$pkgname-$pkgver
tar -xzf "$pkgname-$pkgver.tar.gz"
for phase in build check package; do
	cd "$builddir"
	$phase
done
END
busybox sh "$dir/abuild" "$dir" >"$dir/said" 2>&1 || fail 'no package'
flags='-DABUILD -Os -fstack-clash-protection -Wl,--as-needed,-O1 -o portal'
grep -q -x -e "$flags portal.c *" "$dir/cc" ||
    fail "other flags: $(cat "$dir/cc")"
[ "$("$dir/pkg/usr/sbin/portal" -V)" = "portal $version" ] ||
    fail 'another version'
(cd "$dir/pkg" && find etc/conf.d etc/init.d etc/nftables.d usr ! -type d \
    -exec stat -c '%a %n' {} + | sort) >"$dir/said"
diff - "$dir/said" <<'END' || fail 'another package'
644 etc/conf.d/portal
644 etc/nftables.d/portal.nft
644 usr/share/man/man8/portal.8
755 etc/init.d/portal
755 etc/init.d/portal-firewall
755 usr/sbin/portal
END
for name in settings list/allow; do
	[ "$(stat -c %a "$dir/pkg/etc/portal/$name")" = 644 ] || fail "no $name"
done
[ -x "$dir/pkg/etc/portal/apply" ] || fail 'no apply'

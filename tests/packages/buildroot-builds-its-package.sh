#!/bin/sh
# The Buildroot package: its .mk, read by a stand-in for Buildroot's, which
# unpacks, builds and installs as Buildroot's does, for either init system. What
# Buildroot gives make works in the environment, too; and a program that is
# stale at install is made anew by the same compiler. Plain only.
. "${0%/*}/packages.sh"
need make
mkdir -p "$dir/portal"
pack "$dir/portal-$version.tar.gz"
cross
cat >"$dir/Makefile" <<'END'
TARGET_MAKE_ENV = PATH="$(PATH)"
TARGET_CONFIGURE_OPTS = $(TARGET_MAKE_ENV) \
	AR="mipsel-linux-ar" AS="mipsel-linux-as" LD="mipsel-linux-ld" \
	CC="mipsel-linux-gcc" GCC="mipsel-linux-gcc" CPP="mipsel-linux-cpp" \
	STRIP="mipsel-linux-strip" CC_FOR_BUILD="/usr/bin/gcc" \
	CPPFLAGS="-D_LARGEFILE_SOURCE -D_FILE_OFFSET_BITS=64" \
	CFLAGS="-D_LARGEFILE_SOURCE -D_FILE_OFFSET_BITS=64 -Os -g0" \
	LDFLAGS="-Wl,-z,now" PKG_CONFIG="/none" STAGING_DIR="/none"
INSTALL = install
PORTAL_PKGDIR = $(PACKAGE)

define generic-package
all: $(BUILD)/portal-$(PORTAL_VERSION)/.stamp
$(BUILD)/portal-$(PORTAL_VERSION)/.stamp:
	tar -C $(BUILD) -xzf $(TOP)/portal-$(PORTAL_VERSION).tar.gz
	$$(PORTAL_BUILD_CMDS)
	touch $(BUILD)/portal-$(PORTAL_VERSION)/portal.c
	$$(PORTAL_INSTALL_TARGET_CMDS)
	$$(PORTAL_INSTALL_INIT_SYSV)
	$$(PORTAL_INSTALL_INIT_SYSTEMD)
	$(if $(PORTAL_SITE),,exit 1)
	test "$(PORTAL_LICENSE)" = ISC
endef
include $(PACKAGE)/portal.mk
END
flags='-D_LARGEFILE_SOURCE -D_FILE_OFFSET_BITS=64 -D_LARGEFILE_SOURCE'
flags="$flags -D_FILE_OFFSET_BITS=64 -Os -g0 -Wl,-z,now -o portal portal.c"

# build PACKAGE: that folder's recipe, from nothing, to $dir/root.
build() {
	rm -rf "$dir/build" "$dir/root" "$dir/cc"
	mkdir "$dir/build" "$dir/root"
	timeout 60 make -C "$dir" TOP="$dir" BUILD="$dir/build" \
	    TARGET_DIR="$dir/root" PACKAGE="$1" all \
	    >"$dir/said" 2>&1 || fail 'no package'
	[ "$(grep -c -x -e "$flags *" "$dir/cc")" = 2 ] ||
	    fail "other flags: $(cat "$dir/cc")"
	[ "$("$dir/root/usr/sbin/portal" -V)" = "portal $version" ] ||
	    fail 'another version'
}
build "$here/buildroot"
for name in etc/init.d/S36portal-firewall etc/init.d/S50portal \
    etc/portal/settings etc/portal/list/allow etc/portal/apply \
    usr/lib/systemd/system/portal-firewall.service; do
	[ -f "$dir/root/$name" ] || fail "no $name"
done
for line in 'config BR2_PACKAGE_PORTAL' \
    '	select BR2_PACKAGE_NFTABLES # runtime'; do
	grep -q -x "$line" "$here/buildroot/Config.in" || fail "no $line"
done

# Other recipes have the options in the environment of make.
cp -r "$here/buildroot" "$dir/environment"
# shellcheck disable=SC2016 # a pattern
before='\(\$(MAKE)\) \(\$(TARGET_CONFIGURE_OPTS)\)'
grep -q "$before" "$dir/environment/portal.mk" || fail 'other commands'
sed -i "s/$before/\2 \1/" "$dir/environment/portal.mk"
build "$dir/environment"

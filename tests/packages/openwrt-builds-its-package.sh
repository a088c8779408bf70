#!/bin/sh
# The OpenWrt package: its Makefile, read by a stand-in for OpenWrt's, which
# unpacks, compiles and installs as OpenWrt's does. Plain only.
. "${0%/*}/packages.sh"
need make
mkdir -p "$dir/dl" "$dir/build" "$dir/include"
pack "$dir/dl/portal-$version.tar.gz"
cross
cat >"$dir/rules.mk" <<'END'
INCLUDE_DIR := $(TOPDIR)/include
INSTALL_DIR := install -d -m0755
INSTALL_BIN := install -m0755
INSTALL_DATA := install -m0644
INSTALL_CONF := install -m0600
END
cat >"$dir/include/package.mk" <<'END'
PKG_BUILD_DIR ?= $(TOPDIR)/build/$(PKG_NAME)-$(PKG_VERSION)

define BuildPackage
$(eval $(Package/$(1)))
$(foreach v,SECTION CATEGORY TITLE DEPENDS URL,
    $(if $($(v)),,$(error no $(v))))
all:
	tar -C $(TOPDIR)/build -xzf $(TOPDIR)/dl/$(PKG_SOURCE)
	CFLAGS="-Os -pipe -DFROM_CFLAGS" LDFLAGS="-Wl,-z,now" $(MAKE) -j1 \
	    -C $(PKG_BUILD_DIR) CC="mipsel-linux-gcc" AR="none" \
	    CROSS="mipsel-linux-" ARCH="mipsel"
	$(call Package/$(1)/install,$(TOPDIR)/root)
	printf '%s\n' $(strip $(Package/$(1)/conffiles)) >$(TOPDIR)/conffiles
endef
END
make -C "$here/openwrt" TOPDIR="$dir" >"$dir/said" 2>&1 || fail 'no package'
grep -q -e '-Os -pipe -DFROM_CFLAGS -Wl,-z,now -o portal' "$dir/cc" ||
    fail "not with OpenWrt's flags: $(cat "$dir/cc")"
[ "$("$dir/root/usr/sbin/portal" --version)" = "portal $version" ] ||
    fail 'another version'
grep -q "^PKG_VERSION:=$version\$" "$here/openwrt/Makefile" ||
    fail 'the Makefile is of another version'
while read -r name; do
	[ -f "$dir/root$name" ] || fail "no $name"
done <"$dir/conffiles"
[ "$(grep -c '' "$dir/conffiles")" = 2 ] || fail 'not two files to keep'
[ -x "$dir/root/etc/init.d/portal" ] || fail 'no init script'
[ -x "$dir/root/etc/portal/apply" ] || fail 'no apply'
[ ! -e "$dir/root/etc/portal/settings" ] || fail 'settings beside UCI'
grep -q -x /etc/portal/ "$dir/root/lib/upgrade/keep.d/portal" ||
    fail 'an upgrade of the system loses the list'
# fw4 puts this into its own transaction; without a ruleset it does no harm.
need nft unshare
nft=$dir/root/usr/share/nftables.d/ruleset-post/portal.nft
[ "$(id -u)" = 0 ] || skip 'needs root, for namespaces'
unshare -n nft -c -f "$nft" >"$dir/said" 2>&1 || fail 'the firewall is ended'
for line in PKG_ASLR_PIE_REGULAR:=1 PKG_LICENSE:=ISC; do
	grep -q -x "$line" "$here/openwrt/Makefile" || fail "no $line"
done
grep -q '/etc/init.d/portal open' "$here/openwrt/Makefile" ||
    fail 'removed, it leaves guests locked out'

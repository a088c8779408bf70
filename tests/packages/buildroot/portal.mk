################################################################################
#
# portal
#
################################################################################

# To be filled in by who publishes portal: where its releases are, and the sums
# in portal.hash.
PORTAL_VERSION = 0.2
PORTAL_SITE = https://portal.example/releases
PORTAL_LICENSE = ISC
PORTAL_LICENSE_FILES = README.md

define PORTAL_BUILD_CMDS
	$(TARGET_MAKE_ENV) $(MAKE) $(TARGET_CONFIGURE_OPTS) -C $(@D)
endef

# With the compiler, lest a stale program be made anew by the host's.
define PORTAL_INSTALL_TARGET_CMDS
	$(TARGET_MAKE_ENV) $(MAKE) $(TARGET_CONFIGURE_OPTS) -C $(@D) \
		DESTDIR=$(TARGET_DIR) PREFIX=/usr install install-gateway
endef

define PORTAL_INSTALL_INIT_SYSV
	$(INSTALL) -D -m 0755 $(PORTAL_PKGDIR)/S36portal-firewall \
		$(TARGET_DIR)/etc/init.d/S36portal-firewall
	$(INSTALL) -D -m 0755 $(PORTAL_PKGDIR)/S50portal \
		$(TARGET_DIR)/etc/init.d/S50portal
endef

define PORTAL_INSTALL_INIT_SYSTEMD
	$(TARGET_MAKE_ENV) $(MAKE) -C $(@D) \
		DESTDIR=$(TARGET_DIR) PREFIX=/usr install-systemd
endef

define PORTAL_LINUX_CONFIG_FIXUPS
	$(call KCONFIG_ENABLE_OPT,CONFIG_NF_CONNTRACK)
	$(call KCONFIG_ENABLE_OPT,CONFIG_NFT_CT)
	$(call KCONFIG_ENABLE_OPT,CONFIG_NFT_NAT)
	$(call KCONFIG_ENABLE_OPT,CONFIG_NFT_REDIR)
	$(call KCONFIG_ENABLE_OPT,CONFIG_NFT_REJECT)
	$(call KCONFIG_ENABLE_OPT,CONFIG_NFT_FIB_INET)
	$(call KCONFIG_ENABLE_OPT,CONFIG_NFT_FIB_IPV4)
	$(call KCONFIG_ENABLE_OPT,CONFIG_NFT_FIB_IPV6)
endef

$(eval $(generic-package))

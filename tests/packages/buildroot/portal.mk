################################################################################
#
# portal
#
################################################################################

# To be filled in by who publishes portal: where its releases are, the sum in
# portal.hash, PORTAL_LICENSE and PORTAL_LICENSE_FILES.
PORTAL_VERSION = 0.1
PORTAL_SITE = https://portal.example/releases

define PORTAL_BUILD_CMDS
	$(TARGET_MAKE_ENV) $(MAKE) $(TARGET_CONFIGURE_OPTS) -C $(@D)
endef

define PORTAL_INSTALL_TARGET_CMDS
	$(TARGET_MAKE_ENV) $(MAKE) -C $(@D) DESTDIR=$(TARGET_DIR) \
		PREFIX=/usr install
	$(INSTALL) -D -m 0644 $(PORTAL_PKGDIR)/allow.txt \
		$(TARGET_DIR)/etc/portal/allow.txt
	$(INSTALL) -D -m 0644 $(PORTAL_PKGDIR)/portal.default \
		$(TARGET_DIR)/etc/default/portal
endef

define PORTAL_INSTALL_INIT_SYSV
	$(INSTALL) -D -m 0755 $(PORTAL_PKGDIR)/S50portal \
		$(TARGET_DIR)/etc/init.d/S50portal
endef

$(eval $(generic-package))

SUMMARY = "Says 511 Network Authentication Required to a network's guests"
DESCRIPTION = "The server at the edge of a guest network that answers RFC \
6585's status 511 and a link to the login page, and the nftables ruleset that \
lets pass who has signed in."
HOMEPAGE = "https://portal.example/"
SECTION = "net"
LICENSE = "ISC"
LIC_FILES_CHKSUM = "file://portal.h;beginline=4;endline=4;md5=66fac96051fc9f015e49cf0088d86d03"

# To be filled in by who publishes portal: where its releases are, their sum.
SRC_URI = "https://portal.example/releases/portal-${PV}.tar.gz"

inherit systemd

# Nothing is started before it was told where the login page is.
SYSTEMD_SERVICE:${PN} = "portal.service portal.socket portal-firewall.service"
SYSTEMD_AUTO_ENABLE = "disable"

do_compile() {
	oe_runmake
}

do_install() {
	oe_runmake install install-systemd DESTDIR=${D} PREFIX=${prefix} \
	    SBINDIR=${sbindir} MANDIR=${mandir} \
	    UNITDIR=${systemd_system_unitdir}
}

FILES:${PN} += "${systemd_system_unitdir}"
CONFFILES:${PN} = "${sysconfdir}/portal/settings ${sysconfdir}/portal/list/allow"
RDEPENDS:${PN} = "nftables util-linux-flock"

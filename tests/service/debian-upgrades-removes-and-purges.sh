#!/bin/sh
# The Debian package, by real dpkg and a real systemd, on copies of /usr, /var
# and /etc: installed it starts nothing by itself; upgraded, it starts anew what
# runs, instances, too, and no guest is let in meanwhile; removed, nothing runs
# and guests are not locked out; purged, nothing of it is left. Plain only.

unit_path=/etc/systemd/system:/lib/systemd/system
before_all() {
	for tool in dpkg-deb dh; do
		command -v "$tool" >/dev/null || {
			echo "no $tool here"
			exit 77
		}
	done
	top=$(realpath "${0%/*}/../..")
	v=$(sed -n 's/^#define PORTAL_VERSION "\(.*\)"/\1/p' "$top/portal.h")
	mkdir "$own/src"
	# What dpkg-buildpackage does besides is tried by packages.
	(
		cd "$own/src"
		tar -C "$top" -cf - --exclude=tests/build portal.c portal.h \
		    Makefile README.md tests | tar -xf -
		cp -r tests/packages/debian debian
		unset MAKEFLAGS MAKELEVEL MFLAGS
		DEB_BUILD_OPTIONS="nocheck noautodbgsym" debian/rules binary
	) >"$own/built" 2>&1 || {
		tail -n 5 "$own/built"
		exit 1
	}
	mv "$own"/portal_"$v"-1_*.deb "$own/first.deb"
	dpkg-deb -R "$own/first.deb" "$own/next"
	sed -i "s/^Version: .*/Version: $v-2/" "$own/next/DEBIAN/control"
	dpkg-deb -b "$own/next" "$own/next.deb" >"$own/built"
}
before_boot() {
	mv "$own/first.deb" "$own/next.deb" /run
	mkdir "$own/over"
	mount -t tmpfs none "$own/over"
	for name in usr var; do
		over=$own/over/$name
		mkdir "$over" "$over.work"
		mount -t overlay none "/$name" -o \
		    "lowerdir=/$name,upperdir=$over,workdir=$over.work"
	done
	# A machine may have one that forbids all.
	rm -f /usr/sbin/policy-rc.d
	# Of units, systemd knows those of the package, and nftables'.
	rm -rf /etc/portal "$own"/units/portal*
	mkdir "$own/packaged"
	mount --bind "$own/packaged" /usr/lib/systemd/system
	printf '[Service]\nStandardError=append:/run/log\n' |
	    unit service.d/test.conf
}
. "${0%/*}/service.sh"
port=8511
export DEBIAN_FRONTEND=noninteractive

# dpkg_do ARGUMENT...: for good, without a question.
dpkg_do() {
	dpkg --no-triggers --force-confold "$@" </dev/null >"$dir/said" 2>&1 ||
	    fail "dpkg $* fails"
}
dpkg_do -i /run/first.deb
! systemctl -q is-active portal portal.socket portal-firewall ||
    fail 'it is started unasked'
[ -f /etc/portal/list/allow ] || fail 'no list'
mkdir -p /etc/portal/cafe/list
sed 's/^port=.*/port=8512/' /etc/portal/settings >/etc/portal/cafe/settings
echo 02:00:00:00:00:0b >/etc/portal/cafe/list/allow
echo 02:00:00:00:00:0a >>/etc/portal/list/allow
systemctl enable --now portal-firewall portal portal-firewall@cafe \
    portal@cafe 2>"$dir/said" || fail 'not started'
until_true 10 guarded || fail 'no ruleset'
until_true 10 logged 'listening on .*:8512' || fail 'no second network'
one=$(main_pid portal) two=$(main_pid portal@cafe)

: >/run/open
(while guarded; do sleep 0.05; done; echo open >/run/open) &
watch=$!
dpkg_do -i /run/next.deb
kill "$watch" 2>/dev/null
[ ! -s /run/open ] || fail 'guests were let in by the upgrade'
changed() {
	for unit in "portal $one" "portal@cafe $two"; do
		now=$(main_pid "${unit% *}")
		[ "$now" != 0 ] && [ "$now" != "${unit#* }" ] || return 1
	done
}
until_true 10 changed || fail 'the old ones still run'
get
grep -q 02:00:00:00:00:0a /etc/portal/list/allow || fail 'the list is another'

dpkg_do -r portal
! pidof portal >"$dir/said" || fail 'portal runs on'
! systemctl -q is-active portal.socket || fail 'its socket is left'
! guarded || fail 'guests are locked out'
[ -f /etc/portal/list/allow ] || fail 'removal takes the list'
dpkg_do -P portal
find /etc /usr/sbin /usr/lib/systemd /usr/share/doc /usr/share/man \
    /var/lib/dpkg /var/lib/systemd /run/portal -iname 'portal*' \
    >"$dir/said" 2>/dev/null
find /etc/systemd -lname '*portal*' >>"$dir/said"
[ ! -s "$dir/said" ] || fail 'something is left'

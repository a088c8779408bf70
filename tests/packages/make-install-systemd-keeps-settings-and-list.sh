#!/bin/sh
# make install-systemd puts units, scripts, settings and a list in place; done
# again, it renews them but for settings and list. uninstall leaves these.
. "${0%/*}/../lib.sh"
need make
unset MAKEFLAGS MFLAGS
to=$dir/to
put() {
	make -s -C "$top" "$@" DESTDIR="$to" PREFIX=/usr >"$dir/said" 2>&1 ||
	    fail "$* fails"
}
put install install-systemd
[ -x "$to/etc/portal/apply" ] || fail 'no scripts'
echo 02:00:00:00:00:01 >"$to/etc/portal/list/allow"
echo 'port=8512' >"$to/etc/portal/settings"
: >"$to/etc/portal/apply"
: >"$to/usr/lib/systemd/system/portal.service"
put install-systemd
[ "$(cat "$to/etc/portal/list/allow")" = 02:00:00:00:00:01 ] || fail 'no list'
[ "$(cat "$to/etc/portal/settings")" = 'port=8512' ] || fail 'no settings'
[ -s "$to/etc/portal/apply" ] || fail 'an old apply'
[ -s "$to/usr/lib/systemd/system/portal.service" ] || fail 'an old unit'
put uninstall
[ -z "$(find "$to/usr" -type f)" ] || fail 'something is left'
[ -f "$to/etc/portal/settings" ] || fail 'the settings are gone'

#!/bin/sh
# An http address typed into Firefox in HTTPS-Only Mode ends at the page after
# the click that it asks for, and its bar is there. With -S as without. Plain
# only.
. "${0%/*}/../lab/lab.sh"
. "${0%/*}/browser.sh"
ends_at_the_page() {
	browse firefox pref=dom.security.https_only_mode:true \
	    go=http://www.example.org/a 'heading=Secure Site Not Available' \
	    bar click=#openInsecure "heading=$page"
}

network
ends_at_the_page
ruleset -S
ends_at_the_page
[ "$(count tls)" -gt 0 ] || fail 'no https came to portal'

#!/bin/sh
# An http address typed into Chromium ends at the page, as it comes; and if it
# shall always use secure connections, after the click that it asks for. With -S
# as without. Plain only.
. "${0%/*}/../lab/lab.sh"
. "${0%/*}/browser.sh"

# Its warning is a page with this flag, else a window of its own, which cannot
# be reached from here.
warned() {
	browse chromium flag=--disable-features=HttpsFirstDialogUi \
	    pref=https_only_mode_enabled:true go=http://www.example.org/a \
	    at=chrome-error://chromewebdata/ click=#proceed-button \
	    "heading=$page" only=1
}

network
warned
ruleset -S
warned
browse chromium go=http://www.example.org/a "heading=$page" only=1
[ "$(count tls)" -gt 0 ] || fail 'no https came to portal'

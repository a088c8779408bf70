#!/bin/sh
# On a screen 320 pixels wide nobody has to scroll sideways, in no language.
# Plain only.
. "${0%/*}/../lib.sh"
need chromium
need python3
for language in en fr de es it pt nl pl ja zh ar; do
	start -L "$language"
	timeout 30 python3 "$tests/guests/browser.py" chromium shots \
	    "http://127.0.0.1:$port/" "$dir" >"$dir/said" 2>&1 ||
	    fail 'no picture'
	said "/phone.png: 320 pixels wide"
	stop
done

#!/bin/sh
# On a screen 320 pixels wide nobody has to scroll sideways, in no language.
# Plain only.
. "${0%/*}/../lib.sh"
need chromium
need python3
set --
for language in en fr de es it pt nl pl ja zh ar; do
	start -L "$language"
	here=http://127.0.0.1:$port/
	set -- "$@" "go=$here" "at=$here" look
done
timeout 100 python3 "$tests/guests/browser.py" chromium size=320,640,light \
    "$@" >"$dir/said" 2>&1 || fail 'no page'
[ "$(grep -c ': width: 320$' "$dir/said")" = 11 ] || fail 'not 320 pixels wide'

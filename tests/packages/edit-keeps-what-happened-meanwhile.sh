#!/bin/sh
# edit: what is written in the editor is the list, and who signed in or was
# taken off meanwhile stays so. It waits for no editor: guests can sign in.
. "${0%/*}/gateway.sh"
echo '192.0.2.77 # until 2026-11-27T00:00:00Z' >>"$allow"
stand_in editor <<-END2
	sed -i '/printer/d' "\$1"
	echo '192.0.2.88 # by hand' >>"\$1"
	$box/sign-in 192.0.2.11 >/dev/null
	$box/expire
	END2
unset VISUAL
EDITOR=editor does 0 edit
printf '%s\n' 'to 203.0.113.9' '192.0.2.88 # by hand' \
    "$mac # until 2026-11-28T04:00:00Z" >"$dir/want"
diff "$dir/want" "$allow" || fail 'another list'
[ "$(grep -c '' "$dir/applied")" = 3 ] || fail 'not applied'

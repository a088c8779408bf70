#!/bin/sh
# edit: an editor that is not there, or ends with an error, changes nothing, and
# that is said. Without VISUAL and EDITOR it is the system's own editor.
. "${0%/*}/gateway.sh"
cp "$allow" "$dir/was"
unset VISUAL EDITOR
EDITOR=no-such-editor does 1 edit
said 'edit: the editor failed: the list is as it was'
as_it_was
stand_in editor <<-'END'
	echo 192.0.2.88 >>"$1"
	exit 1
	END
does 1 edit
said 'the list is as it was'
as_it_was
stand_in editor <<-'END'
	echo 192.0.2.88 >>"$1"
	END
does 0 edit
has 192.0.2.88

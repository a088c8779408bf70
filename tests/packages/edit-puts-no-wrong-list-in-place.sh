#!/bin/sh
# edit: a wrong line is named and can be mended; who gives up changes nothing.
. "${0%/*}/gateway.sh"
cp "$allow" "$dir/was"
stand_in editor <<-END2
	echo again >>$dir/edited
	sed -i '/10.0.1.0/d' "\$1"
	[ -e $dir/mend ] || echo '10.0.1.0/8' >>"\$1"
	END2
unset VISUAL
export EDITOR=editor
echo n | "$box/edit" >"$dir/said" 2>&1
[ $? = 2 ] || fail 'it does not end with 2'
said ':3: host bits are set in 10.0.1.0/8; 10.0.0.0/8?'
said 'as it was'
as_it_was
"$box/edit" >"$dir/said" 2>&1 </dev/null
[ $? = 2 ] || fail 'without an answer it does not end'
as_it_was
: >"$dir/edited"
printf '192.0.2.88\n' >>"$allow"
{ echo y; : >"$dir/mend"; } | "$box/edit" >"$dir/said" 2>&1 ||
    fail 'it cannot be mended'
has 192.0.2.88

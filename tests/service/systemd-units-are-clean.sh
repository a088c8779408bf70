#!/bin/sh
# The units: systemd-analyze has nothing to say about them, and counts 1.5 of 10
# as exposed: the network, and what portal needs to give up rights and to shut
# itself in. The templates are the plain ones but for their name. Plain only.
. "${0%/*}/../lib.sh"
need systemd-analyze
units=$tests/packages/systemd
mkdir "$dir/units"
for name in "$units"/*; do
	# Its programs are not here, nor is its manual page.
	sed 's|/etc/portal/[a-z]*|/bin/true|; /^Documentation=/d' "$name" \
	    >"$dir/units/${name##*/}"
done
grep -q '^ExecStart=/bin/true$' "$dir/units/portal.service" || fail 'not run'
systemd-analyze verify "$dir"/units/* >"$dir/said" 2>&1 || fail 'not clean'
[ ! -s "$dir/said" ] || fail 'not clean'
systemd-analyze security --offline=yes --threshold=15 \
    "$dir/units/portal.service" >"$dir/said" 2>&1 ||
    fail 'more exposed than README says'
said 'Overall exposure level for portal.service: 1\.'

# plain TEMPLATE: without what makes it one.
plain() {
	sed 's/ @%i//; s/@%i//; s/^\(Description=.*\), process %i$/\1/
	    s/^\(Description=.*\) %i$/\1/; s/\(run\) -R$/\1/' "$1"
}
for name in portal@ portal-core@ portal-firewall@; do
	of=$units/$(echo "$name" | sed 's/-core//; s/@//').service
	plain "$units/$name.service" >"$dir/template"
	grep -v '^Requires=portal.socket\|^Also=' "$of" |
	    diff - "$dir/template" >"$dir/said" || fail "$name is another"
done

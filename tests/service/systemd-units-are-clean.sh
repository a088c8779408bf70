#!/bin/sh
# README's systemd units: systemd-analyze has nothing to say about them, and
# counts 1.5 of 10 as exposed: the network, and what portal needs to give up
# rights and to shut itself in. Plain only.
. "${0%/*}/../lib.sh"
README=${README:-$top/README.md}
. "${0%/*}/../guests/readme.sh"

need systemd-analyze
mkdir "$dir/units"
for name in portal.socket portal.service; do
	# Its program is not here, and the one here is nowhere else.
	block "/etc/systemd/system/$name" |
	    sed 's|^ExecStart=/etc/portal/run$|ExecStart=true|' \
	    >"$dir/units/$name"
done
grep -q '^ExecStart=true$' "$dir/units/portal.service" || fail 'not run'
systemd-analyze verify "$dir"/units/* >"$dir/said" 2>&1 || fail 'not clean'
[ ! -s "$dir/said" ] || fail 'not clean'
systemd-analyze security --offline=yes --threshold=15 \
    "$dir/units/portal.service" >"$dir/said" 2>&1 ||
    fail 'more exposed than README says'
said 'Overall exposure level for portal.service: 1\.'

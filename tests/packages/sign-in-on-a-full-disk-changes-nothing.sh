#!/bin/sh
# On a full disk the list stays whole and in force, the log says why, and
# nothing is left behind; so with expire.
[ -n "${INSIDE:-}" ] || {
	unshare -m true 2>/dev/null || {
		echo 'needs root, for a small disk'
		exit 77
	}
	INSIDE=yes exec unshare -m sh "$0"
}
. "${0%/*}/gateway.sh"
cp "$allow" "$dir/was"
mount -t tmpfs -o size=64k none "$box/list" || skip 'cannot mount'
# So many pages are free in turn, until all that has to be written fits.
pages=0
while
	: >"$box/list/filler"
	cp "$dir/was" "$allow"
	yes '# 45678' | head -c 12000 >>"$allow"
	echo "$mac # until 2020-01-01T00:00:00Z" >>"$allow"
	cat "$allow" >"$dir/full"
	dd if=/dev/zero of="$box/list/filler" bs=4096 \
	    count=$((13 - pages)) 2>/dev/null
	"$box/expire" >"$dir/said" 2>&1 && code=0 || code=$?
	rm -f "$box/list/filler"
	[ "$code" != 0 ]
do
	[ "$code" = 1 ] || fail "expire ends with $code"
	cmp "$allow" "$dir/full" || fail "the list has changed: $pages"
	[ "$(ls "$box/list")" = allow ] || fail 'something is left behind'
	said 'is the disk full'
	grep -q 'is the disk full' "$dir/syslog" || fail 'not in the log'
	[ ! -s "$dir/applied" ] || fail 'applied all the same'
	pages=$((pages + 1))
done
[ $pages -ge 5 ] || fail "the disk was full $pages times only"
has_not "$mac"
[ "$(grep -c '' "$allow")" = 1502 ] || fail 'the list is cut'
umount "$box/list"

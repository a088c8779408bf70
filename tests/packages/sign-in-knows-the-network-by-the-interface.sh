#!/bin/sh
# With several networks a guest is put on the list of the one it is on.
. "${0%/*}/gateway.sh"
mkdir -p "$box/staff/list"
printf '%s\n' 'interfaces=tun0' 'login=http://192.0.2.1:8080/' 'hours=10' \
    >"$box/staff/settings"
echo '# staff' >"$box/staff/list/allow"
cp "$allow" "$dir/was"
does 0 sign-in 192.168.7.2
grep -qx '192.168.7.2 # until 2026-11-28T10:00:00Z' "$box/staff/list/allow" ||
    fail "not on its list: $(cat "$box/staff/list/allow")"
as_it_was
[ "$(cat "$dir/applied")" = 'apply @staff' ] || fail 'the other was applied'
does 0 sign-in 192.0.2.11
has "$mac # until 2026-11-28T04:00:00Z"
# expire sees to all of them.
echo 1795910400 >"$dir/now"
does 0 expire
as_it_was
[ "$(cat "$box/staff/list/allow")" = '# staff' ] || fail 'not taken off there'

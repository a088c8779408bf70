#!/bin/sh
# The list keeps its mode and its owner, whatever umask the web server has.
. "${0%/*}/gateway.sh"
[ "$(id -u)" = 0 ] || skip 'needs root, for a list of somebody else'
chown 65534:65534 "$allow"
chmod 644 "$allow"
(umask 077 && "$box/sign-in" 192.0.2.11 >"$dir/said" 2>&1) || fail 'no sign-in'
has "$mac # until .*"
[ "$(stat -c '%u:%g %a' "$allow")" = '65534:65534 644' ] ||
    fail "now it is $(stat -c '%u:%g %a' "$allow")"
chmod 640 "$allow"
echo 1795910400 >"$dir/now"
(umask 000 && "$box/expire" >"$dir/said" 2>&1) || fail 'no expire'
has_not "$mac"
[ "$(stat -c '%u:%g %a' "$allow")" = '65534:65534 640' ] ||
    fail "now it is $(stat -c '%u:%g %a' "$allow")"

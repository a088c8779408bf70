#!/bin/sh
# apt-get update says that it got a 511, fails with 100 and stores no list.
. "${0%/*}/../lib.sh"
need apt-get
start
mkdir -p "$dir/root/etc/apt" "$dir/root/var/lib/dpkg" \
    "$dir/root/var/lib/apt/lists/partial" "$dir/root/var/cache/apt"
: >"$dir/root/var/lib/dpkg/status"
echo "deb [trusted=yes] http://127.0.0.1:$port/debian stable main" \
    >"$dir/root/etc/apt/sources.list"
apt-get -o Dir="$dir/root" -o APT::Sandbox::User=root -o Acquire::Retries=0 \
    -o Dir::State::status="$dir/root/var/lib/dpkg/status" update \
    >"$dir/said" 2>&1
code=$?
[ "$code" = 100 ] || fail "exit $code"
said '511  *Network Authentication Required'
stored=$(find "$dir/root/var/lib/apt/lists" -type f ! -name lock)
[ -z "$stored" ] || fail "stored: $stored"

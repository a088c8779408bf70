#!/bin/sh
# Who fetches a CRL, or a WPAD file, by curl -f over the one it has, keeps that.
. "${0%/*}/../lib.sh"
need curl
start
for file in root.crl wpad.dat; do
	echo "old $file" >"$dir/$file"
	curl -sf -o "$dir/$file" "http://127.0.0.1:$port/$file"
	code=$?
	[ "$code" = 22 ] || fail "$file: exit $code"
	[ "$(cat "$dir/$file")" = "old $file" ] || fail "$file is another now"
done

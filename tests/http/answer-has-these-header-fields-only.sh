#!/bin/sh
# The fields of the 511: what is in it was decided, nothing else may come.
. "${0%/*}/../lib.sh"
start
ask 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'
want 'HTTP/1.1 511'
sed -n '2,/^\r*$/s/: .*//p' "$dir/answer" | tr -d '\r' | sort >"$dir/said"
cat >"$dir/wanted" <<'END'
Cache-Control
Connection
Content-Length
Content-Security-Policy
Content-Type
END
cmp -s "$dir/said" "$dir/wanted" || fail 'other fields than these five'
for line in 'Content-Type: text/html; charset=utf-8' \
    'Cache-Control: no-store' 'Connection: close'; do
	tr -d '\r' <"$dir/answer" | grep -qxF "$line" || fail "no $line"
done
! grep -i '^Content-Security-Policy:.*sandbox' "$dir/answer" ||
    fail 'a sandbox stops the refresh'

#!/bin/sh
# An upload that waits for 100 Continue sends nothing of its body.
. "${0%/*}/../lib.sh"
need curl
start
head -c 1100000 /dev/zero >"$dir/body"
sent=$(curl -s -H 'Expect: 100-continue' -T "$dir/body" -o "$dir/answer" \
    -D "$dir/head" -w '%{http_code} %{size_upload}' "http://127.0.0.1:$port/")
[ "$sent" = '511 0' ] || fail "status and octets sent: $sent"
! grep -q ' 100 ' "$dir/head" || fail 'a 100'

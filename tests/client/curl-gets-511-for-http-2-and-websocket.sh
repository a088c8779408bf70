#!/bin/sh
# Who would rather have HTTP/2 or a WebSocket gets the 511 by HTTP/1.1.
. "${0%/*}/../lib.sh"
need curl
start
url=http://127.0.0.1:$port/
for way in --http2 '-HUpgrade:websocket -HConnection:Upgrade'; do
	# shellcheck disable=SC2086 # an option a word
	got=$(curl -s $way -o /dev/null -w '%{http_code} %{http_version}' $url)
	[ "$got" = '511 1.1' ] || fail "$way: $got"
done

#!/bin/sh
# A MAC, or more than any address, is nothing to listen on: exit 2.
. "${0%/*}/../lib.sh"
for address in 020000000001:80 02-00-00-00-00-01:80 \
    '[1111:2222:3333:4444:5555:6666:7777:8888:9999]:80' \
    '[1111:2222:3333:4444:5555:6666:7777:8888:9999:aaaa:bbbb]:80'; do
	portal -u "$login" -l "$address"
	[ "$code" = 2 ] || fail "$address: exit $code"
	said '^portal: '
done

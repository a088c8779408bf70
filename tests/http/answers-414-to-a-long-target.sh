#!/bin/sh
# A target of 8,192 octets is answered, a longer one is 414. (RFC 9112 3)
. "${0%/*}/../lib.sh"
start
target=/$(printf '%08191d' 0)
ask "GET $target HTTP/1.0\\r\\n\\r\\n"
want 'HTTP/1.1 511'
ask "GET ${target}0 HTTP/1.0\\r\\n\\r\\n"
want 'HTTP/1.1 414 URI Too Long'

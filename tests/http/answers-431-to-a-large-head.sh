#!/bin/sh
# A head over 16 KiB in all is 431. (RFC 6585 5) (S2)
. "${0%/*}/../lib.sh"
start
ask "GET / HTTP/1.0\\r\\nX: $(printf '%016000d' 0)\\r\\n\\r\\n"
want 'HTTP/1.1 511'
ask "GET / HTTP/1.0\\r\\nX: $(printf '%017000d' 0)\\r\\n\\r\\n"
want 'HTTP/1.1 431 Request Header Fields Too Large'

#!/bin/sh
# With -r, who is on the list and asks portal itself for a probe's path is not
# sent to the login page either.
. "${0%/*}/../lib.sh"
echo 127.0.0.1 >"$dir/list"
start -r -a "$dir/list"
ask 'GET /generate_204 HTTP/1.1\r\nHost: a\r\n\r\n'
want 'HTTP/1.1 421'

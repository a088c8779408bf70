#!/bin/sh
# Destinations open to everybody change nothing for who comes to portal itself,
# be it one of them.
. "${0%/*}/../lib.sh"
for list in 'to 2001:db8::1' 'to 192.0.2.1' 'to 127.0.0.1' 'to 0.0.0.0/0'; do
	echo "$list" >"$dir/list"
	start -a "$dir/list"
	ask 'GET / HTTP/1.0\r\n\r\n'
	want 'HTTP/1.1 511'
done

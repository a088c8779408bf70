#!/bin/sh
# A list in a folder that portal's user cannot enter (it has no x for it) is an
# error at start, which names the list; if it is the user of -U, portal serves
# with the list that root has read, and says that a reload will not do.
. "${0%/*}/../lib.sh"
chmod 755 "$dir"
mkdir "$dir/etc"
echo 127.0.0.2 >"$dir/etc/allow"
chmod 644 "$dir/etc/allow"
chmod 644 "$dir/etc"
if [ "$(id -u)" != 0 ]; then
	portal -u "$login" -l 127.0.0.1:0 -a "$dir/etc/allow"
	chmod 755 "$dir/etc"
	[ "$code" = 2 ] || fail "exit $code"
	said "^portal: $dir/etc/allow: Permission denied\$"
	exit
fi
start -a "$dir/etc/allow" -U nobody
logged "^portal: $dir/etc/allow: SIGHUP will not be able to read it: Permission\
 denied; let portal's user read it\$" || fail 'it is not said'
kill -HUP "$pid"
until_true 10 logged 'the old list stays' || fail 'no word of the reload'
client open=127.0.0.2 'send=GET / HTTP/1.0\r\n\r\n' read
want 'HTTP/1.1 421'

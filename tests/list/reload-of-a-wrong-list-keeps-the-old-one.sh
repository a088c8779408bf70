#!/bin/sh
# SIGHUP with a list that is wrong, missing, too large, or no file at all: the
# old list stays, and one line says why. (S9)
. "${0%/*}/../lib.sh"
tiny
allow=$dir/allow.txt
echo 127.0.0.2 >"$allow"
start -a "$allow"

keeps() {
	: >"$dir/log"
	kill -HUP "$pid"
	until_true 10 logged 'the old list stays' || fail "$1: no word of it"
	client open=127.0.0.2 'send=GET / HTTP/1.0\r\n\r\n' read
	want 'HTTP/1.1 421'
	rm -rf "$allow"
}

printf '127.0.0.3\n10.0.0.300\n' >"$allow"
keeps 'a wrong line'
logged 'allow.txt:2: not an address' || fail 'the line is not named'
keeps 'a missing file'
mkdir "$allow"
keeps 'a folder'
mkfifo "$allow"
keeps 'a FIFO that nobody writes to'
printf '127.0.0.3\n#%05000d\n' 0 >"$allow"
keeps 'a large file'
printf '127.0.0.%s\n' 3 5 7 9 11 >"$allow"
keeps 'too many entries'

#!/bin/sh
# Of 100,000 entries of all kinds, line 77,777 is wrong: it is named, and the
# list that was read before stays in force. Then it is mended.
. "${0%/*}/../lib.sh"
# list TEXT: writes one of them, with TEXT as line 77,777.
list() {
	awk -v text="$1" 'BEGIN {
		for (i = 1; i <= 100000; i++) {
			k = int(i / 4)
			if (i == 77777)
				print text
			else if (i % 4 == 0)
				printf "02:00:%02x:%02X:00:01\n",
				    k / 256, k % 256
			else if (i % 4 == 1)
				printf "10.%d.%d.0/25\n", k / 256, k % 256
			else if (i % 4 == 2)
				printf "2001:db8:%x::/48\n", k
			else
				printf "to 172.20.%d.%d\n", k / 256, k % 256
		}
	}' >"$dir/new"
	mv "$dir/new" "$dir/list"
}
list 192.0.2.1
start -a "$dir/list"
logged ' 100000 entries: 25000 IPv4' || fail 'not all of them'
list 192.0.2.300
kill -HUP "$pid"
until_true 20 logged 'the old list stays' || fail 'nothing is wrong with it'
logged "$dir/list:77777: not an address, prefix or MAC: 192.0.2.300" ||
    fail 'another line'
list 127.0.0.1
kill -HUP "$pid"
until_true 20 logged 'reloaded, 100000 entries' || fail 'not loaded'
ask 'GET / HTTP/1.0\r\n\r\n'
want 'HTTP/1.1 421'

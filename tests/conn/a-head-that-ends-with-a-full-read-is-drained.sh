#!/bin/sh
# A head of 16384 octets fills one read exactly, so nothing behind it was seen:
# what comes is drained all the same, and is no reset.
. "${0%/*}/../lib.sh"
start
# Its last header field is as long as is missing.
begin='GET / HTTP/1.1\r\nHost: a\r\n' # 25 octets
fields=
for name in A B C D E F; do
	fields="$fields$name: $(printf '%02000d' 0)\\r\\n" # 2005
done
last=$(printf '%04322d' 0)	# with Z: and both ends 4329
client open "send=${begin}${fields}Z: $last\\r\\n\\r\\n" read
want 'HTTP/1.1 511'
client open "send=${begin}${fields}Z: 0$last\\r\\n\\r\\n" read
want 'HTTP/1.1 431'
kill -STOP "$pid"
"$client" 127.0.0.1 "$port" open \
    "send=${begin}${fields}Z: $last\\r\\n\\r\\n" "then=$dir/sent" recv \
    fill=20000 half read >"$dir/answer" 2>"$dir/said" &
others=$!
until_true 10 test -e "$dir/sent" || fail 'not sent'
kill -CONT "$pid"
wait "$others"
others=
want 'HTTP/1.1 511'
said '^fill 20000 octets, open'
said '^read 0 octets, closed'

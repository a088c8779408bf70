#!/bin/sh
# However many unfinished requests there are, of many clients and of each kind
# that stays, one that is whole is answered, and needs no room in the table.
# (S3)
. "${0%/*}/../lib.sh"
patient
start -c 200 -w 60
set --
for i in $(seq 40); do
	set -- "$@" "open=127.0.1.$i" 'send=\r\n' \
	    "open=127.0.1.$i" 'send=GET /' \
	    "open=127.0.1.$i" 'send=GET / HTTP/1.1\r\nHost: a\r\n\r' \
	    "open=127.0.1.$i" 'send= \r\n' recv \
	    "open=127.0.1.$i" \
	    'send=POST / HTTP/1.0\r\nContent-Length: 99\r\n\r\n' recv
done
"$client" 127.0.0.1 "$port" "$@" "when=$dir/go" >"$dir/held" 2>"$dir/said" &
others=$!
until_true 20 counted held 200 || fail 'the table is not full'
set --
for _ in $(seq 20); do
	set -- "$@" open 'send=GET / HTTP/1.0\r\n\r\n' read
done
client "$@"
[ "$(answers 511)" = 20 ] || fail "$(answers 511) of twenty are answered"
counted evicted 0 || fail 'one took the place of another'
counted held 200 || fail 'the table is not full any more: no test'

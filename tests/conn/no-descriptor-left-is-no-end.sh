#!/bin/sh
# With no descriptor left portal neither spins nor ends: a whole request is
# answered, at the cost of the oldest unfinished one, and who is on the list, by
# whose MAC or address, is known still. A reload then says that it cannot open
# the list, and the old one stays; the next one takes it. (S6)
. "${0%/*}/../lib.sh"
need prlimit
printf '127.0.0.2\n02:00:00:00:00:01\n' >"$dir/allow"
start -a "$dir/allow" -r -w 60
set --
for _ in 1 2 3 4 5 6 7 8 9 10; do
	set -- "$@" open 'send=GET /'
done
"$client" 127.0.0.1 "$port" "$@" "when=$dir/go" 2>/dev/null &
others=$!
until_true 10 counted held 10 || fail 'not held'
no_descriptors

ticks() {
	cut -d ' ' -f 14,15 "/proc/$pid/stat" | tr ' ' +
}

before=$(($(ticks)))
printf '127.0.0.3\n02:00:00:00:00:01\n' >"$dir/allow"
for _ in 1 2 3; do
	: >"$dir/log"
	kill -HUP "$pid"
	until_true 10 logged 'the old list stays' || fail 'no word of the list'
	logged "^portal: $dir/allow: Too many open files\$" || fail 'not why'
done
client open=127.0.0.2 'send=GET / HTTP/1.0\r\n\r\n' read
want 'HTTP/1.1 421'
for _ in 1 2 3; do
	client open 'send=GET / HTTP/1.0\r\n\r\n' read
	want 'HTTP/1.1 511'
done
client open 'send=GET /' open 'send=GET /' open 'send=GET /' pause=1000 \
    open 'send=GET / HTTP/1.0\r\n\r\n' read
want 'HTTP/1.1 511'
[ "$(count evicted)" -ge 1 ] || fail "descriptors were left: no test"
used=$(($(ticks) - before))
[ "$used" -lt 50 ] || fail "$used ticks of processor time"
prlimit --pid "$pid" --nofile=1000:
kill -HUP "$pid"
until_true 10 logged 'reloaded, 2 entries' || fail 'not taken then'

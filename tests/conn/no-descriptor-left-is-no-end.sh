#!/bin/sh
# With no descriptor left portal neither spins nor ends: a whole request is
# answered, at the cost of the oldest unfinished one. (S6)
. "${0%/*}/../lib.sh"
need prlimit
start -w 60
set --
for _ in 1 2 3 4 5 6 7 8 9 10; do
	set -- "$@" open 'send=GET /'
done
"$client" 127.0.0.1 "$port" "$@" "when=$dir/go" 2>/dev/null &
others=$!
until_true 10 counted held 10 || fail 'not held'
limit=$(($(find "/proc/$pid/fd" | grep -c '/fd/')))
prlimit --pid "$pid" --nofile="$limit:$limit"

ticks() {
	cut -d ' ' -f 14,15 "/proc/$pid/stat" | tr ' ' +
}

before=$(($(ticks)))
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

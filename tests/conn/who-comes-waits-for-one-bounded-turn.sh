#!/bin/sh
# However many connections have something to say, and however much, who comes is
# one bounded turn away: a turn has 64 events at most, of each it reads no more
# than a head and what draining takes, and it accepts who is reported to wait.
# The kernel reports all by turns: behind 300 that are ready, five turns later.
# Plain only. (S3)
. "${0%/*}/../lib.sh"
tiny
start -c 300 -k 300 -w 60

# watch: from now on each turn, and what was done in it, is written down.
watch() {
	trace -v -s 0 \
	    -e trace=accept4,recvfrom,?recv,?epoll_wait,?epoll_pwait
}

# judge: says what is wrong in the turns that were written down, and at the end
# how many were accepted, after how many turns the first one since portal was
# stopped, and how many octets a turn has read at most.
judge() {
	sed 's/epoll_pwait/epoll_wait/; s/^recv(/recvfrom(/' "$dir/trace" |
	    awk '
	{ result = $0; sub(/.* = /, "", result); result += 0 }
	/SIGCONT/ { awake = turns; first = 0 }
	/^accept4/ && result >= 0 {
		waits = 0
		accepted++
		if (!first)
			first = turns - awake
	}
	/^recvfrom/ && result > 0 { octets += result }
	/^epoll_wait/ {
		turns++
		if (waits)
			print "turn", turns, "does not accept who waits"
		if (events > 64)
			print "turn", turns, "has", events, "events"
		# How the first one began was not seen.
		if (turns > 1 && octets > events * (2 * 16384 + 65536 + 16384))
			print "turn", turns, "reads", octets, "of", events
		if (octets > most)
			most = octets
		octets = 0
		events = result > 0 ? result : 0
		waits = /u64=4294967296/
	}
	END { print "accepted", accepted, "first", first, "most", most }' \
	    >"$dir/turns"
	! grep -v '^accepted' "$dir/turns" || fail 'a turn has no bound'
	read -r _ accepted _ first _ most <"$dir/turns"
}

# Three hundred that have each sent another octet, then five that come.
set --
for _ in $(seq 300); do
	set -- "$@" open 'send=GET /'
done
set -- "$@" "then=$dir/held" "when=$dir/go"
for i in $(seq 300); do
	set -- "$@" "use=$i" send=x
done
for i in 1 2 3 4 5; do
	set -- "$@" open 'send=GET / HTTP/1.0\r\n\r\n'
done
set -- "$@" "then=$dir/sent"
for i in 301 302 303 304 305; do
	set -- "$@" "use=$i" read
done
"$client" 127.0.0.1 "$port" "$@" >"$dir/answer" 2>/dev/null &
visitor=$!
others=$visitor
until_true 20 test -e "$dir/held" || fail 'not opened'
until_true 10 counted held 300 || fail 'not held'
watch
kill -STOP "$pid"
until_true 10 grep -q 'State:.*[tT]' "/proc/$pid/status" || fail 'not stopped'
: >"$dir/go"
until_true 20 test -e "$dir/sent" || fail 'not sent'
kill -CONT "$pid"
wait "$visitor"
untrace
[ "$(answers 511)" = 5 ] || fail "$(answers 511) of five are answered"
judge
[ "$accepted" = 5 ] || fail "$accepted accepted"
[ "$first" -le 7 ] || fail "the first is accepted after $first turns"

# Six who pour bodies as fast as they are read, again and again, while ten come.
watch
set --
for _ in $(seq 20); do
	set -- "$@" open \
	    'send=POST / HTTP/1.0\r\nContent-Length: 999999999\r\n\r\n' \
	    fill=999999999
done
for _ in 1 2 3 4 5 6; do
	"$client" 127.0.0.1 "$port" "$@" 2>/dev/null &
	others="$others $!"
done
set --
for _ in 1 2 3 4 5 6 7 8 9 10; do
	set -- "$@" open 'send=GET / HTTP/1.0\r\n\r\n' read
done
client "$@"
[ "$(answers 511)" = 10 ] || fail "$(answers 511) of ten are answered"
for p in $others; do
	[ "$p" = "$tracer" ] || kill "$p" 2>/dev/null
done
untrace
judge
[ "$accepted" -ge 10 ] && [ "$most" -ge 65536 ] ||
    fail "$accepted accepted, $most octets at most: no test"

#!/bin/sh
# When the table is full the oldest gives way, be it one whose request is not
# whole or one who does not read the answer, whoever else is there. (S3)
. "${0%/*}/../lib.sh"
head -c 32768 /dev/zero | tr '\000' x >"$dir/page"

# full: a portal with two places.
full() {
	rm -f "$dir"/go* "$dir"/[12]
	start -c 2 -w 60 -p "$dir/page"
}

# deaf N ANSWERS: the client that comes as the Nth has asked, as so many have,
# and does not read yet. Who is held at first has small buffers.
deaf() {
	"$client" 127.0.0.1 "$port" small open 'send=GET /' "when=$dir/go$1" \
	    'send= HTTP/1.0\r\n\r\n' "when=$dir/gone" read \
	    >"$dir/$1" 2>/dev/null &
	others="$others $!"
	until_true 10 counted held "$1" || fail 'not held'
	: >"$dir/go$1"
	until_true 10 counted 511 "$2" || fail 'not answered'
	counted held "$1" || fail 'all of the page fits the buffers: no test'
}

# asks N: the client that comes as the Nth has asked for a half.
asks() {
	"$client" 127.0.0.1 "$port" open 'send=GET /' "when=$dir/gone" \
	    'send= HTTP/1.0\r\n\r\n' read >"$dir/$1" 2>/dev/null &
	others="$others $!"
	until_true 10 counted held "$1" || fail 'not held'
}

# served N: it has the whole page.
served() {
	[ "$(wc -c <"$dir/$1")" -gt 32768 ]
}

# third: one more comes, and is served; the first client gives way, and the
# second one is served, too.
third() {
	client open 'send=GET /' pause=50 'send= HTTP/1.0\r\n\r\n' read
	[ "$(answers 511)" = 1 ] || fail "$1: the third is not served"
	counted evicted 1 || fail "$1: not one gives way"
	: >"$dir/gone"
	until_true 10 served 2 || fail "$1: the second gave way"
	! served 1 || fail "$1: the first is served"
}

full
deaf 1 1
asks 2
third 'a deaf one first'

full
asks 1
deaf 2 1
third 'a deaf one second'

full
deaf 1 1
deaf 2 2
third 'both deaf'

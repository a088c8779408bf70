#!/bin/sh
# A list that is written over in place, by one of the same size, while it is
# read, or that grows then, is refused: it may be half old, half new. The
# reading is made to last a second. Plain only. (S9)
. "${0%/*}/../lib.sh"
echo 127.0.0.2 >"$dir/list"
start -a "$dir/list"
trace -e trace=read -e inject=read:delay_exit=1000000

over() {
	echo 127.0.0.3 | dd of="$dir/list" conv=notrunc
	sleep 0.05
	echo 127.0.0.4 | dd of="$dir/list" conv=notrunc
}

grows() {
	echo 127.0.0.4 >>"$dir/list"
	sleep 0.05
}

# refused WRITER: what it writes all the time is.
refused() {
	: >"$dir/log"
	touch "$dir/go"
	while [ -e "$dir/go" ]; do
		"$1"
	done 2>"$dir/dd" &
	writer=$!
	kill -HUP "$pid"
	until_true 20 logged 'the old list stays' || fail "$1: it was taken"
	rm "$dir/go"
	wait "$writer"
	! logged reloaded || fail "$1: one was taken"
	logged "^portal: $dir/list: changed while it was read; replace it by \
rename\$" || fail "$1: other words"
}

refused over
refused grows
untrace
client open=127.0.0.2 'send=GET / HTTP/1.0\r\n\r\n' read
want 'HTTP/1.1 421'
echo 127.0.0.5 >"$dir/new"
mv "$dir/new" "$dir/list"
kill -HUP "$pid"
until_true 10 logged reloaded || fail 'not taken'

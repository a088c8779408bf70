#!/bin/sh
# While the kernel has no descriptor or memory for those who come, portal does
# not nap as long as somebody can give way: each time it ends one connection,
# the oldest unfinished one, and tries again; then it tries a hundred times a
# second at most. Either way who comes is answered. Plain only: strace makes
# the call another one, which the filter has to allow. (S6)
. "${0%/*}/../lib.sh"
PORTAL=$dir/allowing
${CC:-cc} -DSANDBOX_REFUSAL=0x7fff0000U -o "$PORTAL" "$top/portal.c" ||
    fail 'cannot compile'
start -w 60
for error in EMFILE ENFILE ENOBUFS ENOMEM; do
	set --
	for _ in 1 2 3; do
		set -- "$@" open 'send=GET /'
	done
	rm -f "$dir/go"
	"$client" 127.0.0.1 "$port" "$@" "when=$dir/go" 2>/dev/null &
	holder=$!
	others=$holder
	until_true 10 counted held 3 || fail 'not held'
	before=$(count evicted)
	trace -ttt -e trace=accept4,?poll,ppoll \
	    -e "inject=accept4:error=$error:when=1..23"
	client open 'send=GET / HTTP/1.0\r\n\r\n' read
	want 'HTTP/1.1 511'
	untrace
	[ "$(($(count evicted) - before))" = 3 ] ||
	    fail "$error: $(count evicted) gave way, $before before"
	: >"$dir/go"
	wait "$holder"
	naps=$(sed -n '/poll(NULL/p' "$dir/trace" | grep -c '')
	[ "$naps" = 20 ] || fail "$error: $naps naps"
	span=$(awk '/poll\(NULL/ { if (!n++) begin = $1; end = $1 }
	    END { print int((end - begin) * 1000) }' "$dir/trace")
	[ "$span" -ge 190 ] || fail "$error: twenty naps in $span ms"
done

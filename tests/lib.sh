# lib.sh: what the test scripts share; they are in folders beside it. Each has a
# temporary folder and a port of its own, and ends only what it started.
#
# From the environment: PORTAL and CLIENT, the program tested and client.c
# (compiled if not given); SANITIZE, as tests/compile has it; NC, the nc to use.
# shellcheck shell=sh disable=SC2034

set -u
export LC_ALL=C
tests=$(cd "${0%/*}" && pwd)
[ -f "$tests/lib.sh" ] || tests=${tests%/*}
top=${tests%/*}
# shellcheck disable=SC1091 # words.sh is checked by itself
. "$tests/words.sh"
NC=${NC:-nc}
PORTAL=${PORTAL:-$("$tests/compile" portal)} || exit 1
client=${CLIENT:-$(SANITIZE=no "$tests/compile" client)} || exit 1
login=http://login.example/
dir=$(mktemp -d "${TMPDIR:-/tmp}/portal-test.XXXXXX") || exit 1
pid='' port='' pids='' others=''

# cleanup: ends what was started. Whatever else a test looks at: portal must not
# have ended by itself, nor a sanitizer have spoken.
cleanup() {
	code=$?
	for p in $others; do
		kill -KILL "$p" 2>/dev/null
		wait "$p" 2>/dev/null
	done
	for p in $pids; do
		kill -KILL "$p" 2>/dev/null
		wait "$p" 2>/dev/null
		[ $? = 137 ] || {
			echo 'portal has ended by itself'
			code=1
		}
	done
	! grep -h 'Sanitizer\|runtime error' "$dir"/* 2>/dev/null || code=1
	rm -rf "$dir"
	exit "$code"
}
trap cleanup EXIT
trap 'exit 143' HUP INT TERM

# tiny: this test is about limits, and has a portal whose limits are small.
tiny() {
	PORTAL=$("$tests/compile" tiny) || fail 'cannot compile'
}

# patient: this test needs a portal that gives those in progress a minute at its
# end.
patient() {
	PORTAL=$("$tests/compile" patient) || fail 'cannot compile'
}

# portal ARGUMENT...: to its end. Sets $code; what it said is in said.
portal() {
	timeout 10 "$PORTAL" "$@" >"$dir/said" 2>&1 && code=0 || code=$?
}

# serve ARGUMENT...: starts portal with exactly these. Sets $pid and $port.
serve() {
	: >"$dir/log"
	"$PORTAL" "$@" 2>>"$dir/log" >"$dir/out" &
	pid=$!
	pids="$pids $pid"
	await_portal
	port=$(sed -n 's/^portal: listening on .*://p' "$dir/log" | head -n 1)
}

# start ARGUMENT...: the usual way, on a free port of 127.0.0.1.
start() {
	serve -u "$login" -l 127.0.0.1:0 "$@"
}

# ask FORMAT: sends what printf makes of it; what comes back is in answer.
ask() {
	need "${NC%% *}"
	# shellcheck disable=SC2059,SC2086 # FORMAT is one, NC may be two words
	printf "$1" | $NC -w 10 127.0.0.1 "$port" >"$dir/answer" 2>"$dir/said"
}

# client STEP...: tests/client.c; what comes back is in answer, what it noted
# in said.
client() {
	"$client" "${host:-127.0.0.1}" "$port" "$@" \
	    >"$dir/answer" 2>"$dir/said" || fail "client failed: $*"
}

# want PREFIX: the first line of the answer begins so.
want() {
	first=$(head -n 1 "$dir/answer" | tr -d '\000\r')
	case $first in
	"$1"*) ;;
	*) fail "wanted $1, got: $first" ;;
	esac
}

# answers STATUS: prints how many answers have this status.
answers() {
	grep -ao "HTTP/1.1 $1" "$dir/answer" | grep -c ''
}

# want_silence: not an octet was answered.
want_silence() {
	[ ! -s "$dir/answer" ] || fail 'wanted silence'
}

# said PATTERN: a line of said matches.
said() {
	grep -q -e "$1" "$dir/said" || fail "not said: $1"
}

# logged PATTERN: a line of the log matches. Alone it is a question.
logged() {
	grep -q -e "$1" "$dir/log"
}

# stop: SIGTERM; sets $code to what portal exits with.
stop() {
	kill -TERM "$pid"
	wait "$pid" && code=0 || code=$?
	pids=${pids% "$pid"}
}

# trace [OPTION]...: strace's view of portal is in trace from now on.
trace() {
	need strace
	strace "$@" -p "$pid" -o "$dir/trace" 2>"$dir/said" &
	tracer=$!
	others="$others $tracer"
	until_true 10 grep -q 'attached' "$dir/said" ||
	    skip "cannot trace: $(head -n 1 "$dir/said")"
}

# untrace: that is over, and trace is whole.
untrace() {
	kill -INT "$tracer"
	wait "$tracer"
	others=
}

# refusing: portal now runs under strace, by which the system call $call fails
# with $error.
refusing() {
	need strace
	strace true 2>/dev/null || skip 'cannot trace here'
	cat >"$dir/refusing" <<-END
		#!/bin/sh
		exec strace -D -o "$dir/trace" -e "trace=\$call" \
		    -e "inject=\$call:error=\$error" "$PORTAL" "\$@"
	END
	chmod +x "$dir/refusing"
	PORTAL=$dir/refusing
	export call error
}

# no_descriptors: portal gets no more of them. Needs prlimit.
no_descriptors() {
	limit=0				# the first that is free
	while [ -h "/proc/$pid/fd/$limit" ]; do
		limit=$((limit + 1))
	done
	prlimit --pid "$pid" --nofile="$limit:"
}

# calls: the system calls of the trace, on one line, by one name whatever the
# processor's is; without the clock, which is none where the vDSO has it. What
# was under way when the trace began may be seen ending.
calls() {
	sed -n 's/^\([a-z0-9_]*\)(.*/\1/p' "$dir/trace" |
	    sed '/clock_gettime/d; s/epoll_pwait/epoll_wait/; 1{/restart/d}
		s/^recv$/&from/; s/^send$/&to/' |
	    sed '1s/^accept4/epoll_wait accept4/' | tr '\n' ' '
}

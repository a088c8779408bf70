# words.sh: what scripts say on this machine and in the lab alike. lib.sh and
# lab.sh read it, and bench/run; $dir and $pid are theirs.
# shellcheck shell=sh disable=SC2154

# fail SENTENCE: says why, shows what portal and the client saw, and ends.
fail() {
	echo "$*"
	for f in log answer said; do
		[ ! -s "$dir/$f" ] || {
			echo "-- $f:"
			tail -c 1500 "$dir/$f" | cut -c 1-200
		}
	done
	exit 1
}

skip() {
	echo "$*"
	exit 77
}

# until_true SECONDS COMMAND...: tries it until it is true, or that long.
until_true() {
	tries=$(($1 * 20))
	shift
	while ! "$@"; do
		[ "$tries" -gt 0 ] || return 1
		tries=$((tries - 1))
		sleep 0.05
	done
}

listening() {
	grep -q '^portal: listening on ' "$dir/log" ||
	    ! kill -0 "$pid" 2>/dev/null
}

# count NAME: prints one of the counters of SIGUSR1.
count() {
	before=$(grep -c '^portal: counters ' "$dir/log")
	kill -USR1 "$pid"
	until_true 10 counters_more_than "$before" || fail 'no counters'
	sed -n "s/^portal: counters\\(.*\\)* $1=\\([0-9]*\\).*/\\2/p" \
	    "$dir/log" | tail -n 1
}

counters_more_than() {
	[ "$(grep -c '^portal: counters ' "$dir/log")" -gt "$1" ]
}

# counted NAME NUMBER: the counter is there yet.
counted() {
	[ "$(count "$1")" = "$2" ]
}

# need TOOL...: skips the test where one is missing.
need() {
	for tool; do
		command -v "$tool" >/dev/null || skip "no $tool here"
		# Debian's python3-minimal has not all of it.
		[ "$tool" != python3 ] || python3 -Sc 'import http' \
		    2>/dev/null || skip 'no whole python3 here'
	done
}

# row CELL...: prints a line of a table, as Markdown has it.
row() {
	printf '| %s ' "$@"
	echo '|'
}

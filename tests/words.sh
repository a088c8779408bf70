# words.sh: what scripts say on this machine and in the lab alike. lib.sh and
# lab.sh read it, and some of what make calls; $dir and $pid are theirs.
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

# skip SENTENCE: says why this test cannot run here, and ends.
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

# await_portal: waits until the portal that was just started listens.
await_portal() {
	until_true 20 listening_or_over ||
	    fail 'portal does not say that it listens'
	kill -0 "$pid" 2>/dev/null || fail 'portal did not start'
}

# It listens, or has ended.
listening_or_over() {
	grep -q '^portal: listening on ' "$dir/log" ||
	    ! kill -0 "$pid" 2>/dev/null
}

# more_than NUMBER PATTERN FILE: so many lines of the file match, and more.
more_than() {
	[ "$(grep -c "$2" "$3")" -gt "$1" ]
}

# count NAME: prints one of the counters of SIGUSR1.
count() {
	before=$(grep -c '^portal: counters ' "$dir/log")
	kill -USR1 "$pid" 2>/dev/null || return	# it has ended: nothing
	until_true 10 more_than "$before" '^portal: counters ' "$dir/log" ||
	    fail 'no counters'
	sed -n "s/^portal: counters\\(.*\\)* $1=\\([0-9]*\\).*/\\2/p" \
	    "$dir/log" | tail -n 1
}

# counted NAME NUMBER: that is what the counter is.
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

# copy_tree TO: makes a copy of the tree there, without what is built.
copy_tree() {
	mkdir "$1"
	(cd "$tests/.." && tar -cf - --exclude=.git --exclude=tests/build .) |
	    tar -xf - -C "$1"
}

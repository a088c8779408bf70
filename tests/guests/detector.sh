# detector.sh: what the detectors replayed in this folder have in common: each
# defines asks, which probes with the octets that it is known to send, and says
# what it makes of the answer.
# shellcheck shell=sh disable=SC2154

. "${0%/*}/../lib.sh"

# probe FORMAT: sends it; sets $status and $to (the Location).
probe() {
	ask "$1"
	tr -d '\r' <"$dir/answer" | sed '/^$/,$d' >"$dir/head"
	status=$(sed -n '1s/^HTTP\/1\.1 \([0-9]*\) .*/\1/p' "$dir/head")
	to=$(sed -n 's/^Location: //p' "$dir/head")
}

# portal_by STATUS...: redirected with one of these, to a whole URL.
portal_by() {
	case " $* " in
	*" $status "*) [ "$to" = "$login" ] || fail "goes to $to" ;;
	*) fail "takes $status for no portal" ;;
	esac
}

# with_r_alone STATUS...: each line of stdin is what asks takes. The first gets
# the 511 without -r; with it all are a portal by one of these.
with_r_alone() {
	cat >"$dir/probes"
	start
	# shellcheck disable=SC2046 # words
	asks $(head -n 1 "$dir/probes")
	[ "$status" = 511 ] || fail "without -r: $status"
	start -r
	while read -r words; do
		# shellcheck disable=SC2086 # words
		asks $words
		portal_by "$@"
	done <"$dir/probes"
}

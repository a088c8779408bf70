# detector.sh: what the detectors replayed in this folder have in common: the
# octets that each is known to send, and what it makes of the answer.
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

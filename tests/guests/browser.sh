# browser.sh: what is asked of each browser, on guest1 of the lab.
# shellcheck shell=sh

# seen PATTERN: the browser has said so.
seen() {
	grep -qx "$1" "$dir/said" || fail "$browser has not seen: $1"
}

# browse MODE...: what browser.py does of it.
browse() {
	ip netns exec "$lab-guest1" timeout 55 python3 \
	    "$here/../guests/browser.py" "$browser" "$@" \
	    >"$dir/said" 2>&1 || fail "$browser fails"
}

# follows BROWSER PROGRAM REQUESTS: it shows the page, the link first in tab
# order, follows the refresh when its time has come, and the link at once; and
# is answered with no more pages than that in 30 seconds: no favicon, no loop.
follows() {
	browser=$1
	command -v "$2" >/dev/null || skip "no $2 here"
	list "to $open"
	serve -d 5
	firewall
	webserver
	browse click "http://$web/"
	seen "clicked: http://$login/"
	before=$(count 511)
	browse stay "http://$web/page?a=b" 30
	seen 'heading: Network authentication required'
	seen 'links: 1'
	seen 'text: sign in to this network'
	seen 'tab: A'
	grep -v 'about:blank' "$dir/said" | grep '^after' >"$dir/went"
	[ "$(grep -c '' "$dir/went")" = 1 ] || fail "$browser goes on"
	seen "after [0-9]* s: http://$login/"
	asked=$(($(count 511) - before))
	echo "$browser: $asked pages in 30 seconds"
	[ "$asked" -le "$3" ] || fail "more than $3 pages"
}

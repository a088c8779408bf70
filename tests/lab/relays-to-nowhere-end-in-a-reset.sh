#!/bin/sh
# A server that refuses, is not there, or never answers: the client is reset,
# at once or when the time for connecting is over.
. "${0%/*}/lab.sh"
small
list $mac1
serve
firewall "$dir/nobody"
resets() {
	get guest1 "http://$1/" -m 9
	want 000
	grep -q 'reset\|refused' "$dir/said" || fail "no reset: $2"
	until_true 5 counted connect_failed "$3" || fail "not counted: $2"
}
resets $peer 'a server that refuses' 1
resets 203.0.113.99 'a server that is not there' 2
origin nft -f - <<-'END'
	table ip silence {
		chain input {
			type filter hook input priority 0
			tcp dport 80 drop
		}
	}
END
resets $peer 'a server that is silent' 3
[ "$(count relaying)" = 0 ] || fail 'a relay stays'

#!/bin/sh
# An interface that is not there yet is named on stderr, and the ruleset printed
# all the same; its head names in a line each what an operator stumbles over;
# the table is named after the port.
. "${0%/*}/../lib.sh"
"$PORTAL" -u http://192.0.2.9/ -n lo,br-gest >"$dir/rules" 2>"$dir/said" ||
    fail 'no ruleset'
said '^portal: -n: no interface has this name yet: br-gest$'
[ "$(grep -c '' "$dir/said")" = 1 ] || fail 'more is said'
grep -q 'elements = { "lo", "br-gest" }' "$dir/rules" || fail 'not in the set'
[ "$(tail -n 1 "$dir/rules")" = '}' ] || fail 'not all of it'
grep '^#' "$dir/rules" | tr '\n#' '  ' | tr -s ' ' >"$dir/said"
for words in 'Load: portal -n .* | nft -f -' \
    'Remove: nft delete table inet portal_8511' 'network .*own .*port' \
    'fw4, ufw' 'Docker' '53, 67, 123, 547 and 8511' \
    'offloaded, in software too: conntrack -D -s' 'administrator' \
    'printer or camera' 'repeater' 'bridge-nf-call-iptables=0'; do
	said "$words"
done
portal -u http://192.0.2.9/ -n lo -l :8080
! grep -q 8511 "$dir/said" || fail 'another port'
said '^table inet portal_8080 {$'
said 'redirect to :8080$'

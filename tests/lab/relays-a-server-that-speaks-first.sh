#!/bin/sh
# A client that waits for its server's first words hears them.
. "${0%/*}/lab.sh"
list $mac1
serve
firewall "$dir/nobody"
peers greet
ask guest1 listen
grep -q '^hello, I speak first$' "$dir/said" || fail 'not a word'

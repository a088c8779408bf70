#!/bin/sh
# A relay ends when nothing went through it for its time; one in use does not.
. "${0%/*}/lab.sh"
small
list $mac1
serve
firewall "$dir/nobody"
peers echo
open_session guest1 talk
for word in one two three four five six; do
	echo $word >&3
	says $word || fail 'it ended though it was used'
	sleep 0.5
done
until_true 10 counted relaying 0 || fail 'it does not end'

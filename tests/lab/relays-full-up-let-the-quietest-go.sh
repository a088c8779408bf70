#!/bin/sh
# With -s relays open, a new one takes the place of the quietest.
. "${0%/*}/lab.sh"
list $mac1
serve -s 4
firewall "$dir/nobody"
peers echo
open_session guest1 talk
echo first >&3
says first || fail 'no echo'
ask guest1 hold 4 </dev/null
[ "$code" = 0 ] || fail 'the new ones do not come through'
echo second >&3
says 'Connection reset' || fail 'the quietest one is there yet'

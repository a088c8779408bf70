#!/bin/sh
# With -s relays open, a stranger on the way to an open destination is reset:
# nobody who is on the list loses a relay to one.
. "${0%/*}/lab.sh"
list $mac1 "to $open"
serve -s 1
firewall "$dir/nobody"
peers echo
webserver
get guest2 "http://$open/"
want 200
until_true 10 counted relaying 0 || fail 'the relay does not end'
open_session guest1 talk
echo first >&3
says first || fail 'no echo'
get guest2 "http://$open/"
want 000
echo second >&3
says second || fail 'the relay of the allowed one is gone'

#!/bin/sh
# A guest put on the list passes with its next connection, one taken off does
# not; a wrong list changes nothing; what others have open goes on through all.
. "${0%/*}/lab.sh"
webserver
peers echo
list $mac2
serve
firewall "$dir/nobody"
number=0
undisturbed() {
	number=$((number + 1))
	echo "line $number" >&3
	says "^line $number\$" || fail "another guest is disturbed: $1"
}
open_session guest2 talk
undisturbed 'at first'
get guest1 "http://$web/"
want 511
list $mac2 $mac1
reload
get guest1 "http://$web/"
want 200
undisturbed 'by an addition'
list 'not an entry'
reload
get guest1 "http://$web/"
want 200
undisturbed 'by a wrong list'
list $mac1
reload
get guest2 "http://$web/"
want 511
get guest1 "http://$web/"
want 200
undisturbed 'by its own removal'
firewall
get guest1 "http://$web/"
grep -q "sees $ip1\$" "$dir/answer" || fail 'not forwarded'
undisturbed 'by the ruleset'
list '# nobody'
reload
firewall
get guest1 "http://$web/"
want 511
undisturbed 'by another ruleset'

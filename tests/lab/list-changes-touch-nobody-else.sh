#!/bin/sh
# A guest put on the list passes with its next connection, one taken off does
# not; a wrong list gives no ruleset; what others have open goes on through all.
. "${0%/*}/lab.sh"
webserver
peers
list $mac2
serve
firewall
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
firewall
reload
get guest1 "http://$web/"
want 200
undisturbed 'by an addition'
list 'not an entry'
reload
gateway "$PORTAL" -u "http://$login/" -a "$dir/allow.txt" -n br.guest \
    >"$dir/rules" 2>"$dir/said" && fail 'a ruleset of a wrong list'
[ ! -s "$dir/rules" ] || fail 'some rules of a wrong list'
get guest1 "http://$web/"
want 200
undisturbed 'by a wrong list'
list $mac2
firewall
reload
get guest1 "http://$web/"
want 511
undisturbed "by another's removal"

#!/bin/sh
# Firefox started by a stranger and left alone with portal's page: in 30 seconds
# its probes, one each three seconds, and no loop and no favicons. Its https,
# which goes on in the background, stays within bounds with -S. Plain only.
. "${0%/*}/../lab/lab.sh"
. "${0%/*}/browser.sh"
network -S -r -d no
browse firefox state=3 bar go=http://www.example.org/ "heading=$page" stay=30
! grep -q 'goes to' "$dir/said" || fail 'the page leads away'
at_most 5 511	# the page, and probes that -r leaves alone
at_most 24 302
at_most 200 tls

#!/bin/sh
# Chromium of a stranger, left alone with portal's page: no loop and no favicons
# in 30 seconds. Its https, which goes on in the background, stays within bounds
# with -S. Plain only.
. "${0%/*}/../lab/lab.sh"
. "${0%/*}/browser.sh"
network -S -r -d no
browse chromium go=http://www.example.org/ "heading=$page" stay=30 only=1
! grep -q 'goes to' "$dir/said" || fail 'the page leads away'
at_most 4 511	# the page, and what it asks its makers
at_most 4 302
at_most 60 tls

#!/bin/sh
# Chromium, asked for an https page by a stranger: with -S and -r its probe is
# redirected, so that the tab it opens by itself is the login page at once; and
# the https page loads as soon as its guest has signed in. Plain only.
. "${0%/*}/../lab/lab.sh"
. "${0%/*}/browser.sh"
network -S -r
browse chromium go=https://www.example.org/ "tab=http://$login/" only=2 \
    click "at=http://$login/done" \
    first at=https://www.example.org/ heading=Wanted
[ "$(count 302)" -gt 0 ] || fail 'no probe was seen'
at_most 4 302
at_most 4 511
at_most 60 tls

#!/bin/sh
# Firefox that comes to a network with portal: its captive portal service is
# locked, a bar says so, whose button leads to the login page; after the sign-in
# there it is unlocked, and the bar is gone. Plain only.
. "${0%/*}/../lab/lab.sh"
. "${0%/*}/browser.sh"
network -d 5
sh "$dir/sign-in"
browse firefox state=1 "run=$dir/joins" go=about:blank state=3 bar button tab \
    "heading=$page" "at=http://$login/" click "at=http://$login/done" \
    state=2 nobar
seen 'bar: You must log in to this network before you can access the Internet.*'

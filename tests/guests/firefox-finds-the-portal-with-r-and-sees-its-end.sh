#!/bin/sh
# Firefox that comes to a network with portal -r: locked, the bar's button leads
# to the login page at once, unlocked after the sign-in there. Plain only.
. "${0%/*}/../lab/lab.sh"
. "${0%/*}/browser.sh"
network -r
sh "$dir/sign-in"
browse firefox state=1 "run=$dir/joins" go=about:blank state=3 bar button \
    "tab=http://$login/,9" click "at=http://$login/done" state=2 nobar
[ "$(count 302)" -gt 0 ] || fail 'no probe was redirected'

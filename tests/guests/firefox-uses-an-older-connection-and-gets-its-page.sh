#!/bin/sh
# Firefox connects while somebody types an address; the connection from before
# the sign-in is used after it, meets the 421, and the page asked for is there
# at once. Plain only.
. "${0%/*}/../lab/lab.sh"
. "${0%/*}/browser.sh"
older_connection firefox pref=network.captive-portal-service.enabled:false \
    pref=dom.security.https_first:false connect=http://www.example.org/

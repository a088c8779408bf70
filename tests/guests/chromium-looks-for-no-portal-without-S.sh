#!/bin/sh
# Chromium, asked for an https page by a stranger without -S: its error page, no
# probe and no other tab; after the sign-in that page has to be asked for again.
# Plain only.
. "${0%/*}/../lab/lab.sh"
. "${0%/*}/browser.sh"
network -r	# which would answer a probe with a 302
browse chromium go=https://www.example.org/ at=chrome-error://chromewebdata/ \
    stay=10 only=1 "run=$dir/sign-in" stay=3 at=chrome-error://chromewebdata/ \
    reload heading=Wanted
counted 302 0 || fail 'a probe was seen'
counted tls 0 || fail 'https came to portal'

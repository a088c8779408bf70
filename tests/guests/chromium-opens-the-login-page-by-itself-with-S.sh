#!/bin/sh
# Chromium, asked for an https page by a stranger: the alert of -S makes it look
# for a portal and open a tab in front with the page of portal, without a click;
# after the sign-in there the https page loads by itself. Plain only.
. "${0%/*}/../lab/lab.sh"
. "${0%/*}/browser.sh"
network -S
browse chromium go=https://www.example.org/ tab "heading=$page" only=2 \
    click "at=http://$login/" click "at=http://$login/done" \
    first at=https://www.example.org/ heading=Wanted
at_most 8 511	# two probes, the tab, and what it asks its makers
at_most 60 tls

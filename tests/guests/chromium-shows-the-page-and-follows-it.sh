#!/bin/sh
# Chromium shows the 511's page and follows it to the login page. Plain only.
. "${0%/*}/../lab/lab.sh"
. "${0%/*}/browser.sh"
follows chromium

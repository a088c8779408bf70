#!/bin/sh
# Chromium of who is listed and not yet let pass: the 421 loads again each five
# seconds, twice each time and without a favicon, until the page asked for is
# there. Plain only.
. "${0%/*}/../lab/lab.sh"
. "${0%/*}/browser.sh"
leaves_421 chromium

#!/bin/sh
# Chromium keeps a connection in stock for the site whose page it shows; the one
# from before the sign-in is used after it, meets the 421, and the page asked
# for is there at once. Plain only.
. "${0%/*}/../lab/lab.sh"
. "${0%/*}/browser.sh"
older_connection chromium go=http://www.example.org/ "heading=$page"

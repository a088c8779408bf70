#!/bin/sh
# SIGHUP where no list was given: portal says so, and goes on.
. "${0%/*}/../lib.sh"
start
kill -HUP "$pid"
until_true 10 logged 'no list to reload' || fail 'no word of it'
ask 'GET / HTTP/1.0\r\n\r\n'
want 'HTTP/1.1 511'

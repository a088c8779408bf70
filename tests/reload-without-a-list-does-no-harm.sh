#!/bin/sh
# SIGHUP where no list was given: portal goes on.
. "${0%/*}/lib.sh"
start
kill -HUP "$pid"
ask 'GET / HTTP/1.0\r\n\r\n'
want 'HTTP/1.1 511'

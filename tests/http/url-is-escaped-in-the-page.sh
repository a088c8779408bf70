#!/bin/sh
# The & of a login URL stands as &amp; in HTML.
. "${0%/*}/../lib.sh"
login='https://login.example/?a=1&b=2'
start
ask 'GET / HTTP/1.0\r\n\r\n'
grep -q 'href="https://login.example/?a=1&amp;b=2"' "$dir/answer" ||
    fail 'not escaped in the link'
grep -q 'url=https://login.example/?a=1&amp;b=2"' "$dir/answer" ||
    fail 'not escaped in the refresh'

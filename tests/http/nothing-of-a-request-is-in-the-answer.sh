#!/bin/sh
# Nothing a client sent is ever in an answer or in the log. (S1)
. "${0%/*}/../lib.sh"
start -v
for request in 'GET /sesame"><script> HTTP/1.1\r\nHost: a\r\n\r\n' \
    'GET /%%0d%%0aSesame:%%20a HTTP/1.1\r\nHost: a\r\n\r\n' \
    'GET / HTTP/1.1\r\nHost: sesame.example\r\n\r\n' \
    'GET / HTTP/1.1\r\nHost: "><b>sesame\r\n\r\n' \
    'SESAME / HTTP/1.1\r\nHost: a\r\nCookie: sesame\r\n\r\n' \
    'GET http://sesame.example/ HTTP/1.1\r\nHost: sesame\r\n\r\n' \
    'GET /sesame\r\n' 'GET / HTTP/sesame\r\n\r\n' \
    'GET / HTTP/1.1\r\nsesame: a\r\nsesame\r\n\r\n'; do
	ask "$request"
	want 'HTTP/1.1 '
	! grep -qi sesame "$dir/answer" || fail "comes back: $request"
done
kill -USR1 "$pid"
until_true 10 logged ' counters ' || fail 'no counters'
! grep -qi sesame "$dir/log" || fail 'it is in the log'

#!/bin/sh
# SIGHUP cuts no connection in progress; who asks on one is looked up when the
# answer is chosen: a guest that signed in meanwhile is not told to sign in, and
# one taken off the list is.
. "${0%/*}/../lib.sh"
echo 127.0.0.2 >"$dir/allow.txt"
start -a "$dir/allow.txt"
client open=127.0.0.3 'send=GET /' open=127.0.0.2 'send=GET /' \
    "when=$dir/go" 'send= HTTP/1.0\r\n\r\n' read \
    use=1 'send= HTTP/1.0\r\n\r\n' read &
others=$!
until_true 10 counted held 2 || fail 'not held'
echo 127.0.0.3 >"$dir/new"
mv "$dir/new" "$dir/allow.txt"
kill -HUP "$pid"
until_true 10 logged reloaded || fail 'no word of it'
: >"$dir/go"
wait "$others"
others=
want 'HTTP/1.1 511'
[ "$(answers 421)" = 1 ] || fail 'who signed in meanwhile gets no 421'

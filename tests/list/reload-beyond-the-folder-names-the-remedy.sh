#!/bin/sh
# Landlock lets portal read the folder that the list lay in when it started. If
# another folder has taken its place, a reload says that portal has to be
# restarted; the old list stays. Plain only: a kernel without Landlock has
# nothing to refuse.
. "${0%/*}/../lib.sh"
mkdir "$dir/etc"
echo 127.0.0.2 >"$dir/etc/allow"
start -a "$dir/etc/allow"
! logged 'no Landlock' || skip 'no Landlock here'
mv "$dir/etc" "$dir/old"
mkdir "$dir/etc"
: >"$dir/etc/allow"
kill -HUP "$pid"
until_true 10 logged 'the old list stays' || fail 'no word of it'
logged "^portal: $dir/etc/allow: Permission denied; if it is not in the folder\
 that portal may read since it started, restart portal\$" ||
    fail 'the remedy is not said'
logged "^portal: $dir/etc/allow: the old list stays, as of the last good\
 load\$" || fail 'the old list is not named'
client open=127.0.0.2 'send=GET / HTTP/1.0\r\n\r\n' read
want 'HTTP/1.1 421'

#!/bin/sh
# Once it listens, portal has no capability, can get none, and cannot fork;
# with -U it is another user, who can still reload the list. As that user it
# may have been started, too. Plain only: sanitizers look at other processes.
# (S10)
. "${0%/*}/../lib.sh"
has() {
	grep -q "^$1:[[:space:]]*$2\$" "/proc/$pid/status" ||
	    fail "not $2: $(grep "^$1" "/proc/$pid/status")"
}
echo 192.0.2.1 >"$dir/list"
chmod 755 "$dir"
start -a "$dir/list"
has CapPrm 0000000000000000
has CapEff 0000000000000000
has NoNewPrivs 1
has Seccomp 2
grep -q '^Max processes *0 *0 ' "/proc/$pid/limits" || fail 'it could fork'
grep -q '^Max core file size *0 *0 ' "/proc/$pid/limits" || fail 'core files'
portal -U nobody-of-that-name -u "$login" -l 127.0.0.1:0
[ "$code" = 2 ] || fail "exit $code"
said '-U: no such user in /etc/passwd .*: nobody-of-that-name$'
[ "$(id -u)" = 0 ] || {
	portal -U root -u "$login" -l 127.0.0.1:0
	[ "$code" = 1 ] || fail "exit $code"
	said '-U: cannot become that user; only root can: Operation not'
	skip 'only root can become another user'
}
start -a "$dir/list" -U nobody
uid=$(id -u nobody) gid=$(id -g nobody)
has Uid "$uid	$uid	$uid	$uid"
has Gid "$gid	$gid	$gid	$gid"
has Groups ' *'
has CapPrm 0000000000000000
kill -HUP "$pid"
until_true 10 logged 'reloaded, 1 entries' || fail 'no reload'
chmod 600 "$dir/list"
start -a "$dir/list" -U nobody
logged "SIGHUP will not be able to read it: Permission denied; let portal's \
user read it\$" ||
    fail 'it does not say that the list is out of reach'

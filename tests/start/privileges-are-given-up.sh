#!/bin/sh
# Once it listens, portal has no capability, can get none, and cannot fork;
# with -U it is another user, who can still reload the list: also if root has
# groups, hands capabilities to what it starts and keeps them, or if that user
# starts it, with some, or with root's real uid. Plain only: sanitizers look at
# other processes.
# (S10)
. "${0%/*}/../lib.sh"
has() {
	grep -q "^$1:[[:space:]]*$2\$" "/proc/$pid/status" ||
	    fail "not $2: $(grep "^$1" "/proc/$pid/status")"
}

# powerless: it has no capability, and no way to one.
powerless() {
	for set in CapInh CapPrm CapEff CapAmb; do
		has $set 0000000000000000
	done
	has NoNewPrivs 1
	has Threads 1
}
echo 192.0.2.1 >"$dir/list"
chmod 755 "$dir"
start -a "$dir/list"
powerless
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
need setpriv
uid=$(id -u nobody) gid=$(id -g nobody)
# nobody_now: it is nobody, and was never another.
nobody_now() {
	has Uid "$uid	$uid	$uid	$uid"
	has Gid "$gid	$gid	$gid	$gid"
	has Groups ' *'
	powerless
}

# by OPTION...: who starts portal from now on is as setpriv makes it.
cp "$PORTAL" "$dir/portal"
by() {
	printf '#!/bin/sh\nexec setpriv %s %s "$@"\n' "$*" "$dir/portal" \
	    >"$dir/by"
	chmod 755 "$dir/by"
	PORTAL=$dir/by
}
some='--inh-caps +net_admin,+sys_admin --ambient-caps +net_admin,+sys_admin'
by --groups 0,4,5,6 --securebits +no_setuid_fixup "$some"
start -a "$dir/list" -U nobody
nobody_now
by --reuid "$uid" --regid "$gid" --clear-groups "$some"
start -a "$dir/list"
nobody_now
start -a "$dir/list" -U nobody
nobody_now
by --ruid 0 --euid "$uid" --regid "$gid" --clear-groups
start -a "$dir/list" -U nobody
nobody_now
by --ruid 0 --euid "$uid" --regid "$gid" --clear-groups
start -a "$dir/list" -U nobody	# it runs as nobody, and root has started it
nobody_now
PORTAL=$dir/portal
start -a "$dir/list" -U nobody
nobody_now
kill -HUP "$pid"
until_true 10 logged 'reloaded, 1 entries' || fail 'no reload'
chmod 600 "$dir/list"
start -a "$dir/list" -U nobody
logged "SIGHUP will not be able to read it: Permission denied; let portal's \
user read it\$" ||
    fail 'it does not say that the list is out of reach'

#!/bin/sh
# Another process that shares the listener, as a service manager does, shuts it
# down: portal ends with the reason, and does not spin.
. "${0%/*}/../lib.sh"
need perl
cat >"$dir/manager" <<'END'
# A listening socket as descriptor 3 of the program; shut down when told.
use strict;
use Socket;
$^F = 9;
socket(my $s, PF_INET, SOCK_STREAM, 0) or die;
bind($s, sockaddr_in(0, inet_aton("127.0.0.1"))) or die;
listen($s, 9) or die;
die if fileno($s) != 3;
my $child = fork;
if ($child == 0) {
	$ENV{LISTEN_PID} = $$;
	$ENV{LISTEN_FDS} = 1;
	exec @ARGV;
}
<STDIN>;
shutdown($s, 2) or die;
waitpid $child, 0;
exit($? >> 8);
END
mkdir "$dir/sub"
mkfifo "$dir/sub/told"
perl "$dir/manager" "$PORTAL" -u "$login" <"$dir/sub/told" 2>"$dir/log" 3<&- &
manager=$!
others=$manager
exec 9>"$dir/sub/told"
up() {
	logged '^portal: listening on '
}
until_true 20 up || fail 'no start'
port=$(sed -n 's/^portal: listening on .*://p' "$dir/log")
ask 'GET / HTTP/1.0\r\n\r\n'
want 'HTTP/1.1 511'
echo >&9
exec 9>&-
dead() {
	logged '^portal: a listener is dead: Invalid argument; restart portal$'
}
until_true 10 dead || {
	read -r portal_itself <"/proc/$manager/task/$manager/children"
	kill -KILL "$portal_itself"
	fail 'it goes on'
}
wait "$manager" && code=0 || code=$?
others=
[ "$code" = 1 ] || fail "exit $code"

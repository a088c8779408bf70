#!/bin/sh
# A service manager's sockets (LISTEN_FDS) are the listeners.
. "${0%/*}/../lib.sh"
need perl
cat >"$dir/activate" <<'END'
#!/usr/bin/env perl
# Two listening sockets as descriptors 3 and 4, then the program.
use strict;
use Socket;
$^F = 9;
my @sockets;
for (1 .. 2) {
	socket(my $s, PF_INET, SOCK_STREAM, 0) or die;
	bind($s, sockaddr_in(0, inet_aton("127.0.0.1"))) or die;
	listen($s, 9) or die;
	push @sockets, $s;
}
die if fileno($sockets[0]) != 3 || fileno($sockets[1]) != 4;
$ENV{LISTEN_PID} = $$ + $ENV{OFF};
$ENV{LISTEN_FDS} = 2;
exec @ARGV;
END
passed=$PORTAL
cat >"$dir/portal" <<END
#!/bin/sh
exec perl "$dir/activate" "$passed" "\$@" 3<&- 4<&-
END
chmod +x "$dir/portal"
PORTAL=$dir/portal
export OFF=0
serve -u "$login"
[ "$(grep -c 'listening on 127.0.0.1:' "$dir/log")" = 2 ] || fail 'not both'
for port in $(sed -n 's/^portal: listening on .*://p' "$dir/log"); do
	ask 'GET / HTTP/1.0\r\n\r\n'
	want 'HTTP/1.1 511'
done
stop
OFF=1
serve -u "$login" -l 127.0.0.1:0
[ "$(grep -c 'listening on' "$dir/log")" = 1 ] || fail "another's were taken"

#!/bin/sh
# Passed descriptors (LISTEN_FDS) that are no listening sockets of IPv4 or IPv6,
# or are too many, are an error: exit 2. Without LISTEN_FDS nothing was passed.
. "${0%/*}/../lib.sh"
need perl timeout
tiny
cat >"$dir/activate" <<'END'
# What FIRST says as descriptor 3, then the program.
use strict;
use Socket;
$^F = 9;
my $unix = $ENV{FIRST} eq 'unix';
socket(my $s, $unix ? PF_UNIX : PF_INET, SOCK_STREAM, 0) or die;
bind($s, $unix ? sockaddr_un("$ENV{dir}/socket") :
    sockaddr_in(0, inet_aton("127.0.0.1"))) or die;
listen($s, 9) or die if $ENV{FIRST} ne 'socket';
die if fileno($s) != 3;
$ENV{LISTEN_PID} = $$;
exec @ARGV;
END
# passed ARGUMENT...: sets $code.
passed() {
	timeout 10 perl "$dir/activate" "$PORTAL" -u "$login" "$@" \
	    >"$dir/said" 2>&1 3<&- && code=0 || code=$?
}
no_listener() {
	said "^portal: descriptor $1, passed by LISTEN_FDS, is no listening\
 socket of IPv4 or IPv6\$"
}
export LISTEN_FDS=1 FIRST=socket
passed
[ "$code" = 2 ] || fail "a socket that does not listen: exit $code"
no_listener 3
export dir
FIRST=unix
passed
[ "$code" = 2 ] || fail "a Unix socket: exit $code"
no_listener 3
rm "$dir/socket"
LISTEN_FDS=2 FIRST=listener
passed
[ "$code" = 2 ] || fail "a descriptor that is not open: exit $code"
no_listener 4
LISTEN_FDS=1
passed -l 127.0.0.1:0 -l 127.0.0.1:0
[ "$code" = 2 ] || fail "three, where there is room for two: exit $code"
said '^portal: over 2 listeners$'
unset LISTEN_FDS
export LISTEN_PID=1
start
[ "$(grep -c 'listening on' "$dir/log")" = 1 ] || fail 'not one listener'

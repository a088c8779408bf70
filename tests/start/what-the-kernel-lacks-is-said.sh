#!/bin/sh
# A kernel without Landlock, one without seccomp, and a service manager that
# forbids netlink: each is said at start, with what it means, and guests are
# answered. Plain only: it is strace that has the kernel answer so.
. "${0%/*}/../lib.sh"
refusing
echo 02:00:00:00:00:01 >"$dir/list"

# without CALL ERROR LINE: portal says the line, and serves.
without() {
	call=$1 error=$2
	start -a "$dir/list"
	grep -q INJECTED "$dir/trace" || skip "this kernel has no $call"
	logged "^portal: $3\$" || fail "not said: $3"
	ask 'GET / HTTP/1.0\r\n\r\n'
	want 'HTTP/1.1 511'
	stop
	[ "$code" = 0 ] || fail "without $call: exit $code"
}
without landlock_create_ruleset ENOSYS \
    'sandbox: no Landlock: Function not implemented'
# The first gives up new privileges, the second enters the filter.
without prctl EINVAL:when=2 'sandbox: no seccomp: Invalid argument'
# The first socket is netlink's; those of the listeners come later.
without socket EAFNOSUPPORT:when=1 "no neighbour table: Address family not\
 supported by protocol: MACs on the list will not be recognised here, and -k\
 counts addresses"

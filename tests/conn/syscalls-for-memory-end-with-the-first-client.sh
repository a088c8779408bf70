#!/bin/sh
# All memory is there before the first client: whatever they do, and reloads of
# lists that are large, small and wrong, neither ask the kernel for any nor the
# C library. Plain only. (S5)
. "${0%/*}/../lib.sh"

# With this before the C library, malloc ends portal once somebody has come.
cat >"$dir/guard.c" <<'END'
#define _GNU_SOURCE
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

static _Alignas(16) char memory[1 << 20];
static size_t used;
static int begun;

int
accept4(int fd, struct sockaddr *from, socklen_t *n, int flags)
{
	begun = 1;
	return (int)syscall(SYS_accept4, fd, from, n, flags);
}

void *
malloc(size_t n)
{
	n = (n + 15) / 16 * 16;
	if (begun || n > sizeof memory - used)
		__builtin_trap();
	used += n;
	return memory + used - n;
}

void *
calloc(size_t n, size_t size)
{
	return malloc(n * size);
}

void *
realloc(void *old, size_t n)
{
	void *fresh = malloc(n);

	return old == NULL ? fresh : memmove(fresh, old, n);
}

void
free(void *old)
{
	(void)old;
}
END
${CC:-cc} -shared -fPIC -fno-builtin -o "$dir/guard.so" "$dir/guard.c" ||
    fail 'cannot compile'
printf '#!/bin/sh\nLD_PRELOAD=%s exec %s "$@"\n' "$dir/guard.so" "$PORTAL" \
    >"$dir/guarded"
chmod +x "$dir/guarded"
PORTAL=$dir/guarded

# list NAME: it is the list from now on, and a reload says what it is.
list() {
	ln -sf "$1" "$dir/new"
	mv "$dir/new" "$dir/allow"
	: >"$dir/log"
	kill -HUP "$pid"
	until_true 20 logged 'reloaded\|the old list stays' ||
	    fail "no word of $1"
}
seq 131072 | awk '{ printf "02:00:00:%02x:%02x:%02x\n", $1 / 65536,
    $1 / 256 % 256, $1 % 256 }' >"$dir/large"
echo 192.0.2.1/33 >"$dir/wrong"
printf '127.0.0.2\n02:00:00:00:00:01\n' >"$dir/small"
ln -s small "$dir/allow"
start -a "$dir/allow" -r -v -w 1 -c 8 -k 6
trace -e trace=memory,clone,fork,vfork,execve
whole='GET / HTTP/1.1\r\nHost: a\r\n\r\n'
long=$(printf '%09000d' 0)
set --
for _ in 1 2 3 4 5 6 7 8 9 10 11 12; do
	set -- "$@" open 'send=GET /' open=127.0.0.3 'send=GET /'
done
client "$@" read open 'drip=GET / HTTP/1.0\r\n\r\n' read \
    open 'send=POST / HTTP/1.0\r\nContent-Length: 9999999\r\n\r\n' \
    fill=300000 half read open reset open 'send=G' reset \
    open 'send=GET / HTTP/1.1\r\n\r\n' read open 'send=\x16\x03\x01' read \
    open "send=GET /$long" read open "send=GET / HTTP/1.1\\r\\nX: $long$long" \
    read open "send=$long" read open "send=$whole$whole$whole" read \
    open 'send=GET /generate_204 HTTP/1.1\r\nHost: a\r\n\r\n' read \
    open 'send=GET / HTTP/2.0\r\n\r\n' read open=127.0.0.2 "send=$whole" read
for name in large wrong none small; do
	list "$name"
	client open=127.0.0.2 "send=$whole" read open "send=$whole" read
done
for answer in 302 400 408 414 421 431 501 505 tls capped evicted; do
	[ "$(count $answer)" -ge 1 ] || fail "no $answer: no test"
done
untrace
! grep -v '^---\|^strace\|^\[ Process' "$dir/trace" || fail 'it asks for memory'

/*
 * faults.c: loaded into portal by LD_PRELOAD, makes one call of one function
 * fail, as drive.c asks for it in memory that both share.
 *
 * It makes no system call once portal's main has begun, so portal's sandbox
 * holds with it as without. A close that fails has closed, as Linux has it;
 * no other call that fails has done anything.
 *
 * The headers that declare these functions are left out on purpose: some of
 * them rename functions, some declare them with "...".
 */
#define _GNU_SOURCE		/* RTLD_NEXT */

#include <dlfcn.h>
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "faults.h"

static struct faults none, *faults = &none;

/* Maps what drive.c shares; without it nothing fails. */
static void __attribute__((constructor))
begin(void)
{
	const char *fd = getenv(FAULTS_FD);
	void *memory;

	if (fd == NULL)
		return;
	memory = mmap(NULL, sizeof *faults, PROT_READ | PROT_WRITE,
	    MAP_SHARED, atoi(fd), 0);
	if (memory == MAP_FAILED)
		abort();
	faults = memory;
}

/* Counts a call. True: it is the one that fails; errno is set. */
static int
fails(enum call call)
{
	unsigned n = ++faults->made[call];

	faults->all++;
	if (faults->at != n || faults->call != (int)call)
		return 0;
	faults->fired = 1;
	errno = faults->error;
	return 1;
}

/* Finds the C library's function symbol. */
#define REAL(type, symbol, parameters)					\
static type (*real_##symbol) parameters;				\
static void __attribute__((constructor))				\
find_##symbol(void)							\
{									\
	*(void **)&real_##symbol = dlsym(RTLD_NEXT, #symbol);		\
}									\
type symbol parameters;

/* Defines the function symbol in front of it. */
#define TRAP(type, symbol, call, parameters, arguments)			\
REAL(type, symbol, parameters)						\
type									\
symbol parameters							\
{									\
	return fails(CALL_##call) ? -1 : real_##symbol arguments;	\
}

TRAP(int, accept4, accept4, (int s, void *a, void *n, int f), (s, a, n, f))
TRAP(int, bind, bind, (int s, void *a, unsigned n), (s, a, n))
TRAP(int, epoll_create1, epoll_create1, (int flags), (flags))
TRAP(int, epoll_ctl, epoll_ctl, (int e, int op, int fd, void *event),
    (e, op, fd, event))
TRAP(int, fcntl, fcntl, (int fd, int op, long value), (fd, op, value))
TRAP(int, fcntl64, fcntl, (int fd, int op, long value), (fd, op, value))
TRAP(int, fstat, fstat, (int fd, void *st), (fd, st))
TRAP(int, fstat64, fstat, (int fd, void *st), (fd, st))
TRAP(int, getpeername, getpeername, (int s, void *a, void *n), (s, a, n))
TRAP(int, getrlimit, getrlimit, (int what, void *limit), (what, limit))
TRAP(int, getrlimit64, getrlimit, (int what, void *limit), (what, limit))
TRAP(int, getsockname, getsockname, (int s, void *a, void *n), (s, a, n))
TRAP(int, getsockopt, getsockopt, (int s, int l, int o, void *v, void *n),
    (s, l, o, v, n))
TRAP(int, listen, listen, (int s, int n), (s, n))
TRAP(int, openat, openat, (int fd, const char *path, int flags, int mode),
    (fd, path, flags, mode))
TRAP(int, openat64, openat, (int fd, const char *path, int flags, int mode),
    (fd, path, flags, mode))
TRAP(int, poll, poll, (void *fds, unsigned long n, int ms), (fds, n, ms))
TRAP(int, prctl, prctl, (int op, long a, long b, long c, long d),
    (op, a, b, c, d))
TRAP(ssize_t, read, read, (int fd, void *to, size_t n), (fd, to, n))
TRAP(ssize_t, recv, recv, (int s, void *to, size_t n, int f), (s, to, n, f))
TRAP(ssize_t, send, send, (int s, const void *p, size_t n, int f),
    (s, p, n, f))
TRAP(int, setgroups, setgroups, (size_t n, const void *groups), (n, groups))
TRAP(int, setresgid, setresgid, (unsigned r, unsigned e, unsigned s),
    (r, e, s))
TRAP(int, setresuid, setresuid, (unsigned r, unsigned e, unsigned s),
    (r, e, s))
TRAP(int, setrlimit, setrlimit, (int what, const void *l), (what, l))
TRAP(int, setrlimit64, setrlimit, (int what, const void *l), (what, l))
TRAP(int, setsockopt, setsockopt,
    (int s, int l, int o, const void *v, unsigned n), (s, l, o, v, n))
TRAP(int, shutdown, shutdown, (int s, int how), (s, how))
TRAP(int, signalfd, signalfd, (int fd, const void *set, int f), (fd, set, f))
TRAP(int, socket, socket, (int family, int type, int p), (family, type, p))
TRAP(long, syscall, syscall,
    (long n, long a, long b, long c, long d, long e, long f),
    (n, a, b, c, d, e, f))
TRAP(ssize_t, write, write, (int fd, const void *p, size_t n), (fd, p, n))

/* It has closed all the same. */
REAL(int, close, (int fd))
int
close(int fd)
{
	int result = real_close(fd);

	return fails(CALL_close) ? -1 : result;
}

/* Counts turns, and says when portal waits. */
REAL(int, epoll_wait, (int epoll, void *events, int n, int ms))
int
epoll_wait(int epoll, void *events, int n, int ms)
{
	int result;

	faults->turns++;
	if (fails(CALL_epoll_wait))
		return -1;
	faults->waiting = 1;
	result = real_epoll_wait(epoll, events, n, ms);
	faults->waiting = 0;
	return result;
}

/*
 * Makes, in the sandbox, system calls that portal never makes, each in a
 * process of its own: they must die of SIGSYS, or be refused a file. First
 * those that an attacker wants most, by name; if these do, every number there
 * is, also of other ABIs, and every argument of those that depend on one. The
 * argument is a list in a folder that holds nothing else but "link", a symbolic
 * link to /etc/passwd. Exit 77: the kernel has no seccomp.
 */
#define main portal_main
#include "../../portal.c"
#undef main

#include <stdio.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/wait.h>

#define LISTED		1	/* portal has an allowlist */

static const char *list;
static int fd;			/* a socket from before */
static struct sockaddr_in local = { .sin_family = AF_INET };

static int
do_mmap(void)
{
	return mmap(NULL, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1,
	    0) == MAP_FAILED ? -1 : 0;
}
static int do_brk(void) { return (int)syscall(SYS_brk, 0); }
static int do_fork(void) { return (int)syscall(SYS_clone, SIGCHLD, 0); }
static int do_exec(void) { return execl("/bin/true", "true", (char *)0); }
static int do_unlink(void) { return unlink("/nonexistent"); }
static int do_ptrace(void) { return (int)ptrace(PTRACE_TRACEME, 0, 0, 0); }
static int do_kill(void) { return kill(1, 0); }
static int do_bind(void) { return bind(fd, (void *)&local, sizeof local); }
static int do_listen(void) { return listen(fd, 1); }
static int do_connect(void) { return connect(fd, (void *)&local, 16); }
/* Not by socketcall: what is in its arguments a filter cannot see. */
static int do_unix(void) { return (int)syscall(SYS_socket, AF_UNIX, 1, 0); }
static int do_netlink(void) { return (int)syscall(SYS_socket, 16, 3, 0); }
static int do_inet(void) { return socket(AF_INET, SOCK_STREAM, 0); }
static int do_dup(void) { return fcntl(fd, F_DUPFD, 0); }
static int do_dup2(void) { return dup2(fd, fd + 1); }
static int do_pipe(void) { int p[2]; return pipe(p); }
static int do_splice(void)
{
	return (int)splice(fd, NULL, fd, NULL, 1, 0);
}
static int do_setsockopt(void) { return set(fd, SOL_SOCKET, SO_MARK, 1); }
static int do_error(void)
{
	int error;
	socklen_t n = sizeof error;

	return getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &n);
}
static int do_interface(void)
{
	(void)arrival_interface(fd, AF_INET6);
	(void)arrival_interface(fd, AF_INET);
	return 0;
}
/* TCP opens a connection by sendto(2), too, if it has this flag. */
static int do_fast_open(void)
{
	return (int)sendto(fd, "x", 1, MSG_FASTOPEN, (void *)&local, 16);
}
static int do_send(void)
{
	(void)send(fd, "x", 1, SEND_FLAGS);	/* EPIPE */
	return 0;
}
static int do_shut_read(void) { return shutdown(fd, SHUT_RD); }
static int do_shut_both(void) { return shutdown(fd, SHUT_RDWR); }
static int do_shut(void)
{
	(void)shutdown(fd, SHUT_WR);		/* ENOTCONN */
	return 0;
}
static int do_setuid(void) { return setuid(0); }
static int do_prctl(void) { return prctl(PR_SET_DUMPABLE, 1); }
static int do_write(void) { return open(list, O_WRONLY); }
static int do_create(void) { return open(list, O_RDONLY | O_CREAT, 0600); }
static int do_read(void) { return openat(AT_FDCWD, list, FILE_FLAGS); }
static int do_close(void) { return close(fd); }

static const char *other;	/* a file that is none of portal's business */

static int
do_read_other(void)
{
	return openat(AT_FDCWD, other, FILE_FLAGS);
}

/*
 * A system call by its number, with these as its last three arguments. Its
 * first names no file and no process: if a call passes after all, it must not
 * harm what this test was started with, as fchmod(0, 0) would.
 */
static long call_number, arguments[3];

static int
do_number(void)
{
	return (int)syscall(call_number, -1L, arguments[0], arguments[1],
	    arguments[2], 0, 0);
}

#if defined __x86_64__ && defined __LP64__
/* The same number as i386 has it: another call, which reads the same. */
static int
do_number_of_i386(void)
{
	long result;

	__asm__ volatile ("int $0x80" : "=a" (result) : "a" (call_number),
	    "b" (-1), "c" (0), "d" (0), "S" (0), "D" (0) : "memory");
	return result < 0 ? -1 : 0;
}
#endif

/*
 * All that pass, once more: whoever lets another one pass has to say so here,
 * too. Of these, sendto, send, shutdown, getsockopt, openat and socketcall
 * depend on an argument, and 0 is a wrong one.
 */
static const long passes[] = {
	SYS_accept4, SYS_recvfrom, SYS_close, SYS_epoll_pwait, SYS_epoll_ctl,
	SYS_getpeername, SYS_read, SYS_write, SYS_exit_group,
	SYS_restart_syscall, SYS_statx,
#ifdef SYS_epoll_wait
	SYS_epoll_wait, SYS_poll,
#endif
#ifdef SYS_fstat
	SYS_fstat, SYS_ppoll,
#endif
#ifdef SYS_newfstatat
	SYS_newfstatat,
#endif
#ifdef SYS_fstat64
	SYS_fstat64,
#endif
#ifdef SYS_clock_gettime
	SYS_clock_gettime,
#endif
#ifdef SYS_clock_gettime32
	SYS_clock_gettime32,
#endif
#ifdef SYS_clock_gettime64
	SYS_clock_gettime64, SYS_ppoll_time64,
#endif
#ifdef SYS_recv
	SYS_recv,
#endif
#if defined __x86_64__ && defined __LP64__
	/* uretprobe, uprobe: Linux asks no filter about them. They do nothing
	 * but for the kernel's own probes. */
	335, 336,
#endif
};
#define NUMBERS		512	/* there are 470 */

/* The number of another processor, or of this one in its other mode. */
static int
do_unknown(void)
{
	return (int)syscall(0x40000000 + SYS_close, fd);
}

static const struct {
	const char *name;
	int (*call)(void);
	int how;
	int wanted;		/* a signal; 0: it returns; -1: it fails */
} rows[] = {
	{ "mmap", do_mmap, LISTED, SIGSYS },
	{ "brk", do_brk, LISTED, SIGSYS },
	{ "fork", do_fork, LISTED, SIGSYS },
	{ "execve", do_exec, LISTED, SIGSYS },
	{ "unlink", do_unlink, LISTED, SIGSYS },
	{ "ptrace", do_ptrace, LISTED, SIGSYS },
	{ "kill", do_kill, LISTED, SIGSYS },
	{ "bind", do_bind, LISTED, SIGSYS },
	{ "listen", do_listen, LISTED, SIGSYS },
	{ "a Unix socket", do_unix, LISTED, SIGSYS },
	{ "a netlink socket", do_netlink, LISTED, SIGSYS },
	{ "F_DUPFD", do_dup, LISTED, SIGSYS },
	{ "dup2", do_dup2, LISTED, SIGSYS },
	{ "pipe", do_pipe, LISTED, SIGSYS },
	{ "splice", do_splice, LISTED, SIGSYS },
	{ "a TCP socket", do_inet, LISTED, SIGSYS },
	{ "connect", do_connect, LISTED, SIGSYS },
	{ "setsockopt", do_setsockopt, LISTED, SIGSYS },
	{ "getsockopt of another option", do_error, LISTED, SIGSYS },
	{ "sendto that connects", do_fast_open, LISTED, SIGSYS },
	{ "shutdown to read", do_shut_read, LISTED, SIGSYS },
	{ "shutdown both ways", do_shut_both, LISTED, SIGSYS },
	{ "setuid", do_setuid, LISTED, SIGSYS },
	{ "prctl", do_prctl, LISTED, SIGSYS },
	{ "to open and write", do_write, LISTED, SIGSYS },
	{ "to open and create", do_create, LISTED, SIGSYS },
	{ "an unknown number", do_unknown, LISTED, SIGSYS },
	{ "to read the list", do_read, LISTED, 0 },
	{ "the arrival interface", do_interface, LISTED, 0 },
	{ "send", do_send, LISTED, 0 },
	{ "shutdown to write", do_shut, LISTED, 0 },
	{ "close", do_close, LISTED, 0 },
	{ "close, without a list", do_close, 0, 0 },
	{ "to read, without a list", do_read, 0, SIGSYS },
	{ "connect, without a list", do_connect, 0, SIGSYS },
};

static int failed, has_i386;

/* Makes a call in the sandbox; it has to come to what is wanted. */
static void
try(const char *name, long which, int (*call)(void), int how, int wanted)
{
	int status, got;
	pid_t pid = fork();

	if (pid == 0) {
		(void)alarm(5);		/* of what waits for ever */
		sandbox_enter(NULL, how & LISTED ? list : NULL);
		_exit(call() == -1 ? 1 : 0);
	}
	(void)waitpid(pid, &status, 0);
	got = WIFSIGNALED(status) ? WTERMSIG(status) :
	    WEXITSTATUS(status) == 1 ? -1 : WEXITSTATUS(status);
	if (got == wanted)
		return;
	printf("%s %ld: %d, not %d\n", name, which, got, wanted);
	failed = 1;
}

/* Every number but those that pass; and those, as other ABIs have them. */
static void
try_numbers(void)
{
	size_t i;
	long n;

	for (n = CALLS_FROM; n < CALLS_FROM + NUMBERS; n++) {
		for (i = 0; i < ARRAY_LEN(passes) && passes[i] != n; i++)
			;
		call_number = n;
		if (i == ARRAY_LEN(passes))
			try("call", n, do_number, LISTED, SIGSYS);
	}
#if defined __x86_64__ && defined __LP64__
	for (i = 0; i < ARRAY_LEN(passes); i++) {
		call_number = passes[i];
		/* A kernel without i386 knows no such interrupt. */
		try("call of i386", call_number, do_number_of_i386, LISTED,
		    has_i386 ? SIGSYS : SIGSEGV);
		call_number |= 0x40000000;
		try("call of x32", call_number, do_number, LISTED, SIGSYS);
	}
#endif
}

/* Argument i of a call, from each of n values: each bit of it other. */
static void
try_bits(const char *name, long call, int i, uint32_t value, uint32_t also)
{
	int bit;

	call_number = call;
	for (bit = 0; bit < 32; bit++) {
		arguments[i] = (long)(value ^ 1U << bit);
		if ((uint32_t)arguments[i] != also)
			try(name, arguments[i], do_number, LISTED, SIGSYS);
	}
	arguments[i] = 0;
}

static void
try_arguments(void)
{
	long name;

	try_bits("flags of sendto", SYS_sendto, 2, SEND_FLAGS, MSG_DONTWAIT);
	try_bits("flags of sendto", SYS_sendto, 2, MSG_DONTWAIT, SEND_FLAGS);
	try_bits("side of shutdown", SYS_shutdown, 0, SHUT_WR, SHUT_WR);
	try_bits("flags of openat", SYS_openat, 1, FILE_FLAGS,
	    FILE_FLAGS | O_LARGEFILE);
	call_number = SYS_getsockopt;
	for (name = 0; name < 256; name++) {
		arguments[1] = name;
		if (name != IPV6_MULTICAST_IF && name != IP_PKTOPTIONS)
			try("option of getsockopt", name, do_number, LISTED,
			    SIGSYS);
	}
}

/* Files that tell an attacker something. The folder, too: who else is here? */
static void
try_files(void)
{
	static const char *const files[] = {
		"/etc/passwd", "/etc/shadow", "/proc/self/mem",
		"/proc/self/maps", "/proc/1/environ", "/dev/null", "/"
	};
	static char path[PATH_MAX];
	size_t i;

	if (syscall(CALLS_FROM + LANDLOCK_CREATE, NULL, 0, LANDLOCK_VERSION) <
	    1)
		return;
	for (i = 0; i < ARRAY_LEN(files); i++) {
		other = files[i];
		try(other, 0, do_read_other, LISTED, -1);
	}
	other = path;
	(void)snprintf(path, sizeof path, "%.*s/link",
	    (int)(strrchr(list, '/') - list), list);
	try(other, 0, do_read_other, LISTED, -1);
	*strrchr(path, '/') = '\0';
	try(other, 0, do_read_other, LISTED, -1);
}

int
main(int argc, char **argv)
{
	int status = 0;
	size_t i;

	if (argc != 2)
		return 2;
	if (prctl(PR_SET_SECCOMP, FILTER_MODE, NULL) == -1 && errno != EFAULT)
		return 77;
#if defined __x86_64__ && defined __LP64__
	call_number = 20;		/* getpid */
	if (fork() == 0)
		_exit(do_number_of_i386());
	(void)wait(&status);
	has_i386 = WIFEXITED(status);
#endif
	list = argv[1];
	fd = socket(AF_INET, SOCK_STREAM, 0);
	(void)signal(SIGPIPE, SIG_IGN);
	for (i = 0; i < ARRAY_LEN(rows); i++)
		try(rows[i].name, (long)i, rows[i].call, rows[i].how,
		    rows[i].wanted);
	if (failed)
		return 1;	/* what else would pass? */
	try_numbers();
	try_arguments();
	try_files();
	return failed;
}

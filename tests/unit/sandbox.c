/*
 * Makes, in the sandbox, system calls that portal never makes, each in a
 * process of its own: they must die of SIGSYS, or be refused a file. The
 * argument is a list in a folder that holds nothing else. Exit 77: the kernel
 * has no seccomp.
 */
#define main portal_main
#include "../../portal.c"
#undef main

#include <stdio.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/wait.h>

#define LISTED		1	/* portal has an allowlist */
#define LANDLOCKED	2	/* not seccomp but Landlock refuses it */

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
static int do_setuid(void) { return setuid(0); }
static int do_prctl(void) { return prctl(PR_SET_DUMPABLE, 1); }
static int do_write(void) { return open(list, O_WRONLY); }
static int do_create(void) { return open(list, O_RDONLY | O_CREAT, 0600); }
static int do_read(void) { return openat(AT_FDCWD, list, FILE_FLAGS); }
static int do_close(void) { return close(fd); }

static int
do_read_other(void)
{
	return openat(AT_FDCWD, "/etc/passwd", FILE_FLAGS);
}

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
	{ "setuid", do_setuid, LISTED, SIGSYS },
	{ "prctl", do_prctl, LISTED, SIGSYS },
	{ "to open and write", do_write, LISTED, SIGSYS },
	{ "to open and create", do_create, LISTED, SIGSYS },
	{ "an unknown number", do_unknown, LISTED, SIGSYS },
	{ "to read elsewhere", do_read_other, LISTED | LANDLOCKED, -1 },
	{ "to read the list", do_read, LISTED, 0 },
	{ "a socket for a relay", do_inet, LISTED, 0 },
	{ "close", do_close, LISTED, 0 },
	{ "close, without a list", do_close, 0, 0 },
	{ "to read, without a list", do_read, 0, SIGSYS },
	{ "a socket, without a list", do_inet, 0, SIGSYS },
	{ "connect, without a list", do_connect, 0, SIGSYS },
};

/* What the call came to. */
static int
outcome(size_t i)
{
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		if (sandbox_enter(NULL, rows[i].how & LISTED ? list : NULL) !=
		    NULL)
			_exit(2);
		_exit(rows[i].call() == -1 ? 1 : 0);
	}
	(void)waitpid(pid, &status, 0);
	return WIFSIGNALED(status) ? WTERMSIG(status) :
	    WEXITSTATUS(status) == 1 ? -1 : WEXITSTATUS(status);
}

int
main(int argc, char **argv)
{
	int failed = 0, got;
	size_t i;

	if (argc != 2)
		return 2;
	if (prctl(PR_SET_SECCOMP, FILTER_MODE, NULL) == -1 && errno != EFAULT)
		return 77;
	list = argv[1];
	fd = socket(AF_INET, SOCK_STREAM, 0);
	for (i = 0; i < ARRAY_LEN(rows); i++) {
		if ((rows[i].how & LANDLOCKED) != 0 && syscall(CALLS_FROM +
		    LANDLOCK_CREATE, NULL, 0, LANDLOCK_VERSION) < 1)
			continue;
		got = outcome(i);
		if (got == rows[i].wanted)
			continue;
		printf("%s: %d, not %d\n", rows[i].name, got, rows[i].wanted);
		failed = 1;
	}
	return failed;
}

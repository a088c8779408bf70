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
	{ "to read elsewhere", do_read_other, LISTED | LANDLOCKED, -1 },
	{ "to read the list", do_read, LISTED, 0 },
	{ "the arrival interface", do_interface, LISTED, 0 },
	{ "send", do_send, LISTED, 0 },
	{ "shutdown to write", do_shut, LISTED, 0 },
	{ "close", do_close, LISTED, 0 },
	{ "close, without a list", do_close, 0, 0 },
	{ "to read, without a list", do_read, 0, SIGSYS },
	{ "connect, without a list", do_connect, 0, SIGSYS },
};

/* What the call came to. */
static int
outcome(size_t i)
{
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		sandbox_enter(NULL, rows[i].how & LISTED ? list : NULL);
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
	(void)signal(SIGPIPE, SIG_IGN);
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

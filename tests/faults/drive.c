/*
 * drive.c: runs portal again and again, and each time one system call of it
 * fails, by faults.c. What portal then owes everybody is looked at each time.
 *
 *	drive PORTAL HASTY LIBRARY FOLDER USER SCENE...
 *	drive PORTAL HASTY LIBRARY FOLDER USER SCENE FUNCTION N ERRNO
 *
 * PORTAL has deadlines so long that whoever waits for one is noticed; HASTY,
 * the same otherwise, is for where one has to be waited for. FOLDER is for the
 * lists, the page and the log. USER is what -U is given; "" leaves it out. The
 * first form makes every call of every function fail that a scene has, with
 * every error; the second one of them, and shows the log. It runs in a network
 * of its own, which `run` makes.
 *
 * A scene is a script whose calls are counted first. It is always in lock-step
 * with portal: what is sent next depends on what came, or on portal having
 * seen to what was sent and waiting again.
 */
#define _GNU_SOURCE		/* memfd_create */

#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "faults.h"

#define PORT		8511
#define PASSED_PORT	8512	/* of the listener that portal is given */
#define PATIENCE_MS	20000	/* for what must happen */
#define REST_MS		10	/* portal rests: what need not come will not */
#define CPU_MS		1000	/* that one portal may use: it needs ten */
#define CLEAN_RUNS	5	/* counted; the least of them is the scene's */
#define ENTRIES		2	/* of each list */
#define TEXT_MAX	65536	/* of an answer, of a log */

/* ---- What may fail, and how -------------------------------------------- */

/*
 * The errors that the manual names: section 2 under ERRORS; for what comes by
 * way of a socket's protocol also accept(2) under "Error handling", tcp(7) and
 * netlink(7). EWOULDBLOCK is EAGAIN.
 */
#define E(name) { #name, name }
static const struct error {
	const char *name;
	int number;
} errors[CALLS][32] = {
	[CALL_accept4] = { E(EAGAIN), E(EBADF), E(ECONNABORTED), E(EFAULT),
	    E(EINTR), E(EINVAL), E(EMFILE), E(ENFILE), E(ENOBUFS), E(ENOMEM),
	    E(ENOTSOCK), E(EOPNOTSUPP), E(EPERM), E(EPROTO), E(ENOSR),
	    E(ESOCKTNOSUPPORT), E(EPROTONOSUPPORT), E(ETIMEDOUT), E(ENETDOWN),
	    E(ENOPROTOOPT), E(EHOSTDOWN), E(ENONET), E(EHOSTUNREACH),
	    E(ENETUNREACH) },
	[CALL_bind] = { E(EACCES), E(EADDRINUSE), E(EBADF), E(EINVAL),
	    E(ENOTSOCK), E(EADDRNOTAVAIL), E(EFAULT), E(ELOOP),
	    E(ENAMETOOLONG), E(ENOENT), E(ENOMEM), E(ENOTDIR), E(EROFS) },
	[CALL_close] = { E(EBADF), E(EINTR), E(EIO), E(ENOSPC), E(EDQUOT) },
	[CALL_epoll_create1] = { E(EINVAL), E(EMFILE), E(ENFILE), E(ENOMEM) },
	[CALL_epoll_ctl] = { E(EBADF), E(EEXIST), E(EINVAL), E(ELOOP),
	    E(ENOENT), E(ENOMEM), E(ENOSPC), E(EPERM) },
	[CALL_epoll_wait] = { E(EBADF), E(EFAULT), E(EINTR), E(EINVAL) },
	[CALL_fcntl] = { E(EACCES), E(EAGAIN), E(EBADF), E(EBUSY), E(EDEADLK),
	    E(EFAULT), E(EINTR), E(EINVAL), E(EMFILE), E(ENOLCK), E(ENOTDIR),
	    E(EPERM) },
	[CALL_fstat] = { E(EACCES), E(EBADF), E(EFAULT), E(EINVAL), E(ELOOP),
	    E(ENAMETOOLONG), E(ENOENT), E(ENOMEM), E(ENOTDIR),
	    E(EOVERFLOW) },
	[CALL_getpeername] = { E(EBADF), E(EFAULT), E(EINVAL), E(ENOBUFS),
	    E(ENOTCONN), E(ENOTSOCK) },
	[CALL_getrlimit] = { E(EFAULT), E(EINVAL) },
	[CALL_getsockname] = { E(EBADF), E(EFAULT), E(EINVAL), E(ENOBUFS),
	    E(ENOTSOCK) },
	[CALL_getsockopt] = { E(EBADF), E(EFAULT), E(EINVAL), E(ENOPROTOOPT),
	    E(ENOTSOCK) },
	[CALL_listen] = { E(EADDRINUSE), E(EBADF), E(ENOTSOCK),
	    E(EOPNOTSUPP) },
	[CALL_openat] = { E(EACCES), E(EBADF), E(EBUSY), E(EDQUOT), E(EEXIST),
	    E(EFAULT), E(EFBIG), E(EINTR), E(EINVAL), E(EISDIR), E(ELOOP),
	    E(EMFILE), E(ENAMETOOLONG), E(ENFILE), E(ENODEV), E(ENOENT),
	    E(ENOMEM), E(ENOSPC), E(ENOTDIR), E(ENXIO), E(EOPNOTSUPP),
	    E(EOVERFLOW), E(EPERM), E(EROFS), E(ETXTBSY), E(EAGAIN) },
	[CALL_poll] = { E(EFAULT), E(EINTR), E(EINVAL), E(ENOMEM) },
	[CALL_prctl] = { E(EACCES), E(EBADF), E(EBUSY), E(EFAULT), E(EINVAL),
	    E(ENODEV), E(ENXIO), E(EOPNOTSUPP), E(EPERM), E(ERANGE) },
	[CALL_read] = { E(EAGAIN), E(EBADF), E(EFAULT), E(EINTR), E(EINVAL),
	    E(EIO), E(EISDIR) },
	[CALL_recv] = { E(EAGAIN), E(EBADF), E(ECONNREFUSED), E(EFAULT),
	    E(EINTR), E(EINVAL), E(ENOMEM), E(ENOTCONN), E(ENOTSOCK),
	    E(ECONNRESET), E(ETIMEDOUT), E(EHOSTUNREACH), E(ENOBUFS) },
	[CALL_send] = { E(EACCES), E(EAGAIN), E(EALREADY), E(EBADF),
	    E(ECONNRESET), E(EDESTADDRREQ), E(EFAULT), E(EINTR), E(EINVAL),
	    E(EISCONN), E(EMSGSIZE), E(ENOBUFS), E(ENOMEM), E(ENOTCONN),
	    E(ENOTSOCK), E(EOPNOTSUPP), E(EPIPE), E(ETIMEDOUT) },
	[CALL_setgroups] = { E(EFAULT), E(EINVAL), E(ENOMEM), E(EPERM) },
	[CALL_setresgid] = { E(EAGAIN), E(EINVAL), E(EPERM) },
	[CALL_setresuid] = { E(EAGAIN), E(EINVAL), E(EPERM) },
	[CALL_setrlimit] = { E(EFAULT), E(EINVAL), E(EPERM), E(ESRCH) },
	[CALL_setsockopt] = { E(EBADF), E(EFAULT), E(EINVAL), E(ENOPROTOOPT),
	    E(ENOTSOCK) },
	[CALL_shutdown] = { E(EBADF), E(EINVAL), E(ENOTCONN), E(ENOTSOCK) },
	[CALL_signalfd] = { E(EBADF), E(EINVAL), E(EMFILE), E(ENFILE),
	    E(ENODEV), E(ENOMEM) },
	[CALL_socket] = { E(EACCES), E(EAFNOSUPPORT), E(EINVAL), E(EMFILE),
	    E(ENFILE), E(ENOBUFS), E(ENOMEM), E(EPROTONOSUPPORT) },
	/* capset(2), landlock_restrict_self(2) and the like, seccomp(2) */
	[CALL_syscall] = { E(EACCES), E(EBADF), E(EBADFD), E(ECANCELED),
	    E(EFAULT), E(EINVAL), E(ENOMEM), E(ENOMSG), E(ENOSYS),
	    E(EOPNOTSUPP), E(EPERM), E(ESRCH), E(E2BIG) },
	[CALL_write] = { E(EAGAIN), E(EBADF), E(EDESTADDRREQ), E(EDQUOT),
	    E(EFAULT), E(EFBIG), E(EINTR), E(EINVAL), E(EIO), E(ENOSPC),
	    E(EPERM), E(EPIPE) },
};
#undef E

#define NAME(call) #call,
static const char *const call_name[CALLS] = { EACH_CALL(NAME) };
#undef NAME

/* ---- One portal, and what is wrong with it ----------------------------- */

enum scene { START, STRANGERS, MEMBERS, SLOW, END, SCENES };
static const char *const scene_name[SCENES] = {
	"start", "strangers", "members", "slow", "end"
};

static const char *program, *hasty_program, *library, *folder, *user;
static char list_path[PATH_MAX], members_path[PATH_MAX];
static char page_path[PATH_MAX], log_path[PATH_MAX];
static struct faults *faults;
static int faults_fd, passed_fd;
static enum scene scene;
static pid_t pid;		/* of portal; 0: it has ended */
static int status;		/* how, then */
static int ending;		/* it may end */
static int hasty;		/* it has short deadlines */
static char why[256];		/* the first thing that was wrong */
static char reference[TEXT_MAX], log_text[TEXT_MAX];
static size_t reference_n, reference_head;
static char expected[TEXT_MAX];	/* what a member gets */
static size_t expected_n;
static int of_member;
/* Of a portal unharmed: */
static char rights[512];
static unsigned start_base;	/* descriptors when it has started */
static int counted;		/* its calls are */
static unsigned passed, failed, missed;

static void __attribute__((noreturn, format(printf, 1, 2)))
die(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	fprintf(stderr, "drive: ");
	vfprintf(stderr, format, args);
	fprintf(stderr, ": %s\n", strerror(errno));
	va_end(args);
	if (pid != 0)
		kill(pid, SIGKILL);
	exit(1);
}

/* A listener that is dead has to end portal, aloud, whoever waits. */
static int
deadly(void)
{
	return faults->fired && faults->call == CALL_accept4 &&
	    (faults->error == EBADF || faults->error == EINVAL ||
	    faults->error == ENOTSOCK);
}

static void __attribute__((format(printf, 1, 2)))
wrong(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	if (why[0] == '\0' && !deadly())
		(void)vsnprintf(why, sizeof why, format, args);
	va_end(args);
}

/* Told to end: portal must not stay. */
static void
end_all(int number)
{
	if (pid > 0)
		(void)kill(pid, SIGKILL);
	_exit(128 + number);
}

static void
nap(long us)
{
	struct timespec t = { us / 1000000, us % 1000000 * 1000 };

	(void)nanosleep(&t, NULL);
}

/* Has portal ended? */
static int
gone(void)
{
	if (pid == 0 || waitpid(pid, &status, WNOHANG) != pid)
		return pid == 0;
	pid = 0;
	if (!ending && WIFSIGNALED(status))
		wrong("portal died of signal %d", WTERMSIG(status));
	else if (!ending)
		wrong("portal ended with %d", WEXITSTATUS(status));
	return 1;
}

/*
 * Some calls are of such a kind that nobody may notice their failure, or that
 * nobody but the log does.
 */
static int
harmless(int call)
{
	switch (call) {
	case CALL_accept4: case CALL_close: case CALL_epoll_wait:
	case CALL_fcntl: case CALL_fstat: case CALL_openat:
	case CALL_poll: case CALL_read: case CALL_write:
		return 1;
	case CALL_getpeername:		/* whose is unknown is a stranger's */
		return scene != MEMBERS;
	case CALL_setsockopt: case CALL_shutdown:
		return scene != END;
	}
	return 0;
}

/* Does everybody have to get all that is theirs? */
static int
whole(void)
{
	return !faults->fired || harmless(faults->call);
}

/* Something waited for, so far. */
struct wait {
	int ms;
	int rest;		/* of these, since portal rests */
};

/*
 * A step of a wait is over. False: it is to be given up, since portal is gone,
 * or rests and what is waited for need not come, or it lasts too long.
 */
static int
patient(struct wait *w, int step, int must, const char *what)
{
	w->ms += step;
	w->rest = faults->waiting ? w->rest + step : 0;
	if (gone() || ((!must || why[0] != '\0') && w->rest >= REST_MS))
		return 0;
	if (w->ms < PATIENCE_MS)
		return 1;
	wrong("%s, in %d ms", what, PATIENCE_MS);
	return 0;
}

static int
await(int fd, const char *what)
{
	struct pollfd p = { .fd = fd, .events = POLLIN };
	struct wait w = { 0, 0 };

	while (poll(&p, 1, 2) != 1)
		if (!patient(&w, 2, whole(), what))
			return 0;
	return 1;
}

/* Portal has begun another turn since then, and waits. */
static void
settle(unsigned turns)
{
	struct wait w = { 0, 0 };
	int tries = 0;

	while (faults->turns == turns || !faults->waiting) {
		nap(50);
		if (++tries % 10 == 0 &&
		    !patient(&w, 1, !faults->fired, "nothing is done"))
			return;
	}
}

/* ---- Clients and origins ----------------------------------------------- */

/* The address of either family, from its text. */
static socklen_t
address(struct sockaddr_in6 *a, const char *text, int port)
{
	struct sockaddr_in *a4 = (struct sockaddr_in *)a;

	memset(a, 0, sizeof *a);
	a->sin6_port = htons((uint16_t)port);
	a->sin6_family = AF_INET6;
	if (inet_pton(AF_INET6, text, &a->sin6_addr) == 1)
		return sizeof *a;
	a4->sin_family = AF_INET;
	if (inet_pton(AF_INET, text, &a4->sin_addr) != 1)
		die("not an address: %s", text);
	return sizeof *a4;
}

/* A connection; from may be NULL. small: a receive buffer that is soon full. */
static int
dial(const char *from, const char *to, int port, int small)
{
	static const int on = 1, least = 2048;
	struct sockaddr_in6 a;
	socklen_t n = address(&a, to, port);
	int fd = socket(a.sin6_family, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (small)
		(void)setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &least,
		    sizeof least);
	if (from != NULL) {
		n = address(&a, from, 0);
		(void)setsockopt(fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on,
		    sizeof on);
		if (bind(fd, (struct sockaddr *)&a, n) == -1)
			die("bind to %s", from);
		n = address(&a, to, port);
	}
	if (connect(fd, (struct sockaddr *)&a, n) == -1)
		wrong("cannot connect to %s: %s", to, strerror(errno));
	return fd;
}

static void
put(int fd, const char *text)
{
	(void)send(fd, text, strlen(text), MSG_NOSIGNAL);
}

/* Sends, and waits until portal has seen to it. */
static void
put_settle(int fd, const char *text)
{
	unsigned turns = faults->turns;

	put(fd, text);
	settle(turns);
}

/* Closes; as a reset, if so. Then portal has seen to that. */
static void
hang_up(int fd, int reset)
{
	static const struct linger linger = { 1, 0 };
	unsigned turns = faults->turns;

	if (reset)
		(void)setsockopt(fd, SOL_SOCKET, SO_LINGER, &linger,
		    sizeof linger);
	(void)close(fd);
	settle(turns);
}

/* Reads to the end, or at least that much. Returns how much. */
static size_t
get(int fd, char *to, size_t least)
{
	size_t all = 0;
	ssize_t n;

	while (all < least && await(fd, "nothing comes")) {
		n = recv(fd, to + all, least - all, 0);
		if (n <= 0)
			break;
		all += (size_t)n;
	}
	return all;
}

/*
 * What came is the page as it always is, or only its header block; or, where
 * a call has failed that may cost a client its answer, the beginning of that,
 * or a refusal.
 */
static void
judge(const char *answer, size_t n, int head)
{
	size_t want = head ? reference_head : reference_n;

	if (of_member && ((n == expected_n &&
	    memcmp(answer, expected, n) == 0) || gone()))
		return;
	if (of_member && whole()) {
		wrong("a member got another answer");
		return;
	}

	if ((n == want && memcmp(answer, reference, n) == 0) || gone())
		return;
	if (whole())
		wrong("%zu octets of an answer of %zu", n, want);
	else if ((n > want || memcmp(answer, reference, n) != 0) &&
	    strncmp(answer, "HTTP/1.1 4", 10) != 0)
		wrong("an answer unlike any other");
}

/* A client that sends all at once, on either address. */
static void
ask_from(const char *from, const char *to, int port, const char *request,
    int head)
{
	static char answer[TEXT_MAX + 1];
	int fd = dial(from, to, port, 0);
	size_t n;

	put(fd, request);
	n = get(fd, answer, TEXT_MAX);
	answer[n] = '\0';
	(void)close(fd);
	if (reference_n == 0 && strncmp(answer, "HTTP/1.1 511", 12) == 0) {
		memcpy(reference, answer, n);
		reference_n = n;
		reference_head = (size_t)(strstr(answer, "\r\n\r\n") + 4 -
		    answer);
	}
	judge(answer, n, head);
}

static void
ask(const char *to, int port, const char *request, int head)
{
	ask_from(NULL, to, port, request, head);
}

#define GET "GET / HTTP/1.0\r\n\r\n"

/* ---- The log, signals, descriptors ------------------------------------- */

static void
log_read(void)
{
	int fd = open(log_path, O_RDONLY | O_CLOEXEC);
	ssize_t n = read(fd, log_text, sizeof log_text - 1);

	log_text[n > 0 ? n : 0] = '\0';
	(void)close(fd);
}

/* How often words are in the log; NULL never are. */
static unsigned
logged(const char *words)
{
	const char *p = log_text;
	unsigned n = 0;

	log_read();
	while (words != NULL && (p = strstr(p, words)) != NULL) {
		p++;
		n++;
	}
	return n;
}

/*
 * Portal says something that has these words, or those, once it gets the
 * signal. Where saying it was made to fail, it need not.
 */
static void
signal_said(int number, const char *these, const char *those)
{
	unsigned before = logged(these) + logged(those), turns = faults->turns;
	struct wait w = { 0, 0 };

	if (gone())
		return;
	(void)kill(pid, number);
	settle(turns);
	while (logged(these) + logged(those) == before && patient(&w, 1,
	    !faults->fired || (faults->call != CALL_poll &&
	    faults->call != CALL_write), "nothing is said"))
		nap(1000);
}

static unsigned
counter(const char *name)
{
	const char *p = log_text, *last = NULL;

	while ((p = strstr(p, name)) != NULL)
		last = p++;
	return last == NULL ? UINT_MAX :
	    (unsigned)strtoul(last + strlen(name), NULL, 10);
}

/* The list is, all of it, says the last line of counters. */
static void
in_force(void)
{
	if (!gone() && counter(" list=") != ENTRIES)
		wrong("%u entries are in force", counter(" list="));
}

static unsigned
descriptors(void)
{
	struct dirent *entry;
	char path[64];
	unsigned n = 0;
	DIR *dir;

	(void)snprintf(path, sizeof path, "/proc/%d/fd", (int)pid);
	dir = opendir(path);
	if (dir == NULL)
		return 0;
	while ((entry = readdir(dir)) != NULL)
		n += entry->d_name[0] != '.';
	closedir(dir);
	return n;
}

/* What portal may do: the lines of its status that say so. */
static void
rights_read(char *to, size_t size)
{
	static const char *const names[] = { "Uid:", "Gid:", "Groups:",
	    "CapPrm:", "CapEff:", "NoNewPrivs:", "Seccomp:" };
	char path[64], line[256];
	FILE *file;
	size_t i;

	(void)snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
	file = fopen(path, "re");
	to[0] = '\0';
	while (file != NULL && fgets(line, sizeof line, file) != NULL)
		for (i = 0; i < sizeof names / sizeof *names; i++)
			if (strncmp(line, names[i], strlen(names[i])) == 0 &&
			    strlen(to) + strlen(line) < size)
				strcat(to, line);
	if (file != NULL)
		fclose(file);
}

static long
cpu_ms(void)
{
	struct timespec t = { 0, 0 };
	clockid_t clock;

	if (clock_getcpuclockid(pid, &clock) == 0)
		(void)clock_gettime(clock, &t);
	return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* ---- Scenes ------------------------------------------------------------ */

/*
 * Two wait when portal looks; its first accept may fail. An edge-triggered
 * listener that does not try again would leave them there.
 */
static void
two_at_once(void)
{
	static char answer[2][TEXT_MAX];
	int fd[2], i;

	if (gone())
		return;
	(void)kill(pid, SIGSTOP);
	if (waitpid(pid, &status, WUNTRACED) != pid || !WIFSTOPPED(status)) {
		wrong("portal ended when it was to stop");
		pid = 0;
		return;
	}
	for (i = 0; i < 2; i++) {
		fd[i] = dial(NULL, "127.0.0.1", PORT, 0);
		put(fd[i], GET);
	}
	(void)kill(pid, SIGCONT);
	for (i = 0; i < 2; i++)
		judge(answer[i], get(fd[i], answer[i], TEXT_MAX), 0);
	(void)close(fd[0]);
	(void)close(fd[1]);
}

/* A request whose end comes later. */
static void
in_parts(const char *from, const char *to, const char *first, const char *rest)
{
	static char answer[TEXT_MAX];
	int fd = dial(from, to, PORT, 0);

	put_settle(fd, first);
	put(fd, rest);
	judge(answer, get(fd, answer, TEXT_MAX), 0);
	(void)close(fd);
}

static void
run_strangers(void)
{
	static char answer[TEXT_MAX];
	int fd;

	ask("127.0.0.1", PORT, GET, 0);
	two_at_once();
	in_parts(NULL, "::1", "GET / HT", "TP/1.0\r\n\r\n");
	ask("::1", PORT, "HEAD / HTTP/1.0\r\n\r\n", 1);
	/* The answer does not wait for the body; portal waits for its end. */
	fd = dial(NULL, "127.0.0.1", PORT, 0);
	put(fd, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n1234");
	judge(answer, get(fd, answer, TEXT_MAX), 0);
	put_settle(fd, "56789");
	hang_up(fd, 0);
	fd = dial(NULL, "127.0.0.1", PORT, 0);
	put_settle(fd, "GET / HT");
	hang_up(fd, 1);
	/* One that says no more amid its head. */
	fd = dial(NULL, "127.0.0.1", PORT, 0);
	put_settle(fd, "GET / HT");
	(void)shutdown(fd, SHUT_WR);
	if (get(fd, answer, TEXT_MAX) < 12 ? whole() :
	    memcmp(answer, "HTTP/1.1 400", 12) != 0)
		wrong("no 400");
	(void)close(fd);
	signal_said(SIGHUP, "reloaded, ", "the old list stays");
	if (faults->fired && (faults->call == CALL_openat || faults->call ==
	    CALL_fstat || (faults->call == CALL_read &&
	    logged(" entries: ") < 2)) && logged("the old list stays") == 0)
		wrong("it does not say that the old list stays");
	signal_said(SIGUSR1, "counters ", NULL);
}

/* Clients that read only when portal can send no more. */
static void
run_slow(void)
{
	static char answer[TEXT_MAX];
	unsigned turns = faults->turns;
	int fd = dial(NULL, "127.0.0.1", PORT, 1);

	put(fd, GET);
	settle(turns);
	judge(answer, get(fd, answer, TEXT_MAX), 0);
	(void)close(fd);
	fd = dial(NULL, "::1", PORT, 1);
	put_settle(fd, "GET / HT");
	put_settle(fd, "TP/1.0\r\n\r\n");
	judge(answer, get(fd, answer, TEXT_MAX), 0);
	(void)close(fd);
}

#define MEMBER	"192.0.2.11"		/* on the list by address */
#define MEMBER6	"2001:db8:2::11"	/* by MAC */

/* The page for members, which is no stranger's, is what they get now. */
static void
member(const char *from, const char *to, int parts)
{
	static char answer[TEXT_MAX + 1];
	size_t n;
	int fd;

	if (expected_n == 0) {
		fd = dial(from, to, PORT, 0);
		put(fd, GET);
		n = get(fd, answer, TEXT_MAX);
		answer[n] = '\0';
		(void)close(fd);
		if (strncmp(answer, "HTTP/1.1 421 ", 13) != 0)
			die("no 421 for a member: %.12s", answer);
		memcpy(expected, answer, n);
		expected_n = n;
	}
	of_member = 1;
	if (parts)
		in_parts(from, to, "GET / HT", "TP/1.0\r\n\r\n");
	else
		ask_from(from, to, PORT, GET, 0);
	of_member = 0;
}

static void
run_members(void)
{
	ask("127.0.0.1", PORT, GET, 0);
	member(MEMBER, "127.0.0.1", 0);
	member(MEMBER6, "::1", 0);
	member(MEMBER, "127.0.0.1", 1);
	member(MEMBER6, "::1", 1);
	in_parts(NULL, "127.0.0.1", "GET / HT", "TP/1.0\r\n\r\n");
}

/* Told to end while a request is unfinished. */
static void
run_end(void)
{
	static char answer[TEXT_MAX];
	int fd = dial(NULL, "127.0.0.1", PORT, 0);
	struct wait w = { 0, 0 };
	unsigned turns;

	put_settle(fd, "GET / HT");
	turns = faults->turns;
	if (gone())
		return;
	ending = 1;
	(void)kill(pid, SIGTERM);
	settle(turns);
	put(fd, "TP/1.0\r\n\r\n");
	judge(answer, get(fd, answer, TEXT_MAX), 0);
	(void)close(fd);
	while (patient(&w, 1, 1, "no end"))
		nap(1000);
	if (pid == 0 && (!WIFEXITED(status) || WEXITSTATUS(status) != 0))
		wrong("it did not end with 0 but %#x", (unsigned)status);
}

/* ---- One run ----------------------------------------------------------- */

static void
arm(int call, unsigned at, int error)
{
	unsigned i;

	for (i = 0; i < CALLS; i++)
		faults->made[i] = 0;
	faults->fired = 0;
	faults->call = call;
	faults->error = error;
	faults->at = at;
}

static void
become_portal(void)
{
	const char *list = scene == MEMBERS ? members_path : list_path;
	const char *path = hasty ? hasty_program : program;
	const char *arguments[] = { path, "-u", "http://login.example/", "-v",
	    "-w", hasty ? "2" : "60", "-a", list, "-l", "127.0.0.1:8511",
	    "-l", "[::1]:8511", NULL, NULL, NULL, NULL, NULL };
	int n = 12, log;
	char text[32];

	if (scene == START || scene == SLOW) {
		arguments[n++] = "-p";
		arguments[n++] = page_path;
	}
	if (user[0] != '\0') {
		arguments[n++] = "-U";
		arguments[n++] = user;
	}
	log = open(log_path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0644);
	if (log == -1 || dup2(log, 2) == -1 || close(log) == -1)
		_exit(127);
	(void)snprintf(text, sizeof text, "%d", faults_fd);
	(void)setenv(FAULTS_FD, text, 1);
	(void)setenv("LD_PRELOAD", library, 1);
	if (scene == START) {
		(void)dup2(passed_fd, 3);
		(void)snprintf(text, sizeof text, "%d", (int)getpid());
		(void)setenv("LISTEN_PID", text, 1);
		(void)setenv("LISTEN_FDS", "1", 1);
	}
	execv(path, (char **)(uintptr_t)arguments);
	_exit(127);
}

/* Starts portal; on return it waits for its first event, or has ended. */
static void
begin(void)
{
	struct wait w = { 0, 0 };

	why[0] = '\0';
	faults->turns = faults->all = 0;
	faults->waiting = 0;
	ending = scene == START;
	pid = fork();
	if (pid == -1)
		die("fork");
	if (pid == 0)
		become_portal();
	do
		nap(1000);
	while ((faults->turns == 0 || !faults->waiting) &&
	    patient(&w, 1, 1, "no start"));
	ending = 0;
}

/* What portal owes everybody after the fault. base: its descriptors, once. */
static void
owed(unsigned base)
{
	unsigned n = 0, all = 0;
	int ms;

	if (gone())
		return;
	if (scene == MEMBERS) {
		member(MEMBER, "127.0.0.1", 0);
		member(MEMBER6, "::1", 0);
	}
	ask("127.0.0.1", PORT, GET, 0);
	if (scene != MEMBERS)		/* ::1 has the MAC of lo */
		ask("::1", PORT, GET, 0);
	/* Portal pauses between two reloads: not each time, then. */
	if (scene == STRANGERS && (faults->call == CALL_openat ||
	    faults->call == CALL_fstat || faults->call == CALL_read))
		signal_said(SIGHUP, "reloaded, ", NULL);
	for (ms = 1; ms < PATIENCE_MS; ms *= 2) {
		signal_said(SIGUSR1, "counters ", NULL);
		n = descriptors();
		if (why[0] != '\0' || (counter(" held=") == 0 && n == base))
			break;
		nap(1000L * ms);
	}
	if (counter(" held=") != 0)
		wrong("%u are held", counter(" held="));
	in_force();
	if (n != base)
		wrong("%u descriptors were %u", n, base);
	for (ms = 0; ms < PATIENCE_MS; ms += 2) {
		all = faults->all;
		nap(2000);
		if (faults->waiting && faults->all == all)
			break;
	}
	if (ms >= PATIENCE_MS)
		wrong("it does not rest");
	if (cpu_ms() > CPU_MS)
		wrong("%ld ms of CPU", cpu_ms());
}

/* Started although a call failed: is all as it should be? Or why not? */
static void
started(int error)
{
	char now[sizeof rights], *p;

	if (pid == 0) {
		log_read();
		for (p = log_text; strchr(p, '\n') != NULL &&
		    strchr(p, '\n')[1] != '\0'; )
			p = strchr(p, '\n') + 1;
		if (!WIFEXITED(status) || (WEXITSTATUS(status) != 1 &&
		    WEXITSTATUS(status) != 2))
			wrong("it ended with %#x", (unsigned)status);
		else if (strncmp(p, "portal: ", 8) != 0 ||
		    (strstr(p, strerror(error)) == NULL &&
		    /* What the one before it left there is in the way then. */
		    (faults->call != CALL_setsockopt ||
		    strstr(p, strerror(EADDRINUSE)) == NULL) &&
		    strstr(p, "is no listening socket") == NULL))
			wrong("it does not say why");
		return;
	}
	/* The filter may be missing, if it says so. */
	rights_read(now, sizeof now);
	if (!counted)
		strcpy(rights, now);
	p = strstr(rights, "Seccomp:");
	if (logged("no seccomp") == 0 || p == NULL ?
	    strcmp(rights, now) != 0 :
	    strncmp(rights, now, (size_t)(p - rights)) != 0)
		wrong("its rights are others");
	ask("127.0.0.1", PASSED_PORT, GET, 0);
	signal_said(SIGUSR1, "counters ", NULL);
	in_force();
	if (logged("SIGHUP will not") == 0)
		signal_said(SIGHUP, "reloaded, ", NULL);
}

static void (*const run[SCENES])(void) = {
	[STRANGERS] = run_strangers, [MEMBERS] = run_members, [SLOW] = run_slow,
	[END] = run_end
};

/* If so: with 1, and not in silence. */
static void
ended_by_dead_listener(void)
{
	struct wait w = { 0, 0 };

	if (!deadly())
		return;
	ending = 1;
	while (patient(&w, 1, 1, "no end"))
		nap(1000);
	faults->fired = 0;
	if (pid != 0 || !WIFEXITED(status) || WEXITSTATUS(status) != 1)
		wrong("a dead listener did not end it with 1");
	else if (logged("a listener is dead: ") != 1)
		wrong("it does not say that a listener is dead");
}

/*
 * A portal from its start to its end. at is 0 if no call is to fail. True: it
 * did fail. made: how often each function was called.
 */
static int
once(int call, unsigned at, int error, unsigned made[CALLS])
{
	unsigned base, i;
	int fired = 0;

	/*
	 * Where there is something, no kernel says that there is nothing, and
	 * no end goes untold: here alone only a deadline can set it right.
	 */
	hasty = error == EAGAIN || call == CALL_shutdown;
	arm(call, scene == START ? at : 0, error);
	begin();
	base = descriptors();
	if (scene != START && reference_n == 0)
		ask("127.0.0.1", PORT, GET, 0);
	if (scene != START && pid != 0) {
		arm(call, at, error);
		run[scene]();
	}
	for (i = 0; i < CALLS; i++)
		made[i] = faults->made[i];
	fired = faults->fired;
	if (scene != START)
		ended_by_dead_listener();
	arm(call, 0, 0);
	if (scene == START) {
		started(error);
		if (!counted)
			start_base = base;
		if (base > start_base)
			wrong("%u descriptors were %u", base, start_base);
	}
	owed(base);
	log_read();
	if (pid != 0) {
		(void)kill(pid, SIGKILL);
		(void)waitpid(pid, &status, 0);
	}
	pid = 0;
	return fired;
}

/* One injection, counted; a scene that went another way is tried again. */
static void
inject(int call, unsigned at, const struct error *error)
{
	unsigned made[CALLS];
	int tries = 5, fired;

	do {
		fired = once(call, at, error->number, made);
	} while (!fired && why[0] == '\0' && --tries > 0);
	if (!fired && why[0] == '\0') {
		missed++;
		printf("missed: %s %s %u\n", scene_name[scene],
		    call_name[call], at);
	} else if (why[0] == '\0')
		passed++;
	else {
		failed++;
		printf("FAILED: %s %s %u %s: %s\n", scene_name[scene],
		    call_name[call], at, error->name, why);
		if (failed == 1)
			printf("%s", log_text);
	}
	(void)fflush(stdout);
}

/* Counts the calls of a scene: the least of some runs without a fault. */
static int
scene_count(unsigned least[CALLS])
{
	unsigned made[CALLS], i, n;

	counted = 0;
	reference_n = 0;
	for (n = 0; n < CLEAN_RUNS; n++) {
		(void)once(CALLS, 0, 0, made);
		for (i = 0; i < CALLS; i++)
			if (n == 0 || made[i] < least[i])
				least[i] = made[i];
		if (why[0] != '\0') {
			failed++;
			printf("FAILED: %s without a fault: %s\n%s",
			    scene_name[scene], why, log_text);
			return 0;
		}
	}
	counted = 1;
	return 1;
}

static void
scene_whole(void)
{
	unsigned least[CALLS], at, call, all = passed + failed + missed;
	const struct error *error;
	struct timespec since, now;

	(void)clock_gettime(CLOCK_MONOTONIC, &since);
	if (!scene_count(least))
		return;
	for (call = 0; call < CALLS; call++)
		for (error = errors[call]; error->number != 0; error++)
			for (at = 1; at <= least[call]; at++)
				inject((int)call, at, error);
	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	printf("%s: %u injections, %ld s; calls:", scene_name[scene],
	    passed + failed + missed - all, (long)(now.tv_sec - since.tv_sec));
	for (call = 0; call < CALLS; call++)
		if (least[call] > 0)
			printf(" %s %u", call_name[call], least[call]);
	putchar('\n');
}

/* Small send buffers, so that 30,000 octets do not go out at once. */
static void
scene_prepare(const char *name)
{
	static const char size[] = "4096 4096 4096\n";
	int fd;

	for (scene = START; scene < SCENES; scene++)
		if (strcmp(name, scene_name[scene]) == 0)
			break;
	errno = EINVAL;
	if (scene == SCENES)
		die("no scene %s", name);
	if (scene != SLOW)
		return;
	fd = open("/proc/sys/net/ipv4/tcp_wmem", O_WRONLY | O_CLOEXEC);
	if (fd == -1 || write(fd, size, strlen(size)) == -1)
		die("tcp_wmem");
	(void)close(fd);
}

/* A listener above the descriptors that portal is given by number. */
static int
listener(const char *at, int port)
{
	static const int on = 1;
	struct sockaddr_in6 a;
	socklen_t n = address(&a, at, port);
	int fd = socket(a.sin6_family, SOCK_STREAM | SOCK_CLOEXEC, 0);

	(void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(fd, (struct sockaddr *)&a, n) == -1 || listen(fd, 64) == -1)
		die("%s", at);
	return fcntl(fd, F_DUPFD_CLOEXEC, 100);
}

static int
one(char **which)
{
	unsigned call, made[CALLS], at = (unsigned)strtoul(which[1], NULL, 10);
	const struct error *error;

	for (call = 0; call < CALLS; call++)
		if (strcmp(which[0], call_name[call]) == 0)
			break;
	errno = EINVAL;
	if (call == CALLS)
		die("no function %s", which[0]);
	for (error = errors[call]; error->number != 0; error++)
		if (strcmp(which[2], error->name) == 0)
			break;
	if (error->number == 0)
		die("no error %s of %s", which[2], which[0]);
	if (scene_count(made))
		inject((int)call, at, error);
	if (failed == 0)
		printf("%s", log_text);
	printf("%u passed, %u failed, %u skipped\n", passed, failed, missed);
	return failed != 0;
}

int
main(int argc, char **argv)
{
	int i;

	if (argc < 7) {
		fprintf(stderr, "see the head of drive.c\n");
		return 2;
	}
	program = argv[1];
	hasty_program = argv[2];
	library = argv[3];
	folder = argv[4];
	user = argv[5];
	(void)snprintf(list_path, sizeof list_path, "%s/allow.txt", folder);
	(void)snprintf(members_path, sizeof members_path, "%s/members.txt",
	    folder);
	(void)snprintf(page_path, sizeof page_path, "%s/page.html", folder);
	(void)snprintf(log_path, sizeof log_path, "%s/log", folder);
	(void)signal(SIGTERM, end_all);
	(void)signal(SIGINT, end_all);
	i = memfd_create("faults", MFD_CLOEXEC);
	faults_fd = fcntl(i, F_DUPFD, 100);
	if (faults_fd == -1 || ftruncate(faults_fd, sizeof *faults) == -1)
		die("memfd");
	faults = mmap(NULL, sizeof *faults, PROT_READ | PROT_WRITE, MAP_SHARED,
	    faults_fd, 0);
	if (faults == MAP_FAILED)
		die("mmap");
	passed_fd = listener("127.0.0.1", PASSED_PORT);
	scene_prepare(argv[6]);
	if (argc == 10 && strspn(argv[8], "0123456789") > 0)
		return one(argv + 7);
	for (i = 6; i < argc; i++) {
		scene_prepare(argv[i]);
		scene_whole();
	}
	printf("%u passed, %u failed, %u skipped\n", passed, failed, missed);
	return failed != 0;
}

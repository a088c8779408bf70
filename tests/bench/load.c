/*
 * load.c: the clients of the measurements, and the clock that times them.
 *
 *	load ask PORT PID SHAPE COUNT AT_ONCE	requests, a connection each
 *	load pace PORT COUNT PER_SECOND		one request at a time, paced
 *	load hold PORT COUNT			unfinished ones, until killed
 *	load drip PORT PID COUNT SECONDS	as hold, an octet a second each
 *	load first PORT COMMAND...		from exec to the first answer
 *	load page PORT				what GET / is answered with
 *	load port				a port that is free
 *
 * Servers are on 127.0.0.1; clients take a new address of 127.0.0.0/8 each, so
 * that ports do not run out. PID is the server, whose CPU time is asked of the
 * kernel in nanoseconds; 0 is nobody. Every line printed is figures only, and
 * run says what they are.
 */
#define _GNU_SOURCE
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <arpa/inet.h>
#include <netinet/in.h>

#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "bench.h"

#define AT_ONCE_MAX  20000	/* connections open at once */
#define PATIENCE_S      10	/* a connection without an event this long */
#define EVENTS         256

struct conn {
	int fd;
	int sent;		/* its request is */
	size_t got;		/* octets of the answer */
	int right;		/* they began as a 511 does */
};

static struct conn conns[AT_ONCE_MAX];
static char head[HEAD_MAX];
static size_t head_size;
static struct sockaddr_in server = {
	.sin_family = AF_INET,
};
static int epoll;

/* What became of the requests; all but answers must stay zero. */
static struct {
	long answers;
	long wrong;		/* not a 511, or not as long as the first */
	long resets;
	long silent;		/* closed, or not, without an octet */
} result;

/* ---- Time ---------------------------------------------------------------- */

/* User and system time that the process has used up to now; nobody uses 0. */
static double
cpu(pid_t pid)
{
	clockid_t clock;

	if (pid == 0)
		return 0;
	if (clock_getcpuclockid(pid, &clock) != 0)
		errx(1, "no process %d", (int)pid);
	return seconds(clock);
}

/* Until so many seconds of CLOCK_MONOTONIC. */
static void
sleep_until(double when)
{
	struct timespec t;

	t.tv_sec = (time_t)when;
	t.tv_nsec = (long)((when - (double)t.tv_sec) * 1e9);
	while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &t, NULL) != 0)
		;
}

/* ---- Connections --------------------------------------------------------- */

/* A socket on its way to the server, from the next address; -1: refused. */
static int
dial(int flags)
{
	static uint32_t clients;
	struct sockaddr_in me = { .sin_family = AF_INET };
	int fd = socket(AF_INET, SOCK_STREAM | flags, 0);
	int on = 1;

	if (fd == -1)
		err(1, "socket");
	me.sin_addr.s_addr = htonl(0x7f010001 + clients++ % 0x7d0000);
	(void)setsockopt(fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on,
	    sizeof on);
	if (bind(fd, (struct sockaddr *)&me, sizeof me) == -1)
		err(1, "bind");
	if (connect(fd, (struct sockaddr *)&server, sizeof server) == -1 &&
	    errno != EINPROGRESS) {
		(void)close(fd);
		return -1;
	}
	return fd;
}

/*
 * Sends the request, unless it is sent: over loopback the connection stands
 * before connect has returned, mostly.
 */
static void
conn_send(struct conn *c)
{
	if (!c->sent)
		c->sent = send(c->fd, head, head_size, MSG_NOSIGNAL) ==
		    (ssize_t)head_size;
}

/* Opens and watches one, and asks. Returns 0 if it was refused. */
static int
conn_open(struct conn *c)
{
	struct epoll_event event = { .data.u32 = (uint32_t)(c - conns) };

	*c = (struct conn){ .fd = dial(SOCK_NONBLOCK) };
	if (c->fd == -1) {
		result.resets++;
		return 0;
	}
	conn_send(c);
	event.events = EPOLLIN | (c->sent ? 0 : EPOLLOUT) | EPOLLET;
	if (epoll_ctl(epoll, EPOLL_CTL_ADD, c->fd, &event) == -1)
		err(1, "epoll_ctl");
	return 1;
}

/* Closes, and counts what became of it. */
static void
conn_close(struct conn *c, int error)
{
	static size_t expected;

	if (expected == 0)
		expected = c->got;
	if (error != 0)
		result.resets++;
	else if (c->got == 0)
		result.silent++;
	else if (!c->right || c->got != expected)
		result.wrong++;
	else
		result.answers++;
	(void)close(c->fd);
	c->fd = -1;
}

/* Reads what there is. Returns 1 when the connection has ended, and closes. */
static int
conn_read(struct conn *c)
{
	char text[16384];
	ssize_t n;

	while ((n = recv(c->fd, text, sizeof text, 0)) > 0) {
		if (c->got == 0)
			c->right = n >= 12 &&
			    memcmp(text, "HTTP/1.1 511", 12) == 0;
		c->got += (size_t)n;
	}
	if (n == -1 && errno == EAGAIN)
		return 0;
	conn_close(c, n == -1);
	return 1;
}

/* ---- ask ----------------------------------------------------------------- */

/* Opens it for the next of the requests left. Returns 0 if there are none. */
static int
ask_next(struct conn *c, long *left)
{
	while (*left > 0) {
		--*left;
		if (conn_open(c))
			return 1;
	}
	return 0;
}

/* For each that ends the next one comes. */
static void
ask_all(long count, long at_once)
{
	struct epoll_event events[EVENTS];
	long left = count, open = 0;

	for (long i = 0; i < at_once; i++)
		open += ask_next(&conns[i], &left);
	while (open > 0) {
		int n = epoll_wait(epoll, events, EVENTS, PATIENCE_S * 1000);

		if (n == 0)
			break;
		for (int i = 0; i < n; i++) {
			struct conn *c = &conns[events[i].data.u32];

			conn_send(c);
			if (conn_read(c))
				open += ask_next(c, &left) - 1;
		}
	}
	result.silent += open;
}

/* Prints: CPU us an answer, answers a second, wrong, resets, silences. */
static void
ask(pid_t pid, long count, long at_once)
{
	double start = seconds(CLOCK_MONOTONIC), used = cpu(pid);

	if (at_once > AT_ONCE_MAX)
		errx(2, "at most %d at once", AT_ONCE_MAX);
	ask_all(count, at_once);
	printf("%.3f %.0f %ld %ld %ld\n",
	    (cpu(pid) - used) * 1e6 / (double)count,
	    (double)result.answers / (seconds(CLOCK_MONOTONIC) - start),
	    result.wrong, result.resets, result.silent);
}

/* ---- pace ---------------------------------------------------------------- */

/* As dial, but reads no longer than PATIENCE_S. */
static int
dial_patient(void)
{
	struct timeval patience = { .tv_sec = PATIENCE_S };
	int fd = dial(0);

	if (fd != -1)
		(void)setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience,
		    sizeof patience);
	return fd;
}

/* One whole request, waited for. Returns the seconds it took. */
static double
ask_one(void)
{
	double start = seconds(CLOCK_MONOTONIC);
	struct conn *c = &conns[0];

	*c = (struct conn){ .fd = dial_patient() };
	if (c->fd == -1) {
		result.resets++;
		return 0;
	}
	conn_send(c);
	if (!conn_read(c))
		conn_close(c, 0);
	return seconds(CLOCK_MONOTONIC) - start;
}

/* Prints: p50, p99 and longest in us, wrong, resets, silences. */
static void
pace(long count, long per_second)
{
	double *took = calloc((size_t)count, sizeof *took);
	double start = seconds(CLOCK_MONOTONIC);

	if (took == NULL)
		err(1, "calloc");
	for (long i = 0; i < count; i++) {
		sleep_until(start + (double)i / (double)per_second);
		took[i] = ask_one() * 1e6;
	}
	qsort(took, (size_t)count, sizeof *took, ascending);
	printf("%.0f %.0f %.0f %ld %ld %ld\n", took[count / 2],
	    took[count * 99 / 100], took[count - 1],
	    result.wrong, result.resets, result.silent);
	free(took);
}

/* ---- hold and drip ------------------------------------------------------- */

/* Opens count requests that stop in the middle of a field. */
static void
hold_open(long count)
{
	static const char part[] = "GET / HTTP/1.1\r\nHost: a\r\nX: ";

	if (count > AT_ONCE_MAX)
		errx(2, "at most %d at once", AT_ONCE_MAX);
	for (long i = 0; i < count; i++) {
		conns[i].fd = dial(0);
		if (conns[i].fd == -1)
			err(1, "connection %ld", i);
		if (send(conns[i].fd, part, sizeof part - 1, 0) == -1)
			err(1, "send");
	}
}

/* How many of them the server has ended. */
static long
hold_lost(long count)
{
	char c;
	long lost = 0;

	for (long i = 0; i < count; i++)
		lost += recv(conns[i].fd, &c, 1, MSG_DONTWAIT) != -1 ||
		    errno != EAGAIN;
	return lost;
}

/* Prints when all are open: how many there are; then stays. */
static void
hold(long count)
{
	hold_open(count);
	printf("%ld\n", count);
	(void)fflush(stdout);
	for (;;)
		(void)pause();
}

/*
 * Each sends an octet a second, evenly spaced: every octet wakes the server.
 * Prints after span seconds: CPU ns an octet, connections lost; goes on.
 */
static void
drip(pid_t pid, long count, long span)
{
	double start, used;

	hold_open(count);
	(void)sleep(1);		/* the server has its own work to end */
	start = seconds(CLOCK_MONOTONIC);
	used = cpu(pid);
	for (long sent = 0; ; sent++) {
		if (sent == count * span) {
			printf("%.0f %ld\n", (cpu(pid) - used) * 1e9 /
			    (double)sent, hold_lost(count));
			(void)fflush(stdout);
		}
		sleep_until(start + (double)sent / (double)count);
		(void)send(conns[sent % count].fd, "x", 1, MSG_NOSIGNAL);
	}
}

/* ---- first, page and port ------------------------------------------------ */

/* Prints: ms from fork to the first whole answer. */
static void
first(char **command)
{
	double start = seconds(CLOCK_MONOTONIC);
	pid_t pid = fork();

	if (pid == 0) {
		(void)execvp(command[0], command);
		err(1, "%s", command[0]);
	}
	while (result.answers == 0) {
		struct timespec nap = { .tv_nsec = 50 * 1000 };

		if (seconds(CLOCK_MONOTONIC) - start > PATIENCE_S)
			errx(1, "%s does not answer", command[0]);
		(void)ask_one();
		if (result.answers == 0)
			(void)nanosleep(&nap, NULL);
	}
	printf("%.3f\n", (seconds(CLOCK_MONOTONIC) - start) * 1e3);
	(void)kill(pid, SIGTERM);
	(void)waitpid(pid, NULL, 0);
}

/* Prints the whole answer to one request. */
static void
page(void)
{
	char text[65536];
	ssize_t n;
	int fd = dial_patient();

	if (fd == -1 || send(fd, head, head_size, MSG_NOSIGNAL) == -1)
		err(1, "page");
	while ((n = recv(fd, text, sizeof text, 0)) > 0)
		(void)fwrite(text, 1, (size_t)n, stdout);
}

/* Prints a port on which nobody listens. */
static void
port(void)
{
	struct sockaddr_in at = server;
	socklen_t size = sizeof at;
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	if (bind(fd, (struct sockaddr *)&at, sizeof at) == -1 ||
	    getsockname(fd, (struct sockaddr *)&at, &size) == -1)
		err(1, "port");
	printf("%u\n", ntohs(at.sin_port));
}

/* ---- main ---------------------------------------------------------------- */

/* As many files as may be. */
static void
files_raise(void)
{
	struct rlimit files;

	(void)getrlimit(RLIMIT_NOFILE, &files);
	files.rlim_cur = files.rlim_max;
	(void)setrlimit(RLIMIT_NOFILE, &files);
}

static enum shape
shape_named(const char *name)
{
	for (int i = 0; i < SHAPES; i++)
		if (strcmp(shapes[i].name, name) == 0)
			return (enum shape)i;
	errx(2, "no head is called %s", name);
}

int
main(int argc, char **argv)
{
	const char *mode = argc > 1 ? argv[1] : "";
	long n[8] = { 0 };	/* the arguments that are numbers */

	files_raise();
	epoll = epoll_create1(0);
	server.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	for (int i = 2; i < argc && i - 2 < 8; i++)
		n[i - 2] = atol(argv[i]);
	server.sin_port = htons((uint16_t)n[0]);
	head_size = head_make(head, CURL);
	if (strcmp(mode, "ask") == 0 && argc == 7) {
		head_size = head_make(head, shape_named(argv[4]));
		ask((pid_t)n[1], n[3], n[4]);
	} else if (strcmp(mode, "pace") == 0 && argc == 5) {
		pace(n[1], n[2]);
	} else if (strcmp(mode, "hold") == 0 && argc == 4) {
		hold(n[1]);
	} else if (strcmp(mode, "drip") == 0 && argc == 6) {
		drip((pid_t)n[1], n[2], n[3]);
	} else if (strcmp(mode, "first") == 0 && argc > 3) {
		first(argv + 3);
	} else if (strcmp(mode, "page") == 0 && argc == 3) {
		page();
	} else if (strcmp(mode, "port") == 0) {
		port();
	} else {
		errx(2, "see the head of load.c");
	}
	return 0;
}

/*
 * The whole server and its clients in one process, for libFuzzer: an input is
 * a script of what some clients do, over real sockets of the loopback. The
 * clock is the script's own, so that every deadline is met in no time.
 *
 *	clang -g -O1 -fsanitize=fuzzer,address,undefined \
 *	    -o fuzz_server tests/fuzz/server.c
 *	./fuzz_server FOLDER...
 *
 * What has to hold, whatever they do: who sends a whole request gets its one
 * answer, as reference.h sees it; who does not gets 408 after its time, 400
 * after its end, or silence. Who is cut off for the sake of others, or for
 * taking too long, has got a beginning of that and nothing else, and is in the
 * counters; only who goes on sending after its answer may lose the end of that
 * (TCP resets). Limits hold. Each connection ends once, for one reason, and
 * nothing of it stays: no slot, no link, no descriptor.
 *
 * A script is of letters, some with an octet n behind them:
 *
 *	a to e	who acts from here on; d and e share an address
 *	C	connects anew
 *	G	sends a whole GET
 *	S n	sends the next n octets of the script
 *	F n	sends n times 64 octets of filler
 *	T n	takes n times 64 octets of its answer; d's window is small
 *	H	shuts its sending side down
 *	L	closes its connection
 *	R	resets it
 *	W n	lets n times 100 ms go by
 *	Q	from here on the server turns only before L, R, T, W
 */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#define _TIME_BITS 64

#include <errno.h>
#include <poll.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

/* Time is what the script says; and the fuzzer keeps its own rights. */
static uint64_t script_ms = 1000;
static int script_clock(clockid_t, struct timespec *);
static int script_epoll(int, struct epoll_event *, int, int);
static long keep_rights(long, ...);

#define clock_gettime	script_clock
#define epoll_wait	script_epoll
#define syscall		keep_rights
#define prctl		keep_rights
#define setrlimit(what, limit)	((void)(limit), 0)
#include "fuzz.h"
#undef setrlimit
#undef prctl
#undef syscall
#undef epoll_wait
#undef clock_gettime

enum {
	CLIENTS = 5, SHARE = 3,		/* these share from this one on */
	TABLE = 3, PER_CLIENT = 1,	/* so that both are soon full */
	SENT_MAX = 20480,
	PATIENCE_MS = 2000
};

static struct client {
	int fd;			/* -1: not connected */
	int ended;		/* it has shut its sending side down */
	int over;		/* and the server, or there was a reset */
	int decided;
	int hasty;		/* it sent more after that */
	enum portal_answer answer;	/* as decided */
	int head;		/* of it is all that is sent */
	uint64_t deadline;	/* of its request */
	size_t sent, taken;
	uint8_t octets[SENT_MAX];	/* what it sent */
} clients[CLIENTS];

static struct sockaddr_in server;
static const char *wrong;	/* the first thing that was */
static unsigned cut;		/* clients whose answer was not whole */
static int events_n;		/* in the last turn */
static int slow;		/* the server turns only where it must */

/* clock_gettime: what the script says. */
static int
script_clock(clockid_t which, struct timespec *t)
{
	(void)which;
	t->tv_sec = (time_t)(script_ms / 1000);
	t->tv_nsec = (long)(script_ms % 1000) * 1000000;
	return 0;
}

/* epoll_wait: waits for nothing, and must not be told to sleep too long. */
static int
script_epoll(int fd, struct epoll_event *events, int n, int timeout)
{
	int32_t left;
	unsigned i;

	for (i = 0; i < TABLE; i++) {
		left = (int32_t)(conns[i].deadline - (uint32_t)now);
		must(conns[i].queue == QUEUE_NONE || (timeout >= 0 &&
		    timeout <= (left > 0 ? left : 0)), "it would oversleep");
	}
	events_n = epoll_wait(fd, events, n, 0);
	return events_n;
}

/* syscall, prctl: rights are kept; Landlock and seccomp are not here. */
static long
keep_rights(long number, ...)
{
	errno = ENOSYS;
	return number == SYS_capset || number == PR_SET_NO_NEW_PRIVS ? 0 : -1;
}

int LLVMFuzzerInitialize(int *, char ***);
int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

/* Starts portal with small limits and a page that takes several sends. */
int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	sigset_t set;
	static const int none = 0;
	static char page[PORTAL_PAGE_MAX];
	socklen_t n = sizeof server;

	(void)argc;
	(void)argv;
	log_fd = open("/dev/null", O_WRONLY | O_CLOEXEC);
	verbose = 1;
	opt['u'] = "http://login.example/";
	listen_parse("127.0.0.1:0");
	conns_limit = TABLE;
	device_limit = PER_CLIENT;
	memset(page, 'p', sizeof page);
	must(portal_answers_build(&fixed, opt['u'], "en", 10, page,
	    sizeof page) == NULL, "no answers");
	(void)sigemptyset(&set);
	start(&set, NULL);
	/* Clients that say nothing come in at once, not after a second. */
	must(setsockopt(listeners[0].fd, IPPROTO_TCP, TCP_DEFER_ACCEPT, &none,
	    sizeof none) == 0 && getsockname(listeners[0].fd,
	    (struct sockaddr *)&server, &n) == 0, "no listener");
	for (n = 0; n < CLIENTS; n++)
		clients[n].fd = -1;
	return 0;
}

/* The number that the next descriptor will have. */
static int
lowest_free(void)
{
	int fd = dup(log_fd);

	(void)close(fd);
	return fd;
}

/* What is wrong, unless something was before. */
static void
blame(const char *what)
{
	if (wrong == NULL)
		wrong = what;
}

/* Turns until there was nothing to do in one; the clock may have moved. */
static void
turns(void)
{
	int n = 0;

	do {
		must(n++ < 1000, "the loop spins");
		(void)loop_turn();
	} while (events_n > 0);
}

/*
 * Follows a ring from its head both ways. Returns how many are in it; each is
 * in the one queue, or of the one hash, and deadlines grow.
 */
static unsigned
look_at_ring(const struct link *ring, unsigned head, int queue)
{
	unsigned i, n = 0;

	for (i = ring[head].next; i < CONNS_MAX; i = ring[i].next) {
		if (i >= TABLE || ring[ring[i].next].previous != i ||
		    ++n > TABLE) {
			blame("a ring is broken");
			return n;
		}
		if (queue >= 0 && conns[i].queue != queue)
			blame("a connection is in another queue");
		if (queue < 0 && kin_of(&conns[i].device) != head - CONNS_MAX)
			blame("a connection is among others' kin");
		if (queue > QUEUE_NONE && ring[i].next < CONNS_MAX &&
		    (int32_t)(conns[ring[i].next].deadline -
		    conns[i].deadline) < 0)
			blame("who waits longer expires later");
	}
	if (i != head)
		blame("a ring does not end where it begins");
	return n;
}

/* Limits hold, of the table and of one device; each slot is in its rings. */
static void
look_at_table(void)
{
	unsigned i, k, used = 0, of_one, all = 0;
	int queue;

	for (i = 0; i < TABLE; i++) {
		if (conns[i].queue == QUEUE_NONE)
			continue;
		used++;
		for (k = of_one = 0; k < TABLE; k++)
			of_one += conns[k].queue != QUEUE_NONE &&
			    memcmp(&conns[i].device, &conns[k].device,
			    sizeof conns[i].device) == 0;
		if (of_one > PER_CLIENT)
			blame("a device holds too many");
		k = kin_of(&conns[i].device);
		if (look_at_ring(kin, CONNS_MAX + k, -1) != kin_count[k])
			blame("kin are counted otherwise");
	}
	for (queue = QUEUE_NONE; queue < QUEUES; queue++)
		all += look_at_ring(waits, CONNS_MAX + (unsigned)queue, queue);
	if (all != TABLE || used != held)
		blame("slots are lost");
}

/* What is to become of a client, if that is clear by now. */
static void
decide_by_reference(struct client *c)
{
	static struct reference r;

	if (c->fd == -1 || c->decided)
		return;
	reference_parse(&r, c->octets, c->sent);
	c->decided = 1;
	c->answer = r.answer == PORTAL_302 ? PORTAL_511 : r.answer;
	c->head = r.head;
	if (r.answer != PORTAL_MORE)
		return;
	if (!c->ended && script_ms < c->deadline)
		c->decided = 0;
	else if (c->sent == 0)
		c->answer = PORTAL_MORE;	/* silence */
	else
		c->answer = c->ended ? PORTAL_400 : PORTAL_408;
}

/* How long its answer is, and which octets; none before it is decided. */
static size_t
expected(const struct client *c, const char **octets)
{
	*octets = fixed.text + fixed.of[c->answer].at;
	return !c->decided ? 0 : c->head ? fixed.of[c->answer].head :
	    fixed.of[c->answer].all;
}

/* Takes up to so many octets; they have to be the next of its answer. */
static void
take(struct client *c, size_t most)
{
	static uint8_t got[PORTAL_PAGE_MAX + 8192];
	const char *octets;
	size_t all = expected(c, &octets);
	ssize_t n;

	while (c->fd != -1 && !c->over && most > 0) {
		n = recv(c->fd, got, most < sizeof got ? most : sizeof got,
		    MSG_DONTWAIT);
		if (n == -1 && errno == EAGAIN)
			return;
		c->over = n <= 0;
		if (n <= 0)
			return;
		if ((size_t)n > all - c->taken ||
		    memcmp(got, octets + c->taken, (size_t)n) != 0) {
			blame("a client got what is not its answer");
			return;
		}
		c->taken += (size_t)n;
		most -= (size_t)n;
		turns();	/* there is room for more now */
	}
}

/* It gets no more, so that what it got can be judged; then it is gone. */
static void
leave_by(struct client *c, int reset)
{
	static const struct linger now_or_never = { .l_onoff = 1 };
	struct pollfd more = { .fd = c->fd, .events = POLLIN };
	const char *octets;

	if (c->fd == -1)
		return;
	turns();
	/* What the kernel has is under way; TCP may be a moment about it. */
	do
		take(c, SIZE_MAX);
	while (!c->over && c->decided && poll(&more, 1, PATIENCE_MS) == 1);
	cut += !c->hasty &&
	    (c->taken < expected(c, &octets) || c->over != c->decided);
	if (reset)
		(void)setsockopt(c->fd, SOL_SOCKET, SO_LINGER, &now_or_never,
		    sizeof now_or_never);
	(void)close(c->fd);
	c->fd = -1;
	turns();
}

/* The client connects; with a connection, it leaves that first. */
static void
connect_one(struct client *c)
{
	static const int small = 2048;
	struct sockaddr_in from = { .sin_family = AF_INET };
	int i = (int)(c - clients);

	leave_by(c, 1);
	memset(c, 0, offsetof(struct client, octets));
	from.sin_addr.s_addr = htonl(0x7f000001U +
	    (uint32_t)(i < SHARE ? i : SHARE));
	c->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	must(c->fd != -1 && bind(c->fd, (struct sockaddr *)&from,
	    sizeof from) == 0, "no socket for a client");
	if (i == SHARE)
		(void)setsockopt(c->fd, SOL_SOCKET, SO_RCVBUF, &small,
		    sizeof small);
	if (connect(c->fd, (struct sockaddr *)&server, sizeof server) == -1) {
		(void)close(c->fd);	/* no port is free, it may be */
		c->fd = -1;
	}
	c->deadline = script_ms + queue_ms[QUEUE_HEAD];
}

/* Sends, and keeps what was sent before its answer was decided. */
static void
send_some(struct client *c, const void *octets, size_t n)
{
	ssize_t sent;

	if (c->fd == -1 || c->ended || n > sizeof c->octets - c->sent)
		return;
	sent = send(c->fd, octets, n, MSG_DONTWAIT | MSG_NOSIGNAL);
	c->hasty |= c->decided;
	if (sent > 0 && !c->decided) {
		memcpy(c->octets + c->sent, octets, (size_t)sent);
		c->sent += (size_t)sent;
	}
}

/* A script: its octets, how far it is, and who acts. */
struct script {
	const uint8_t *octets;
	size_t n, at;
	struct client *c;
};

/* Acts out the next letter of a script. */
static void
step(struct script *s)
{
	static const char whole[] = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
	static const uint8_t filler[255 * 64];
	uint8_t op = s->octets[s->at++];
	size_t amount = 0, left;

	if (s->at < s->n && memchr("SFTW", op, 4) != NULL)
		amount = s->octets[s->at++];
	left = s->n - s->at;
	if (op >= 'a' && op < 'a' + CLIENTS)
		s->c = &clients[op - 'a'];
	else if (op == 'C')
		connect_one(s->c);
	else if (op == 'G')
		send_some(s->c, whole, sizeof whole - 1);
	else if (op == 'S') {
		amount = amount < left ? amount : left;
		send_some(s->c, s->octets + s->at, amount);
		s->at += amount;
	} else if (op == 'F')
		send_some(s->c, filler, 64 * amount);
	else if (op == 'T') {
		turns();
		take(s->c, 64 * amount);
	} else if (op == 'H' && s->c->fd != -1) {
		(void)shutdown(s->c->fd, SHUT_WR);
		s->c->ended = 1;
	} else if (op == 'L' || op == 'R')
		leave_by(s->c, op == 'R');
	else if (op == 'W') {
		turns();
		script_ms += 100 * amount;
	} else if (op == 'Q')
		slow = 1;
	if (!slow || op == 'W')
		turns();
}

/* Each of these connections has ended once, for a reason that fits. */
static void
look_at_ends(const uint64_t before[WHYS], uint64_t connections)
{
	uint64_t ends = 0;
	int i;

	for (i = 0; i < WHYS; i++)
		ends += why_count[i] - before[i];
	if (ends != connections)
		blame("a connection did not end once");
	if (cut > why_count[WHY_LATE] - before[WHY_LATE] +
	    why_count[WHY_EVICTED] - before[WHY_EVICTED] +
	    why_count[WHY_CAPPED] - before[WHY_CAPPED])
		blame("a client without its whole answer is in no counter");
}

/* Nothing of any connection is left. */
static void
look_at_rest(int first_free)
{
	unsigned i;

	look_at_table();
	if (held != 0)
		blame("a slot is held for nobody");
	for (i = 0; i < CONNS_MAX; i++)
		if (kin_count[i] != 0 || kin[CONNS_MAX + i].next < CONNS_MAX)
			blame("a link stays");
	if (lowest_free() != first_free)
		blame("a descriptor stays");
}

/* Acts a script out to its end. Returns NULL, or what was wrong. */
static const char *
act(const uint8_t *octets, size_t n)
{
	struct script script = { octets, n, 0, clients };
	uint64_t before[WHYS], accepted_before = accepted;
	int first_free = lowest_free(), i;

	wrong = NULL;
	cut = 0;
	slow = 0;
	memcpy(before, why_count, sizeof before);
	while (script.at < n) {
		step(&script);
		for (i = 0; i < CLIENTS; i++)
			decide_by_reference(&clients[i]);
		look_at_table();
	}
	for (i = 0; i < CLIENTS; i++)
		leave_by(&clients[i], 1);
	script_ms += 60000;
	turns();
	look_at_ends(before, accepted - accepted_before);
	look_at_rest(first_free);
	return wrong;
}

int
LLVMFuzzerTestOneInput(const uint8_t *script, size_t n)
{
	int tries;

	/* The kernel may hand over late on a busy machine: not three times. */
	for (tries = 0; tries < 3; tries++)
		if (act(script, n) == NULL)
			return 0;
	must(0, wrong);
	return 0;
}

/*
 * The small kernel that portal.c calls in the model, and its clients. Each
 * call may give whatever its manual page allows here; which of it, choose()
 * says, and the search has it say everything in turn. What the server must not
 * do is blamed at once.
 *
 * epoll is edge-triggered: a descriptor gets onto the ready list when something
 * happens to it, or when it is added and something has; epoll_wait takes it
 * off, and reports all that is so now. As in Linux, room in a send buffer
 * happens only to who was told before that there is none.
 */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#define _TIME_BITS 64

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "../../portal.h"
#include "model.h"
#include "calls.h"

struct kernel kernel;
uint64_t base, clock_now, wait_until, sock_data[SOCKS];
unsigned fd_base;
int tracing;
int turn_list;			/* the list read to its end, or -1 */
int turn_asked_again;		/* to end, by a second SIGTERM */

/* Of the turn that is on. */
static struct {
	int waits;		/* calls of epoll_wait */
	int interrupted;	/* a client has acted meanwhile */
	int fresh;		/* accepted, not watched yet; or -1 */
	int napped, dead;	/* after accept4 failed */
	int starved;		/* accept4 had no descriptor */
	int due;		/* somebody waits for accept4, and that was said */
	int failed;		/* epoll_ctl failed for the fresh one */
	int crowded;		/* somebody was held when it began */
	uint8_t told[SOCKS];	/* epoll_wait has reported it */
	uint8_t waited[SOCKS];	/* octets for it were there, unread */
	int8_t mac[SOCKS];	/* what was said of it; 0: nothing */
	int nameless;		/* getpeername failed */
	int asked;		/* by netlink, about this one */
	uint32_t sequence;
	int answers;		/* of netlink, that wait */
	int stale;		/* the first of them is an older one */
	int file, changes, stats;
} turn;

/* Who: 10.0.0.1 and so on; the first two are one machine. */
const uint8_t who_mac[4] = { 1, 1, 2, 3 };

static const struct {
	const char *text;
	uint8_t from, to;	/* stages, from by bits */
	uint8_t heard;
} pieces[PIECES] = {
	[HALF] = { "GET / HT", 1 << NEW, BEGUN, SOME },
	[REST] = { "TP/1.0\r\n\r\n", 1 << BEGUN, DONE, A_HEAD },
	[WHOLE] = { "GET / HTTP/1.0\r\n\r\n", 1 << NEW, DONE, A_HEAD },
	[POST] = { "POST / HTTP/1.0\r\nContent-Length: 9\r\n\r\n", 1 << NEW,
	    MORE, A_HEAD_AND_BODY },
	[LONG] = { "GET /2345678901234567890123456789012345678"
	    "9012345678901234567 HT", 1 << NEW, BEGUN, SOME },
	[BAD] = { "\1", 1 << NEW | 1 << BEGUN, MORE, REFUSED },
	[TLS] = { "\26\3\1", 1 << NEW, MORE, HELLO },
	[BODY] = { "12345678901234567890123456", 1 << MORE, MORE, NOTHING },
	[BLOCK] = { "12345678901234567890123456789012"
	    "12345678901234567890123456789012", 1 << MORE, MORE, NOTHING },
	[EXTRA] = { "x", 1 << DONE, OVER, NOTHING },
};
#define LENGTH(p)	strlen(pieces[p].text)

/* What a client may have done before its connection is accepted. */
static const int8_t contents[CONTENTS][3] = {
	{ -1 }, { HALF, -1 }, { WHOLE, -1 }, { POST, -1 }, { LONG, -1 },
	{ BAD, -1 }, { TLS, -1 }, { HALF, REST, -1 }, { LONG, REST, -1 },
	{ POST, BODY, -1 }, { POST, BLOCK, -1 }, { WHOLE, EXTRA, -1 },
	{ ACT_END, -1 }, { HALF, ACT_END, -1 }, { WHOLE, ACT_END, -1 },
	{ LONG, ACT_END, -1 }, { POST, ACT_END, -1 }, { BAD, ACT_END, -1 },
	{ ACT_RESET, -1 }, { HALF, ACT_RESET, -1 },
};

/* A line of the trace. */
void
trace(const char *format, ...)
{
	va_list args;

	if (!tracing)
		return;
	va_start(args, format);
	(void)vprintf(format, args);
	va_end(args);
}

/* Octets as strace shows them. */
static void
trace_octets(const char *p, size_t n)
{
	size_t i;

	if (!tracing)
		return;
	putchar('"');
	for (i = 0; i < n && i < 24; i++)
		if (p[i] == '\r' || p[i] == '\n')
			printf(p[i] == '\r' ? "\\r" : "\\n");
		else if (p[i] < ' ' || p[i] > '~')
			printf("\\%o", (uint8_t)p[i]);
		else
			putchar(p[i]);
	printf(i < n ? "\"..." : "\"");
}

/* ---- Clients ------------------------------------------------------------- */

unsigned
sock_fd(unsigned sock)
{
	return fd_base + sock;
}

int
sock_fd_to(int fd)
{
	int i = fd - (int)fd_base;

	return i >= 0 && i < SOCKS && kernel.sock[i].life == OPEN ? i : -1;
}

/* What epoll would report of it now. */
uint32_t
sock_mask(const struct sock *s)
{
	uint32_t mask = 0;

	if (s->pieces > 0 || s->ended || s->reset)
		mask |= EPOLLIN;
	if (!s->full || s->shut || s->reset)
		mask |= EPOLLOUT;
	if (s->ended || s->reset)
		mask |= EPOLLRDHUP;
	if ((s->ended && s->shut) || s->reset)
		mask |= EPOLLHUP;
	if (s->reset == RESET)
		mask |= EPOLLERR;
	return mask;
}

/* Whether it can do so now, in this world. */
int
client_may(unsigned sock, unsigned act)
{
	const struct sock *s = &kernel.sock[sock];

	if (s->life == NOT || s->reset)
		return 0;
	if (act == ACT_RESET)
		return world.resets;
	if (act == ACT_ROOM)
		return s->full;
	if (act == ACT_END)
		return !s->ended;
	return !s->ended && s->pieces < PIECES_MAX &&
	    (world.pieces & 1U << act) != 0 &&
	    (pieces[act].from & 1 << s->stage) != 0;
}

static void
trace_act(unsigned sock, unsigned act)
{
	trace("client %u ", sock_fd(sock));
	if (act < PIECES) {
		trace("sends ");
		trace_octets(pieces[act].text, LENGTH(act));
	} else
		trace("%s", act == ACT_END ? "ends" : act == ACT_RESET ?
		    "resets" : "makes room");
	trace("\n");
}

/* An edge is what happens, whether or not it is news. */
void
client_act(unsigned sock, unsigned act)
{
	struct sock *s = &kernel.sock[sock];

	trace_act(sock, act);
	if (act == ACT_END)
		s->ended = 1;
	else if (act == ACT_RESET)
		s->reset = RESET;
	else if (act == ACT_ROOM)
		s->full = 0;
	else {
		s->piece[s->pieces++] = (uint8_t)act;
		s->stage = pieces[act].to;
	}
	s->edge = s->watched;
}

/* A connection that waits to be accepted; false: not in this world. */
int
client_connect(unsigned who, unsigned content)
{
	const int8_t *act;
	unsigned i = 0;

	while (i < SOCKS && kernel.sock[i].life != NOT)
		i++;
	if (i == SOCKS)
		return 0;
	memset(&kernel.sock[i], 0, sizeof kernel.sock[i]);
	kernel.sock[i].life = QUEUED;
	kernel.sock[i].who = (uint8_t)who;
	trace("10.0.0.%u connects, to be client %u\n", who + 1, sock_fd(i));
	for (act = contents[content]; *act >= 0; act++) {
		if (!client_may(i, (unsigned)*act))
			return 0;
		client_act(i, (unsigned)*act);
	}
	return 1;
}

/*
 * While the server is about to look at it, its client may act, once a turn. Of
 * one that was just accepted this is tried while nobody else is there: what
 * becomes of the others does not hang on it.
 */
static void
meanwhile(int sock)
{
	unsigned act, n = 1, which;

	if (!world.midturn || turn.interrupted || sock < 0 ||
	    (sock == turn.fresh && turn.crowded))
		return;
	for (act = 0; act < ACTS; act++)
		n += (unsigned)client_may((unsigned)sock, act);
	which = choose(n);
	if (which == 0)
		return;
	turn.interrupted = 1;
	for (act = 0; act < ACTS; act++)
		if (client_may((unsigned)sock, act) && --which == 0) {
			trace("\tmeanwhile, ");
			client_act((unsigned)sock, act);
			return;
		}
}

/* ---- What the server does ------------------------------------------------ */

void
turn_begin(void)
{
	unsigned i;

	memset(&turn, 0, sizeof turn);
	turn.fresh = turn.asked = -1;
	turn_list = -1;
	turn_asked_again = 0;
	for (i = 0; i < SOCKS; i++) {
		turn.crowded |= kernel.sock[i].life == OPEN;
		turn.waited[i] = kernel.sock[i].pieces > 0;
	}
	clock_now = base + kernel.ahead;
}

/* Whether nothing came from without while it was on. */
int
turn_alone(void)
{
	return !turn.interrupted;
}

int
turn_enabled(void)
{
	unsigned i;

	if (kernel.wait == 0 || kernel.signals != 0)
		return 1;
	for (i = 0; i < SOCKS; i++)
		if (kernel.sock[i].edge || (kernel.sock[i].life == QUEUED &&
		    kernel.listening))
			return 1;
	return 0;
}

/* The connection that is meant; what it may not touch is blamed. */
static struct sock *
its_sock(int fd, const char *call)
{
	int i = sock_fd_to(fd);

	if (i < 0) {
		trace("\t%s(%d, ...)\n", call, fd);
		blame("a descriptor is used that is not open");
	}
	if (turn.fresh != i && !turn.told[i] && portal_left(fd) > 0) {
		trace("\t%s(%d, ...)\n", call, fd);
		blame("a connection gets another's event");
	}
	return &kernel.sock[i];
}

static int
fails(int error)
{
	errno = error;
	return -1;
}

static int
descriptor_of(int fd)
{
	return fd >= FD_EPOLL && fd <= FD_LIST;
}

int
m_accept4(int fd, struct sockaddr *to, socklen_t *n, int flags)
{
	struct sockaddr_in from = { .sin_family = AF_INET };
	static const int errors[] = { 0, ECONNABORTED, EMFILE, EINVAL };
	unsigned i = 0, how;

	(void)flags;
	if (fd != FD_LISTENER || !kernel.listening)
		blame("accept4 on what does not listen");
	turn.due = 0;
	while (i < SOCKS && kernel.sock[i].life != QUEUED)
		i++;
	how = world.starved && !turn.starved ? choose(i == SOCKS ? 1 : 4) : 0;
	if (i == SOCKS || errors[how] != 0) {
		trace("\taccept4(%d) = -1 %s\n", fd, strerrorname_np(
		    i == SOCKS ? EAGAIN : errors[how]));
		if (i == SOCKS)
			return fails(EAGAIN);
		if (errors[how] == ECONNABORTED)
			kernel.sock[i].life = NOT;
		turn.starved |= errors[how] == EMFILE;
		turn.dead |= errors[how] == EINVAL;
		return fails(errors[how]);
	}
	kernel.sock[i].life = OPEN;
	turn.fresh = (int)i;
	turn.mac[i] = 0;
	turn.nameless = 0;
	turn.told[i] = 0;
	trace("\taccept4(%d) = %u\n", fd, sock_fd(i));
	from.sin_addr.s_addr = htonl(0x0a000001U + kernel.sock[i].who);
	if (to != NULL && *n >= sizeof from) {
		memcpy(to, &from, sizeof from);
		*n = sizeof from;
	}
	return (int)sock_fd(i);
}

int
m_getpeername(int fd, struct sockaddr *to, socklen_t *n)
{
	struct sockaddr_in from = { .sin_family = AF_INET };
	int i = sock_fd_to(fd);

	if (i < 0)
		blame("getpeername of what is not open");
	trace("\tgetpeername(%d) = %d\n", fd, kernel.sock[i].reset ? -1 : 0);
	turn.nameless = kernel.sock[i].reset != NO_RESET;
	if (turn.nameless)
		return fails(ENOTCONN);
	from.sin_addr.s_addr = htonl(0x0a000001U + kernel.sock[i].who);
	memcpy(to, &from, sizeof from);
	*n = sizeof from;
	return 0;
}

/* The octets were read: what the server knows by now of the head. */
static void
hear(struct sock *s, uint8_t piece)
{
	if (s->heard <= SOME && pieces[piece].heard > s->heard)
		s->heard = pieces[piece].heard;
}

static size_t
take(struct sock *s, char *to, size_t n)
{
	size_t got = 0, part;

	while (s->pieces > 0 && got < n) {
		part = LENGTH(s->piece[0]) - s->taken;
		if (part > n - got)
			part = n - got;
		memcpy(to + got, pieces[s->piece[0]].text + s->taken, part);
		got += part;
		s->taken = (uint8_t)(s->taken + part);
		if (s->taken < LENGTH(s->piece[0]))
			break;
		hear(s, s->piece[0]);
		memmove(s->piece, s->piece + 1, sizeof s->piece - 1);
		s->piece[PIECES_MAX - 1] = 0;
		s->pieces--;
		s->taken = 0;
	}
	return got;
}

static ssize_t netlink_recv(void *, size_t);
static ssize_t netlink_send(const void *, size_t);

/* What was received goes before what became of the connection. */
ssize_t
m_recv(int fd, void *to, size_t n, int flags)
{
	struct sock *s;
	char octets[INPUT];
	ptrdiff_t i;
	size_t got;

	if (fd == FD_NETLINK)
		return netlink_recv(to, n);
	s = its_sock(fd, "recv");
	i = s - kernel.sock;
	meanwhile(sock_fd_to(fd));
	if (n != INPUT)
		blame("recv for another number of octets");
	got = take(s, octets, n);
	turn.waited[i] &= got == n;
	trace("\trecv(%d, ", fd);
	if (got > 0) {
		trace_octets(octets, got);
		trace(") = %zu\n", got);
		if ((flags & MSG_TRUNC) == 0)
			memcpy(to, octets, got);
		else if (!s->shut)
			blame("octets of a request are discarded");
		s->drained = (uint8_t)(s->drained + (s->shut ? got : 0));
		return (ssize_t)got;
	}
	if (s->reset == NO_RESET && !s->ended) {
		trace(") = -1 EAGAIN\n");
		return fails(EAGAIN);
	}
	s->end_seen = 1;
	trace(s->reset == RESET ? ") = -1 ECONNRESET\n" : ") = 0\n");
	if (s->reset != RESET)
		return 0;
	s->reset = RESET_SEEN;
	return fails(ECONNRESET);
}

/* Whether the list in force lets it pass, as far as the server was told. */
static int
is_listed(int sock)
{
	return (kernel.list == LIST_ADDRESS && kernel.sock[sock].who == 0) ||
	    (kernel.list == LIST_MAC && turn.mac[sock] == 2);
}

/* The one answer that is due now; 0: none. */
static unsigned
due(int sock, int fd)
{
	const struct sock *s = &kernel.sock[sock];

	switch (s->heard) {
	case A_HEAD:
	case A_HEAD_AND_BODY:
		return is_listed(sock) ? PORTAL_421 : PORTAL_511;
	case REFUSED:
		return PORTAL_400;
	case HELLO:
		return PORTAL_TLS;
	case SOME:
		return s->end_seen ? PORTAL_400 : portal_left(fd) <= 0 ?
		    PORTAL_408 : 0;
	default:
		return 0;
	}
}

ssize_t
m_send(int fd, const void *octets, size_t n, int flags)
{
	struct sock *s;
	const char *text;
	size_t all, head;
	unsigned how;

	if (fd == FD_NETLINK)
		return netlink_send(octets, n);
	s = its_sock(fd, "send");
	meanwhile(sock_fd_to(fd));
	trace("\tsend(%d, ", fd);
	trace_octets(octets, n);
	if (s->answer == 0)
		s->answer = (uint8_t)due(sock_fd_to(fd), fd);
	if ((flags & MSG_NOSIGNAL) == 0 || s->shut || s->answer == 0) {
		trace(")\n");
		blame(s->shut ? "octets behind an answer" :
		    "an answer where none is due");
	}
	text = portal_answer(s->answer, &all, &head);
	if (n != all - s->sent || memcmp(octets, text + s->sent, n) != 0) {
		trace(")\n");
		blame("another answer than the one that is due");
	}
	if (s->reset) {
		trace(") = -1 EPIPE\n");
		s->reset = RESET_SEEN;
		s->end_seen = 1;
		return fails(EPIPE);
	}
	how = s->full ? 2 : !world.partial ? 0 : s->sent > 0 || n <= PART ?
	    2 * choose(2) : choose(3);
	s->full = how > 0;
	if (how == 2) {
		trace(", %zu) = -1 EAGAIN\n", n);
		return fails(EAGAIN);
	}
	if (how == 1)
		n = PART;
	s->sent = (uint16_t)(s->sent + n);
	trace(") = %zu\n", n);
	return (ssize_t)n;
}

static int
is_whole(const struct sock *s)
{
	size_t all = 0, head;

	if (s->answer != 0)
		(void)portal_answer(s->answer, &all, &head);
	return s->shut || (s->answer != 0 && s->sent == all);
}

int
m_shutdown(int fd, int how)
{
	struct sock *s = its_sock(fd, "shutdown");

	meanwhile(sock_fd_to(fd));
	trace("\tshutdown(%d, %d) = %d\n", fd, how, s->reset ? -1 : 0);
	if (how != SHUT_WR || !is_whole(s))
		blame("an answer is cut by a shutdown");
	s->shut = 1;
	return s->reset ? fails(ENOTCONN) : 0;
}

/* What ends a connection has to be one of these. */
static void
judge_close(int fd, struct sock *s)
{
	int sock = sock_fd_to(fd), reason = portal_closing();
	int is_late = portal_left(fd) <= 0;

	if (reason < 0)
		blame("a connection ends for no reason or for two");
	if (reason == CLOSE_EVICTED && sock != turn.fresh) {
		if (!portal_victim(fd))
			blame("another one would have to give way");
		if (!turn.starved && turn.fresh < 0)
			blame("a connection gives way for nobody");
		return;
	}
	if (reason == CLOSE_EVICTED && !turn.failed)
		blame("the connection in hand gives way");
	if (reason == CLOSE_EVICTED)
		return;
	if (reason == CLOSE_CAPPED) {
		if (turn.fresh < 0 || !portal_capped(fd, turn.nameless ? -1 :
		    kernel.sock[turn.fresh].who, turn.mac[turn.fresh]))
			blame("a connection is capped that need not be");
		return;
	}
	if (s->end_seen && (s->reset || s->heard == NOTHING))
		return;
	if (!is_whole(s)) {
		if (!is_late)
			blame("a connection is cut before its time");
		if (s->heard >= SOME && s->answer == 0)
			blame("a request is left without an answer");
		return;
	}
	if (!s->shut)
		blame("a close without a shutdown");
	if (!s->end_seen && !is_late && s->drained <= DRAIN_MAX &&
	    s->heard != A_HEAD)
		blame("a close without draining");
	if (s->pieces > 0 && turn.waited[sock] && !is_late &&
	    s->drained <= DRAIN_MAX)
		blame("octets that are left turn a close into a reset");
}

int
m_close(int fd)
{
	struct sock *s;
	int i = sock_fd_to(fd);
	unsigned k;

	if (fd == FD_LIST)
		return 0;
	if (fd == -1 && turn.file < 0)	/* that the list was not opened by */
		return fails(EBADF);
	if (fd == FD_LISTENER) {
		trace("\tclose(%d) = 0\n", fd);
		kernel.listening = 0;
		for (k = 0; k < SOCKS; k++)
			if (kernel.sock[k].life == QUEUED) {
				kernel.sock[k].life = NOT;
				if (!turn.napped && !turn.dead)
					blame("who waits in the queue is "
					    "reset");
			}
		return 0;
	}
	if (i < 0) {
		trace("\tclose(%d)\n", fd);
		blame("a close of what is not open");
	}
	s = &kernel.sock[i];
	trace("\tclose(%d) = 0\n", fd);
	judge_close(fd, s);
	if (turn.fresh == i)
		turn.fresh = -1;
	memset(s, 0, sizeof *s);
	return 0;
}

/* ---- epoll, signals, time ------------------------------------------------ */

int
m_epoll_ctl(int epoll, int op, int fd, struct epoll_event *e)
{
	static const uint32_t all = EPOLLIN | EPOLLOUT | EPOLLRDHUP;
	int i = sock_fd_to(fd);
	struct sock *s;

	if (epoll != FD_EPOLL)
		blame("epoll_ctl of another descriptor");
	if (descriptor_of(fd))
		return 0;
	if (i < 0 || i != turn.fresh || op != EPOLL_CTL_ADD) {
		trace("\tepoll_ctl(%d)\n", fd);
		blame("epoll_ctl about what is not fresh");
	}
	s = &kernel.sock[i];
	meanwhile(i);
	if ((e->events & all) != all || (e->events & EPOLLET) == 0)
		blame("a connection is watched by another mask");
	if (world.starved && choose(2) == 1) {
		trace("\tepoll_ctl(ADD, %d) = -1 ENOSPC\n", fd);
		turn.failed = 1;
		return fails(ENOSPC);
	}
	trace("\tepoll_ctl(ADD, %d) = 0\n", fd);
	s->watched = 1;
	sock_data[i] = e->data.u64;
	s->edge = sock_mask(s) != 0;
	s->device = turn.nameless ? NOBODY : turn.mac[i] > 0 ?
	    (uint8_t)(0x80 + turn.mac[i]) : s->who;
	turn.fresh = -1;
	turn.failed = 0;
	return 0;
}

static void
trace_mask(uint32_t mask)
{
	trace("%s%s%s%s%s", mask & EPOLLIN ? "IN " : "",
	    mask & EPOLLOUT ? "OUT " : "", mask & EPOLLRDHUP ? "RDHUP " : "",
	    mask & EPOLLHUP ? "HUP " : "", mask & EPOLLERR ? "ERR " : "");
}

/* Puts what is ready in any order. */
static int
report(struct epoll_event *to, const struct epoll_event *ready, int n)
{
	unsigned taken = 0, pick;
	int left, i;

	for (left = n; left > 0; left--) {
		pick = left > 1 ? choose((unsigned)left) : 0;
		for (i = 0; (taken & 1U << i) != 0 || pick-- > 0; i++)
			;
		taken |= 1U << i;
		*to++ = ready[i];
		trace("%#llx: ", (unsigned long long)ready[i].data.u64);
		trace_mask(ready[i].events);
	}
	return n;
}

static void
wait_again(int timeout)
{
	struct holder holders[SOCKS];
	int i;

	portal_holders(holders);
	for (i = 0; i < SOCKS; i++)
		if (holders[i].slot >= 0 && (timeout < 0 ||
		    timeout > (holders[i].left > 0 ? holders[i].left : 0)))
			blame("it would oversleep");
	wait_until = timeout < 0 ? UINT64_MAX : clock_now + (uint64_t)timeout;
	turn_end(TURN_WAITS);
}

int
m_epoll_wait(int fd, struct epoll_event *to, int max, int timeout)
{
	struct epoll_event ready[SOCKS + 2];
	int n = 0, i;

	if (fd != FD_EPOLL || max < SOCKS + 2)
		blame("epoll_wait of another descriptor, or for few events");
	if (turn.due)
		blame("who waits is not accepted a turn later");
	if (turn.waits++ > 0 || portal_starting)
		wait_again(timeout);
	memset(ready, 0, sizeof ready);
	for (i = 0; i < SOCKS; i++)
		if (kernel.sock[i].edge) {
			kernel.sock[i].edge = 0;
			turn.told[i] = 1;
			ready[n].events = sock_mask(&kernel.sock[i]);
			ready[n++].data.u64 = sock_data[i];
		}
	for (i = 0; i < SOCKS && kernel.listening; i++)
		if (kernel.sock[i].life == QUEUED) {
			turn.due = 1;
			ready[n].events = EPOLLIN;
			ready[n++].data.u64 = 1ULL << 32;
			break;
		}
	if (kernel.signals != 0) {
		ready[n].events = EPOLLIN;
		ready[n++].data.u64 = 2ULL << 32;
	}
	trace("\tepoll_wait(%d, [", fd);
	n = report(to, ready, n);
	trace("], %d) = %d\n", timeout, n);
	return n;
}

ssize_t
m_read(int fd, void *to, size_t n)
{
	static const uint32_t number[] = { SIGHUP, SIGUSR1, SIGTERM };
	struct signalfd_siginfo info = { .ssi_signo = 0 };
	unsigned i = 0;

	if (fd == FD_LIST) {
		turn_list = turn.file;
		n = strlen(list_text((unsigned)turn.file));
		memcpy(to, list_text((unsigned)turn.file), n);
		trace("\tread(%d) = %zu\n", fd, n);
		return (ssize_t)n;
	}
	if (fd != FD_SIGNALS || n < sizeof info)
		blame("read of another descriptor");
	if (kernel.signals == 0)
		return fails(EAGAIN);
	while ((kernel.signals & 1U << i) == 0)
		i++;
	kernel.signals &= (uint8_t)~(1U << i);
	turn_asked_again = 1U << i == TERM && !kernel.listening;
	info.ssi_signo = number[i];
	memcpy(to, &info, sizeof info);
	trace("\tread(%d, %s)\n", fd, sigabbrev_np((int)number[i]));
	return sizeof info;
}

int
m_poll(struct pollfd *p, nfds_t n, int ms)
{
	if (n == 0) {
		trace("\tpoll(%d ms)\n", ms);
		if (!turn.starved && turn.stats == 0)	/* no list is read */
			blame("a nap, though nothing is lacking");
		clock_now += (uint64_t)ms;
		turn.napped = 1;
		return 0;
	}
	p->revents = p->events;
	return 1;
}

ssize_t
m_write(int fd, const void *octets, size_t n)
{
	trace("\twrite(%d, %.*s", fd, (int)n, (const char *)octets);
	return (ssize_t)n;
}

int
m_clock_gettime(clockid_t which, struct timespec *t)
{
	(void)which;
	t->tv_sec = (time_t)(clock_now / 1000);
	t->tv_nsec = (long)(clock_now % 1000) * 1000000;
	return 0;
}

/* ---- The list's file ----------------------------------------------------- */

const char *
list_text(unsigned list)
{
	static const char *const texts[LISTS] = {
		[LIST_NONE] = "#\n", [LIST_ADDRESS] = "10.0.0.1\n",
		[LIST_MAC] = "020000000002\n", [LIST_BAD] = "?\n"
	};

	return texts[list];
}

int
m_openat(int at, const char *path, int flags)
{
	unsigned how = choose(LISTS + 1);

	(void)at;
	(void)flags;
	trace("\topenat(\"%s\") = %d\n", path, how == LISTS ? -1 : FD_LIST);
	turn.file = -1;
	if (how == LISTS)
		return fails(ENOENT);
	turn.file = (int)how;
	turn.stats = 0;
	return FD_LIST;
}

/* Its size before and after have to agree. */
int
m_fstat(int fd, struct stat *st)
{
	memset(st, 0, sizeof *st);
	if (fd != FD_LIST)
		blame("fstat of another descriptor");
	st->st_mode = S_IFREG | 0644;
	st->st_size = (off_t)strlen(list_text((unsigned)turn.file));
	st->st_ctim.tv_sec = (time_t)(clock_now / 1000) - 10;
	if (turn.stats == 1 && choose(2) == 1) {
		turn_list = -1;
		st->st_size++;
	}
	trace("\tfstat(%d, size %d) = 0\n", fd, (int)st->st_size);
	turn.stats++;
	return 0;
}

/* ---- The neighbour table ------------------------------------------------- */

/* The interface that a connection came in by. */
int
m_getsockopt(int fd, int level, int name, void *to, socklen_t *n)
{
	struct in_pktinfo info = { .ipi_ifindex = 7 };
	struct cmsghdr head = { .cmsg_len = CMSG_LEN(sizeof info),
	    .cmsg_level = IPPROTO_IP, .cmsg_type = IP_PKTINFO };
	int i = sock_fd_to(fd);

	if (i < 0 || level != IPPROTO_IP || name != IP_PKTOPTIONS)
		blame("getsockopt of what is not open");
	turn.asked = i;
	if (world.neighbours && choose(2) == 1) {
		trace("\tgetsockopt(%d) = -1\n", fd);
		return fails(ENOTCONN);
	}
	memcpy(to, &head, sizeof head);
	memcpy(CMSG_DATA((struct cmsghdr *)to), &info, sizeof info);
	*n = CMSG_LEN(sizeof info);
	trace("\tgetsockopt(%d) = 0\n", fd);
	return 0;
}

static ssize_t
netlink_send(const void *octets, size_t n)
{
	uint32_t address = htonl(0x0a000001U + (turn.asked < 0 ? 0U :
	    kernel.sock[turn.asked].who));

	if (turn.asked < 0 || n != 36 ||
	    memcmp((const char *)octets + 32, &address, 4) != 0)
		blame("a question about another client");
	memcpy(&turn.sequence, (const char *)octets + 8, 4);
	if (world.neighbours && choose(2) == 1) {
		trace("\tsend(netlink) = -1\n");
		return fails(ENOBUFS);
	}
	trace("\tsend(netlink, 10.0.0.%u)\n", 1U +
	    kernel.sock[turn.asked].who);
	turn.answers = 1;
	return (ssize_t)n;
}

/* It knows the client, does not, or says nothing; or an older answer first. */
static ssize_t
netlink_recv(void *to, size_t n)
{
	struct {
		uint32_t length;
		uint16_t type, flags;
		uint32_t sequence, port;
		uint8_t family, pad[3];
		int32_t interface;
		uint16_t state, pad2, attribute_length, attribute_type;
		uint8_t mac[6], pad3[2];
	} m = { .length = 38, .type = 28, .sequence = turn.sequence,
	    .family = AF_INET, .interface = 7, .state = 2,
	    .attribute_length = 10, .attribute_type = 2 };
	unsigned how = turn.answers == 0 ? 2 : !world.neighbours ? 0 :
	    choose(turn.stale ? 3 : 4);

	if (n != INPUT)
		blame("recv for another number of octets");
	turn.answers = how == 3;
	turn.stale = how == 3;
	if (how == 2) {
		trace("\trecv(netlink) = -1 EAGAIN\n");
		return fails(EAGAIN);
	}
	if (how == 3)
		m.sequence--;
	if (how == 1)
		m.state = 0x20;
	m.mac[0] = 2;
	m.mac[5] = how == 3 ? 9 : who_mac[kernel.sock[turn.asked].who];
	if (how == 0)
		turn.mac[turn.asked] = (int8_t)m.mac[5];
	else if (how == 1)
		turn.mac[turn.asked] = 0;
	memcpy(to, &m, m.length);
	trace("\trecv(netlink, %s)\n", how == 0 ? "known" : how == 1 ?
	    "unknown" : "an older answer");
	return m.length;
}

void
m_exit(int status)
{
	trace("\texit(%d)\n", status);
	turn_end(TURN_DIES);
}

void
m_abort(void)
{
	blame("an ensure() does not hold");
}

void
kernel_begin(void)
{
	if (LENGTH(LONG) != INPUT || LENGTH(BLOCK) != INPUT ||
	    LENGTH(POST) + LENGTH(BODY) != INPUT)
		abort();	/* each is to be one full read */
	memset(&kernel, 0, sizeof kernel);
	kernel.listening = 1;
	kernel.wait = NO_WAIT;
}

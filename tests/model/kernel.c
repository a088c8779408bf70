/*
 * The small kernel that portal.c calls in the model. Each call may give
 * whatever its manual page allows here; which of it, choose() says, and the
 * search has it say everything in turn. Not among it is what would be a mistake
 * of portal.c's own (EFAULT, say): that is blamed at once, as is all else that
 * the server must not do.
 *
 * epoll is edge-triggered: a descriptor gets onto the ready list when something
 * happens to it, or when it is added and something has; epoll_wait takes it
 * off, and reports all that is so now. As in Linux, room in a send buffer
 * happens only to who was told before that there is none.
 */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#define _TIME_BITS 64

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../../portal.h"
#include "calls.h"

struct kernel kernel;
struct turn turn;
uint64_t base, clock_now, wait_until, sock_data[SOCKS];
unsigned fd_base;
int tracing;
int turn_list;			/* the list read to its end, or -1 */
int turn_asked_again;		/* to end, by a second SIGTERM */

/* What portal.c gave to epoll_ctl when it began. */
static uint64_t listener_data[LISTENERS], signals_data;

int
fails(int error)
{
	errno = error;
	return -1;
}

/* In a world of errors, one of n ways to fail, or 0: so many do in a turn. */
unsigned
failure_of(unsigned n)
{
	unsigned which;

	if (turn.failures >= world.errors)
		return 0;
	which = choose(n + 1);
	turn.failures += which > 0;
	return which;
}

/* The same, as one of these, which end in 0; or 0. */
int
error_of(const int *errors)
{
	unsigned n = 0, which;

	while (errors[n] != 0)
		n++;
	which = failure_of(n);
	return which > 0 ? errors[which - 1] : 0;
}

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

void
kernel_begin(void)
{
	if (strlen(pieces[LONG].text) != INPUT ||
	    strlen(pieces[BLOCK].text) != INPUT ||
	    strlen(pieces[LINE].text) != INPUT ||
	    strlen(pieces[FLOOD].text) != INPUT ||
	    strlen(pieces[POST].text) + strlen(pieces[BODY].text) != INPUT)
		abort();	/* each is to be one full read */
	memset(&kernel, 0, sizeof kernel);
	kernel.listening = (uint8_t)world.listeners;
	kernel.wait = NO_WAIT;
}

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
	return !turn.interrupted && !turn.disturbed;
}

/* Whether somebody waits to be accepted there. */
static int
is_awaited(unsigned listener)
{
	unsigned i;

	for (i = 0; i < SOCKS; i++)
		if (kernel.sock[i].life == QUEUED &&
		    kernel.sock[i].listener == listener)
			return (kernel.listening & 1U << listener) != 0;
	return 0;
}

int
turn_enabled(void)
{
	unsigned i;

	if (kernel.wait == 0 || kernel.signals != 0)
		return 1;
	for (i = 0; i < LISTENERS; i++)
		if (is_awaited(i))
			return 1;
	for (i = 0; i < SOCKS; i++)
		if (kernel.sock[i].edge)
			return 1;
	return 0;
}

/* ---- Listeners ----------------------------------------------------------- */

/*
 * What accept4 may say: the first four for each kind, where it is starved; all,
 * in a world of errors. GOES: the connection does. LACKS: something is lacking
 * that another connection may have. REFUSES: for the kernel's own reasons.
 */
enum { GOES = 1, LACKS = 2, REFUSES = 4, DEAD = 8, KINDS = 4 };
static const struct {
	int error;
	uint8_t is;
} accept_errors[] = {
	{ 0, 0 }, { ECONNABORTED, GOES }, { EMFILE, LACKS }, { EINVAL, DEAD },
	{ ENFILE, LACKS }, { ENOBUFS, LACKS }, { ENOMEM, LACKS },
	{ EBADF, DEAD }, { ENOTSOCK, DEAD },
	{ EINTR, REFUSES }, { EPERM, REFUSES }, { ENOSR, REFUSES },
	{ EPROTO, GOES | REFUSES }, { ENOPROTOOPT, GOES | REFUSES },
	{ ENETDOWN, GOES | REFUSES }, { ENETUNREACH, GOES | REFUSES },
	{ EHOSTDOWN, GOES | REFUSES }, { EHOSTUNREACH, GOES | REFUSES },
	{ ENONET, GOES | REFUSES }, { EOPNOTSUPP, GOES | REFUSES },
	{ ETIMEDOUT, GOES | REFUSES }, { EPROTONOSUPPORT, GOES | REFUSES },
	{ ESOCKTNOSUPPORT, GOES | REFUSES },
};
#define ACCEPT_ERRORS	(sizeof accept_errors / sizeof accept_errors[0])

/* How it fails, now that sock could be accepted; 0: it does not. */
static int
accept_error(struct sock *s)
{
	unsigned which;

	turn.lacks = 0;
	if (turn.refused)
		return 0;
	which = world.starved ? choose(KINDS) : failure_of(ACCEPT_ERRORS - 1);
	if ((accept_errors[which].is & GOES) != 0)
		s->life = NOT;
	turn.lacks = (accept_errors[which].is & LACKS) != 0;
	turn.refused |= (accept_errors[which].is & (LACKS | REFUSES)) != 0;
	turn.dead |= (accept_errors[which].is & DEAD) != 0;
	return accept_errors[which].error;
}

/* Its client's address, as its socket's family has it. */
static void
sock_peer(const struct sock *s, void *to, socklen_t *n)
{
	const struct who *who = &whos[s->who];
	struct sockaddr_in from = { .sin_family = AF_INET };
	struct sockaddr_in6 from6 = { .sin6_family = AF_INET6 };
	char text[INET6_ADDRSTRLEN];
	socklen_t size = s->listener == LISTENER_6 ? sizeof from6 :
	    sizeof from;

	(void)inet_pton(AF_INET, who->text, &from.sin_addr);
	(void)snprintf(text, sizeof text, "%s%s", who->six ? "" : "::ffff:",
	    who->text);
	(void)inet_pton(AF_INET6, text, &from6.sin6_addr);
	if (*n < size)
		blame("no room for an address");
	memcpy(to, s->listener == LISTENER_6 ? (void *)&from6 : &from, size);
	*n = size;
}

int
m_accept4(int fd, struct sockaddr *to, socklen_t *n, int flags)
{
	unsigned listener = (unsigned)(fd - FD_LISTENER), i = 0;
	struct sock *s = kernel.sock;
	int error;

	(void)flags;
	if (listener >= LISTENERS || (kernel.listening & 1U << listener) == 0)
		blame("accept4 on what does not listen");
	if (turn.accepts[listener]++ > 0 && !turn.leaves)
		blame("a turn accepts more than one");
	turn.due &= ~(1U << listener);
	for (; i < SOCKS && (s->life != QUEUED || s->listener != listener); i++)
		s++;
	error = i == SOCKS ? EAGAIN : accept_error(s);
	if (error != 0) {
		trace("\taccept4(%d) = -1 %s\n", fd, strerrorname_np(error));
		return fails(error);
	}
	s->life = OPEN;
	turn.fresh = (int)i;
	turn.mac[i] = 0;
	turn.nameless[i] = turn.told[i] = turn.calls[i] = 0;
	trace("\taccept4(%d) = %u\n", fd, sock_fd(i));
	if (to != NULL)
		sock_peer(s, to, n);
	return (int)sock_fd(i);
}

/* Returns what is wrong with that. Who waits in its queue is reset. */
static const char *
listener_close(unsigned listener)
{
	unsigned i;

	if ((turn.unwatched & 1U << listener) == 0)
		return "a listener is closed that may be open elsewhere";
	if (is_awaited(listener) && !turn.napped && !turn.dead)
		return "who waits in the queue is reset";
	turn.due &= ~(1U << listener);
	kernel.listening &= (uint8_t)~(1U << listener);
	for (i = 0; i < SOCKS; i++)
		if (kernel.sock[i].life == QUEUED &&
		    kernel.sock[i].listener == listener)
			kernel.sock[i].life = NOT;
	return NULL;
}

/* ---- Connections --------------------------------------------------------- */

/* The connection that is meant; what it may not touch is blamed. */
static struct sock *
its_sock(int fd, const char *call)
{
	const char *wrong = NULL;
	int i = sock_fd_to(fd);

	if (i < 0)
		wrong = "a descriptor is used that is not open";
	else if (turn.fresh != i && !turn.told[i] && portal_left(fd) > 0)
		wrong = "a connection gets another's event";
	else if (turn.calls[i]++ >= CALLS_MAX)
		wrong = "a turn has no end";
	if (wrong != NULL) {
		trace("\t%s(%d, ...)\n", call, fd);
		blame(wrong);
	}
	return &kernel.sock[i];
}

/* After an error it is of no use any more. */
static int
sock_fails(struct sock *s, int error)
{
	s->reset = RESET_SEEN;
	s->end_seen = 1;
	return fails(error);
}

int
m_getpeername(int fd, struct sockaddr *to, socklen_t *n)
{
	static const int errors[] = { ENOTCONN, ENOBUFS, 0 };
	int i = sock_fd_to(fd), error;

	if (i < 0)
		blame("getpeername of what is not open");
	error = kernel.sock[i].reset ? ENOTCONN : error_of(errors);
	trace("\tgetpeername(%d) = %d\n", fd, error != 0 ? -1 : 0);
	turn.nameless[i] = error != 0;
	if (error != 0)
		return fails(error);
	sock_peer(&kernel.sock[i], to, n);
	return 0;
}

/* What was received goes before what became of the connection. */
ssize_t
m_recv(int fd, void *to, size_t n, int flags)
{
	static const int errors[] = { EINTR, ENOMEM, ENOBUFS, ENOTCONN,
	    ETIMEDOUT, EHOSTUNREACH, ENETUNREACH, EPIPE, ECONNREFUSED, 0 };
	struct sock *s;
	char octets[INPUT];
	size_t got;
	int error;

	if (fd == FD_NETLINK)
		return neighbours_recv(to, n);
	s = its_sock(fd, "recv");
	client_meanwhile(sock_fd_to(fd));
	if (n != INPUT)
		blame("recv for another number of octets");
	error = error_of(errors);
	got = error != 0 ? 0 : client_octets(s, octets, n);
	turn.waited[s - kernel.sock] &= got == n;
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
	if (error == 0 && s->reset != RESET)
		error = s->ended || s->reset ? 0 : EAGAIN;
	else if (error == 0)
		error = ECONNRESET;
	trace(") = %s%s\n", error != 0 ? "-1 " : "0",
	    error != 0 ? strerrorname_np(error) : "");
	if (error == EAGAIN)
		return fails(EAGAIN);
	s->end_seen = 1;
	return error != 0 ? sock_fails(s, error) : 0;
}

/* Whether the list in force lets it pass, as far as the server was told. */
static int
is_listed(int sock)
{
	if (turn.nameless[sock])
		return 0;
	return kernel.list == LIST_ADDRESS ?
	    whos[kernel.sock[sock].who].listed :
	    kernel.list == LIST_MAC && turn.mac[sock] == 2;
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
	case TOO_LONG:
		return PORTAL_414;
	case HELLO:
		return PORTAL_TLS;
	case SOME:
		return s->end_seen ? PORTAL_400 : portal_left(fd) <= 0 ?
		    PORTAL_408 : 0;
	default:
		return 0;
	}
}

/* Blames octets that are not the rest of the one answer that is due. */
static void
judge_send(struct sock *s, int fd, const char *octets, size_t n)
{
	const char *wrong = NULL, *text;
	size_t all, head;

	if (s->answer == 0)
		s->answer = (uint8_t)due(sock_fd_to(fd), fd);
	text = portal_answer(s->answer, &all, &head);
	if (s->shut)
		wrong = "octets behind an answer";
	else if (s->answer == 0)
		wrong = "an answer where none is due";
	else if (n != all - s->sent || memcmp(octets, text + s->sent, n) != 0)
		wrong = "another answer than the one that is due";
	if (wrong != NULL) {
		trace(")\n");
		blame(wrong);
	}
}

ssize_t
m_send(int fd, const void *octets, size_t n, int flags)
{
	static const int errors[] = { EINTR, ENOMEM, ENOBUFS, ECONNRESET,
	    ENOTCONN, ETIMEDOUT, EHOSTUNREACH, ENETUNREACH, EACCES, 0 };
	struct sock *s;
	unsigned how;
	int error;

	if (fd == FD_NETLINK)
		return neighbours_send(octets, n);
	s = its_sock(fd, "send");
	client_meanwhile(sock_fd_to(fd));
	trace("\tsend(%d, ", fd);
	trace_octets(octets, n);
	judge_send(s, fd, octets, n);
	if ((flags & MSG_NOSIGNAL) == 0)
		blame("a signal would end the server");
	error = s->reset ? EPIPE : error_of(errors);
	if (error != 0) {
		trace(") = -1 %s\n", strerrorname_np(error));
		return sock_fails(s, error);
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
	static const int errors[] = { ENOTCONN, ENOBUFS, 0 };
	struct sock *s = its_sock(fd, "shutdown");
	int error;

	client_meanwhile(sock_fd_to(fd));
	error = s->reset ? ENOTCONN : error_of(errors);
	trace("\tshutdown(%d, %d) = %d\n", fd, how, error != 0 ? -1 : 0);
	if (how != SHUT_WR || !is_whole(s))
		blame("an answer is cut by a shutdown");
	s->shut = 1;
	if (error != 0 && s->reset == NO_RESET)
		return sock_fails(s, error);
	return error != 0 ? fails(error) : 0;
}

/* What is wrong with the end of one whose time came, or whose client spoke. */
static const char *
judge_end(int sock, const struct sock *s, int is_late)
{
	int is_drained = is_late || s->drained > DRAIN_MAX;

	if (s->end_seen && (s->reset || s->heard == NOTHING))
		return NULL;
	if (!is_whole(s))
		return !is_late ? "a connection is cut before its time" :
		    s->heard >= SOME && s->answer == 0 ?
		    "a request is left without an answer" : NULL;
	if (!s->shut)
		return "a close without a shutdown";
	if (!s->end_seen && !is_drained && s->heard != A_HEAD)
		return "a close without draining";
	if (s->pieces > 0 && turn.waited[sock] && !is_drained)
		return "octets that are left turn a close into a reset";
	return NULL;
}

/* What ends a connection has to be one of these. */
static const char *
judge_close(int fd, const struct sock *s)
{
	int sock = sock_fd_to(fd), reason = portal_closing();

	if (reason < 0)
		return "a connection ends for no reason or for two";
	if (reason == CLOSE_EVICTED && sock == turn.fresh)
		return turn.failed ? NULL : "the connection in hand gives way";
	if (reason == CLOSE_EVICTED)
		return !portal_victim(fd) ?
		    "another one would have to give way" :
		    !turn.lacks && turn.fresh < 0 ?
		    "a connection gives way for nobody" : NULL;
	if (reason == CLOSE_CAPPED)
		return turn.fresh < 0 || !portal_capped(fd,
		    turn.nameless[turn.fresh] ? -1 :
		    kernel.sock[turn.fresh].who, turn.mac[turn.fresh]) ?
		    "a connection is capped that need not be" : NULL;
	return judge_end(sock, s, portal_left(fd) <= 0);
}

/* Whatever close says, the descriptor is gone. */
int
m_close(int fd)
{
	static const int errors[] = { EINTR, EIO, ENOSPC, EDQUOT, 0 };
	const char *wrong = NULL;
	int i = sock_fd_to(fd), error;

	if (fd == FD_LIST)
		return 0;
	if (fd == -1 && turn.file < 0)	/* that the list was not opened by */
		return fails(EBADF);
	trace("\tclose(%d)", fd);
	if (fd >= FD_LISTENER && fd < FD_LISTENER + LISTENERS)
		wrong = listener_close((unsigned)(fd - FD_LISTENER));
	else
		wrong = i < 0 ? "a close of what is not open" :
		    judge_close(fd, &kernel.sock[i]);
	error = wrong == NULL ? error_of(errors) : 0;
	trace(" = %d\n", error != 0 ? -1 : 0);
	if (wrong != NULL)
		blame(wrong);
	if (i < 0)
		return 0;
	if (turn.fresh == i)
		turn.fresh = -1;
	memset(&kernel.sock[i], 0, sizeof kernel.sock[i]);
	return error != 0 ? fails(error) : 0;
}

/* ---- epoll, signals, time, the log --------------------------------------- */

/* Of what was there before the first client; false: it is none of these. */
static int
is_watched_anyway(int op, int fd, const struct epoll_event *e)
{
	unsigned listener = (unsigned)(fd - FD_LISTENER);

	if (listener < LISTENERS && op == EPOLL_CTL_DEL)
		turn.unwatched |= 1U << listener;
	else if (listener < LISTENERS)
		listener_data[listener] = e->data.u64;
	else if (fd == FD_SIGNALS)
		signals_data = e->data.u64;
	else
		return 0;
	return 1;
}

int
m_epoll_ctl(int epoll, int op, int fd, struct epoll_event *e)
{
	static const uint32_t all = EPOLLIN | EPOLLOUT | EPOLLRDHUP;
	static const int errors[] = { ENOSPC, ENOMEM, 0 };
	int i = sock_fd_to(fd), error;
	struct sock *s;

	if (epoll != FD_EPOLL)
		blame("epoll_ctl of another descriptor");
	if (is_watched_anyway(op, fd, e))
		return 0;
	if (i < 0 || i != turn.fresh || op != EPOLL_CTL_ADD) {
		trace("\tepoll_ctl(%d)\n", fd);
		blame("epoll_ctl about what is not fresh");
	}
	s = &kernel.sock[i];
	client_meanwhile(i);
	if ((e->events & all) != all || (e->events & EPOLLET) == 0)
		blame("a connection is watched by another mask");
	error = world.starved && choose(2) == 1 ? ENOSPC : error_of(errors);
	trace("\tepoll_ctl(ADD, %d) = %s\n", fd, error != 0 ?
	    strerrorname_np(error) : "0");
	turn.failed = error != 0;
	if (error != 0)
		return fails(error);
	s->watched = 1;
	sock_data[i] = e->data.u64;
	s->edge = sock_mask(s) != 0;
	s->device = turn.nameless[i] ? NOBODY : turn.mac[i] > 0 ?
	    (uint8_t)(0x80 + turn.mac[i]) : s->who;
	turn.fresh = -1;
	return 0;
}

static void
trace_event(const struct epoll_event *e)
{
	trace("%#llx: %s%s%s%s%s", (unsigned long long)e->data.u64,
	    e->events & EPOLLIN ? "IN " : "",
	    e->events & EPOLLOUT ? "OUT " : "",
	    e->events & EPOLLRDHUP ? "RDHUP " : "",
	    e->events & EPOLLHUP ? "HUP " : "",
	    e->events & EPOLLERR ? "ERR " : "");
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
		trace_event(&ready[i]);
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

/* All that is ready now. Returns how many. */
static int
look(struct epoll_event *ready)
{
	unsigned i;
	int n = 0;

	memset(ready, 0, (SOCKS + LISTENERS + 1) * sizeof *ready);
	for (i = 0; i < SOCKS; i++)
		if (kernel.sock[i].edge) {
			kernel.sock[i].edge = 0;
			turn.told[i] = 1;
			ready[n].events = sock_mask(&kernel.sock[i]);
			ready[n++].data.u64 = sock_data[i];
		}
	for (i = 0; i < LISTENERS; i++)
		if (is_awaited(i)) {
			turn.due |= 1U << i;
			ready[n].events = EPOLLIN;
			ready[n++].data.u64 = listener_data[i];
		}
	if (kernel.signals != 0) {
		ready[n].events = EPOLLIN;
		ready[n++].data.u64 = signals_data;
	}
	return n;
}

int
m_epoll_wait(int fd, struct epoll_event *to, int max, int timeout)
{
	static const int errors[] = { EINTR, 0 };
	struct epoll_event ready[SOCKS + LISTENERS + 1];
	int n;

	if (fd != FD_EPOLL || max < SOCKS + LISTENERS + 1)
		blame("epoll_wait of another descriptor, or for few events");
	if (turn.due != 0)
		blame("who waits is not accepted a turn later");
	if (turn.waits++ > 0 || portal_starting)
		wait_again(timeout);
	if (error_of(errors) != 0) {
		trace("\tepoll_wait(%d) = -1 EINTR\n", timeout);
		turn.disturbed = 1;
		return fails(EINTR);
	}
	n = look(ready);
	trace("\tepoll_wait(%d, [", fd);
	n = report(to, ready, n);
	trace("], %d) = %d\n", timeout, n);
	return n;
}

static ssize_t
list_read(void *to)
{
	static const int errors[] = { EIO, EINTR, ENOMEM, 0 };
	const char *text = list_text((unsigned)turn.file);
	size_t n = strlen(text);
	int error = error_of(errors);

	turn_list = error == 0 ? turn.file : -1;
	if (turn_list >= 0 && failure_of(1) > 0) {
		turn_list = -1;		/* it has become shorter */
		n--;
	}
	memcpy(to, text, n);
	trace("\tread(list) = %d\n", error != 0 ? -1 : (int)n);
	return error != 0 ? fails(error) : (ssize_t)n;
}

ssize_t
m_read(int fd, void *to, size_t n)
{
	static const uint32_t number[] = { SIGHUP, SIGUSR1, SIGTERM };
	static const int errors[] = { EAGAIN, EINTR, 0 };
	struct signalfd_siginfo info = { .ssi_signo = 0 };
	unsigned i = 0;
	int error;

	if (fd == FD_LIST)
		return list_read(to);
	if (fd != FD_SIGNALS || n < sizeof info)
		blame("read of another descriptor");
	error = kernel.signals == 0 ? EAGAIN : error_of(errors);
	if (error != 0) {
		trace("\tread(%d) = -1 %s\n", fd, strerrorname_np(error));
		turn.disturbed = 1;
		return fails(error);
	}
	while ((kernel.signals & 1U << i) == 0)
		i++;
	kernel.signals &= (uint8_t)~(1U << i);
	turn.leaves |= 1U << i == TERM;
	turn_asked_again = 1U << i == TERM && kernel.listening == 0;
	info.ssi_signo = number[i];
	memcpy(to, &info, sizeof info);
	trace("\tread(%d, %s)\n", fd, sigabbrev_np((int)number[i]));
	return sizeof info;
}

/* A nap, if accept4 failed or the list is about to be read. */
static int
nap(int ms)
{
	static const int errors[] = { EINTR, ENOMEM, 0 };
	struct holder holders[SOCKS];
	int error, i;

	portal_holders(holders);
	if (!turn.refused && turn.stats == 0)
		blame("a nap, though nothing is lacking");
	for (i = 0; i < SOCKS && turn.lacks && turn.stats == 0; i++)
		if (holders[i].slot >= 0)
			blame("a nap, though somebody could give way");
	turn.napped = 1;
	error = error_of(errors);
	trace("\tpoll(%d ms) = %d\n", ms, error != 0 ? -1 : 0);
	turn.disturbed |= error != 0;
	clock_now += error != 0 ? 0 : (uint64_t)ms;
	return error != 0 ? fails(error) : 0;
}

/* The log is there; or, in a world of errors, full, or closed. */
int
m_poll(struct pollfd *p, nfds_t n, int ms)
{
	static const int errors[] = { ENOMEM, EAGAIN, EPIPE, 0 };
	int error;

	if (n == 0)
		return nap(ms);
	error = error_of(errors);
	p->revents = error == EPIPE ? POLLERR : error != 0 ? 0 : POLLOUT;
	return error == ENOMEM ? fails(error) : error != EAGAIN;
}

ssize_t
m_write(int fd, const void *octets, size_t n)
{
	static const int errors[] = { EPIPE, EAGAIN, 0 };
	int error = error_of(errors);

	trace("\twrite(%d, %.*s", fd, (int)n, (const char *)octets);
	return error != 0 ? fails(error) : (ssize_t)n;
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
		[LIST_NONE] = "#\n", [LIST_ADDRESS] = "10.0.0.1\n2001:db8::4\n",
		[LIST_MAC] = "020000000002\n", [LIST_BAD] = "?\n"
	};

	return texts[list];
}

int
m_openat(int at, const char *path, int flags)
{
	static const int errors[] = { EACCES, EMFILE, ENFILE, ENOMEM, EINTR,
	    ELOOP, ENOTDIR, ENAMETOOLONG, ENXIO, 0 };
	int error = error_of(errors);
	unsigned how = error != 0 ? LISTS : choose(LISTS + 1);

	(void)at;
	(void)flags;
	trace("\topenat(\"%s\") = %d\n", path, how == LISTS ? -1 : FD_LIST);
	turn.file = -1;
	if (how == LISTS)
		return fails(error != 0 ? error : ENOENT);
	turn.file = (int)how;
	turn.stats = 0;
	return FD_LIST;
}

/* Before and after, size and time have to agree. */
int
m_fstat(int fd, struct stat *st)
{
	static const int errors[] = { ENOMEM, EOVERFLOW, 0 };
	unsigned changed = turn.stats == 1 ? choose(3) : 0;
	int error = error_of(errors);

	if (fd != FD_LIST)
		blame("fstat of another descriptor");
	memset(st, 0, sizeof *st);
	st->st_mode = S_IFREG | 0644;
	st->st_size = (off_t)strlen(list_text((unsigned)turn.file));
	st->st_mtim.tv_sec = (time_t)(clock_now / 1000) - 10;
	st->st_size += changed == 1;
	st->st_mtim.tv_nsec += changed == 2;
	if (changed > 0 || error != 0)
		turn_list = -1;
	turn.stats++;
	trace("\tfstat(%d, size %d) = %d\n", fd, (int)st->st_size,
	    error != 0 ? -1 : 0);
	return error != 0 ? fails(error) : 0;
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

/*
 * The kernel, for sections 6 and 7: each call gives any of what its manual page
 * allows. Frama-C's own words for recv, send, shutdown and close stay: what
 * these read must be there, and a descriptor be none that is negative. They
 * leave errno alone, so it is made any number here.
 */
#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "portal.h"

static ssize_t
any_received(int fd, void *to, size_t n, int flags)
{
	errno = Frama_C_interval(1, 133);
	return recv(fd, to, n, flags);
}
#define recv(fd, to, n, flags)	any_received(fd, to, n, flags)

static ssize_t
any_sent(int fd, const void *from, size_t n, int flags)
{
	errno = Frama_C_interval(1, 133);
	return send(fd, from, n, flags);
}
#define send(fd, from, n, flags)	any_sent(fd, from, n, flags)

static ssize_t
any_read(void *to, size_t n)
{
	if (any)
		return -1;
	memset(to, any, n);
	return Frama_C_interval(0, (int)n);
}
#define read(fd, to, n)	any_read(to, n)

static int
any_accepted(struct sockaddr *to, socklen_t *n)
{
	errno = Frama_C_interval(1, 133);
	if (any)
		return -1;
	if (to != NULL) {
		memset(to, any, *n);
		*n = Frama_C_unsigned_int_interval(0, 128);
	}
	return 9;
}
#define accept4(fd, to, n, flags)	any_accepted(to, n)

static int
any_peer(struct sockaddr *to, socklen_t *n)
{
	if (any)
		return -1;
	memset(to, any, *n);
	*n = Frama_C_unsigned_int_interval(0, 128);
	return 0;
}
#define getpeername(fd, to, n)	any_peer(to, n)

#define epoll_ctl(epoll, op, fd, event)	(any ? -1 : 0)
#define poll(fds, n, ms)	(any ? -1 : any ? 0 : 1)

/* 5 s after it began. */
static int
any_time(struct timespec *t)
{
	t->tv_sec = 5;
	t->tv_nsec = 0;
	return 0;
}
#define clock_gettime(which, t)	any_time(t)

/*
 * At most one event, about one of these; the slot's is for who has it, or for
 * who had it before. A turn with more is the model's to show.
 */
enum { ABOUT_LISTENER, ABOUT_SIGNAL, ABOUT_NOTHING, ABOUT_SLOT };
static unsigned event_from, event_to;

static int
any_waited(struct epoll_event *events)
{
	unsigned what = Frama_C_unsigned_int_interval(event_from, event_to);

	/*@ split what; */
	if (what == ABOUT_NOTHING)
		return any ? 0 : -1;
	events[0].events = Frama_C_unsigned_int_interval(0, 0x3fff);
	events[0].data.u64 = what == ABOUT_LISTENER ? 1ULL << 32 :
	    what == ABOUT_SIGNAL ? 2ULL << 32 : any ? 0x70000U : 0x60000U;
	return 1;
}
#define epoll_wait(epoll, events, n, ms)	any_waited(events)

/*
 * What sections 1, 3 and 5 do for these is proved apart, or fuzzed. The parser
 * takes any of what it is given, and comes to anything.
 */
static size_t
any_fed(struct portal_request *r, const uint8_t *octets, size_t n)
{
	/*@ assert there: \valid_read(octets + (0 .. n - 1)); */
	memset(r, any, sizeof *r);
	r->answer = (uint8_t)Frama_C_interval(PORTAL_MORE, PORTAL_ANSWERS - 1);
	/*@ split r->answer == PORTAL_MORE; */
	r->head = any != 0;
	return Frama_C_unsigned_long_interval(0, n);
}

static int
any_mac(struct portal_key *mac)
{
	if (any)
		return 0;
	memset(mac, any, sizeof *mac);
	mac->kind = PORTAL_MAC;
	return 1;
}
#define any_listed(list, key)	(any ? NULL : (list)->entries)
#define any_kin(device)	0U	/* all are of one hash: the longest ring */
#define any_neighbour(fd, peer, mac)	any_mac(mac)

/*@ assigns \nothing; */
void any_said(const char *format, ...);

/* What ensure() says cannot be is never come to. */
/*@ requires never: \false;
    assigns \nothing; */
void any_abort(void);
#define abort()	any_abort()

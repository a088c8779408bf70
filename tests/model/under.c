/*
 * portal.c itself under the small kernel: its static memory saved as a state of
 * the model and put back, and what has to hold in it between two turns.
 *
 * A state leaves out what only grows. Times are kept from the server's clock
 * on; generations, descriptors, which slot has which connection, and which of
 * two tables has the list, not at all; counters, sequence numbers and scratch
 * memory are in no state. When a state is put back, each of these gets another
 * value than it had, near its end now and then: code that minds comes to
 * another state, or to blame.
 */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#define _TIME_BITS 64

#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include "model.h"
#include "calls.h"

#define LIMITS_H	"tests/model/small.h"
#define accept4		m_accept4
#define getpeername	m_getpeername
#define getsockopt	m_getsockopt
#define recv		m_recv
#define send		m_send
#define shutdown	m_shutdown
#define close		m_close
#define epoll_ctl	m_epoll_ctl
#define epoll_wait	m_epoll_wait
#define read		m_read
#define write		m_write
#define poll(p, n, ms)	m_poll(p, n, ms)
#define clock_gettime	m_clock_gettime
#define openat		m_openat
#define fstat		m_fstat
#define exit		m_exit
#define abort		m_abort
#define main		portal_main
#ifndef PORTAL_C
#define PORTAL_C	"../../portal.c"	/* run gives a copy */
#endif
#include PORTAL_C
#undef main
#undef abort
#undef exit

#include "objects.h"

/* ---- States -------------------------------------------------------------- */

/* Without -a nothing changes what is the list's. */
static int
is_kept(const struct object *o)
{
	return o->class == KEPT || (o->class == LIST && world.list);
}

size_t
portal_size(void)
{
	size_t n = 0;
	const struct object *o;

	for (o = objects; o->name != NULL; o++)
		n += is_kept(o) ? o->size : 0;
	return n;
}

/* What start() does, without a system that could refuse. */
void
portal_start(void)
{
	int i;

	if (portal_answers_build(&fixed, "http://a/", "en", 10, NULL, 0) !=
	    NULL)
		abort();
	kin_secret = 0x9e3779b97f4a7c15U;
	list_path = world.list ? "allow" : NULL;
	verbose = world.verbose;
	conns_limit = world.slots > 0 ? world.slots : SLOTS;
	device_limit = world.limit;
	epoll = FD_EPOLL;
	signals = FD_SIGNALS;
	netlink = FD_NETLINK;
	for (i = 0; i < LISTENERS; i++)
		if ((world.listeners & 1U << i) != 0)
			listeners[listeners_count++].fd = FD_LISTENER + i;
	now = base;
	list_at = world.list ? now : 0;
	slots_begin();
	if (watch(signals, EPOLLIN, EVENT_SIGNAL, 0) != 0)
		abort();
	for (i = 0; i < listeners_count; i++)
		if (watch(listeners[i].fd, EPOLLIN, EVENT_LISTENER,
		    (uint32_t)i) != 0)
			abort();
	for (i = 0; i < SLOTS; i++)
		conns[i].fd = -1;
	/* The parser makes its table at the first call. */
	portal_request_begin(&conns[0].request);
}

void
portal_run(void)
{
	serve();
	turn_end(TURN_LEAVES);
}

static uint64_t
clamped(uint64_t ms)
{
	return ms < OLD ? ms : OLD;
}

/*
 * The list in force stands in the first table, and the other is empty. What is
 * between an entry's members may be anything.
 */
static void
freeze_list(void)
{
	struct portal_entry entry, *e;

	if (allowed == &allow[1]) {
		memcpy(allow_entries[0], allow_entries[1],
		    sizeof allow_entries[0]);
		allow[1].entries = allow[0].entries;
		allow[0] = allow[1];
	}
	allow[1] = (struct portal_list){ .max = ALLOW_MAX,
	    .entries = allow_entries[1] };
	allow[0].line = 0;
	memset(allow[0].text, 0, sizeof allow[0].text);
	for (e = allow_entries[0]; e < allow_entries[0] + ALLOW_MAX; e++) {
		entry = *e;
		memset(e, 0, sizeof *e);
		if (e - allow_entries[0] >= allow[0].count)
			continue;
		e->key = entry.key;
		e->bits = entry.bits;
		e->line = entry.line;
	}
	memset(allow_entries[1], 0, sizeof allow_entries[1]);
	allowed = &allow[0];
}

static void
thaw_list(uint64_t seed)
{
	memset(allow_entries[1], 0xa5, sizeof allow_entries[1]);
	if ((seed >> 9 & 1) == 0)
		return;
	memcpy(allow_entries[1], allow_entries[0], sizeof allow_entries[0]);
	memset(allow_entries[0], 0xa5, sizeof allow_entries[0]);
	allow[1] = allow[0];
	allow[1].entries = allow_entries[1];
	allow[0].count = 1;
	memset(allow[0].kinds, 0xa5, sizeof allow[0].kinds);
	allowed = &allow[1];
}

/* The age from which on a connection is older than all that wait for heads. */
static uint32_t
age_of_elders(void)
{
	uint32_t most = 0;
	unsigned i;

	for (i = 0; i < SLOTS; i++)
		if (conns[i].queue == QUEUE_HEAD &&
		    (uint32_t)now - conns[i].accepted > most)
			most = (uint32_t)now - conns[i].accepted;
	return most + 1;
}

/*
 * What counts of a request once it is decided: nothing but which answer, and
 * once that is sent, not even that; and whether it is older than others.
 */
static void
freeze_request(struct conn *c, struct sock *s, uint32_t elder)
{
	struct portal_request decided = { .answer = c->request.answer,
	    .head = c->request.head, .body = c->request.body };

	if (c->queue == QUEUE_HEAD)
		return;
	s->heard = s->heard == A_HEAD ? A_HEAD : REFUSED;
	c->request = decided;
	if ((uint32_t)now - c->accepted > elder)
		c->accepted = (uint32_t)now - elder;
	if (c->queue != QUEUE_DRAIN)
		return;
	memset(&c->request, 0, sizeof c->request);
	c->accepted = (uint32_t)now;
	s->answer = 0;
	s->sent = 0;
}

/*
 * Gives slots other numbers: number i becomes what number old[i] was. Nothing
 * else knows a slot by its number, but events, which come anew with a state.
 */
static void
slots_renumber(const uint16_t *old)
{
	uint16_t to[2 * CONNS_MAX + QUEUES], i;
	struct link ring[CONNS_MAX];
	struct conn conn[CONNS_MAX];

	for (i = 0; i < ARRAY_LEN(to); i++)
		to[i] = i;
	for (i = 0; i < CONNS_MAX; i++)
		to[old[i]] = i;
	memcpy(conn, conns, sizeof conns);
	for (i = 0; i < CONNS_MAX; i++)
		conns[i] = conn[old[i]];
	memcpy(ring, waits, sizeof ring);
	for (i = 0; i < CONNS_MAX; i++)
		waits[i] = ring[old[i]];
	for (i = 0; i < ARRAY_LEN(waits); i++)
		waits[i] = (struct link){ to[waits[i].previous],
		    to[waits[i].next] };
	memcpy(ring, kin, sizeof ring);
	for (i = 0; i < CONNS_MAX; i++)
		kin[i] = ring[old[i]];
	for (i = 0; i < ARRAY_LEN(kin); i++)
		kin[i] = (struct link){ to[kin[i].previous], to[kin[i].next] };
}

/* Slots are numbered as they wait, queue by queue; then come the spare ones. */
static void
freeze_slots(void)
{
	static const uint8_t order[QUEUES] = {
		QUEUE_HEAD, QUEUE_SEND, QUEUE_DRAIN, QUEUE_NONE
	};
	uint16_t old[CONNS_MAX], n = 0, i;
	unsigned q;

	for (q = 0; q < QUEUES; q++)
		for (i = queue_first((enum queue)order[q]); i < CONNS_MAX;
		    i = waits[i].next)
			old[n++] = i;
	for (; n < CONNS_MAX; n++)	/* of no use in this world */
		old[n] = n;
	slots_renumber(old);
}

/* In any order, of those that this world has. */
static void
thaw_slots(uint64_t seed)
{
	uint16_t old[CONNS_MAX], i, with, swap;

	for (i = 0; i < CONNS_MAX; i++)
		old[i] = i;
	for (i = (uint16_t)(conns_limit - 1); i > 0; i--) {
		with = (uint16_t)((seed >> 40) / i % (i + 1U));
		swap = old[i];
		old[i] = old[with];
		old[with] = swap;
	}
	slots_renumber(old);
}

/* Connections are numbered by their slots, then as they wait to be accepted. */
static void
freeze_conns(void)
{
	struct sock numbered[SOCKS];
	uint32_t elder = age_of_elders();
	unsigned n = 0, i;
	struct conn *c;

	memset(numbered, 0, sizeof numbered);
	for (i = 0; i < SLOTS; i++) {
		c = &conns[i];
		if (c->queue == QUEUE_NONE) {
			memset(c, 0, sizeof *c);
			c->fd = -1;
			continue;
		}
		numbered[n] = kernel.sock[sock_fd_to(c->fd)];
		freeze_request(c, &numbered[n], elder);
		c->fd = (int)n++;
		c->accepted = (uint32_t)clamped((uint32_t)now - c->accepted);
		c->deadline -= (uint32_t)now;
		c->generation = 0;
	}
	for (i = 0; i < SOCKS; i++)
		if (kernel.sock[i].life == QUEUED)
			numbered[n++] = kernel.sock[i];
	memcpy(kernel.sock, numbered, sizeof numbered);
}

/*
 * The server's clock is read after epoll_wait, and until then nothing hangs on
 * how old it is, but that nothing was due by it.
 */
static uint64_t
now_at_latest(void)
{
	uint64_t at = clock_now;
	unsigned i;

	if (leave_at <= at)
		at = leave_at - 1;
	if (reload_at <= at)
		at = reload_at - 1;
	for (i = 0; i < SLOTS; i++)
		if (conns[i].queue != QUEUE_NONE &&
		    (int32_t)(conns[i].deadline - (uint32_t)at) <= 0)
			at -= (uint32_t)at - conns[i].deadline + 1;
	return at > now ? at : now;
}

void
portal_freeze(uint8_t *to)
{
	const struct object *o;

	now = now_at_latest();
	freeze_slots();
	freeze_conns();
	if (world.list)
		freeze_list();
	kernel.ahead = (uint8_t)(clock_now - now);
	kernel.wait = wait_until == UINT64_MAX ? NO_WAIT :
	    wait_until < clock_now ? 0 : (uint8_t)(wait_until - clock_now);
	kernel.late = 0;
	list_at = clamped(now - list_at);
	leave_at -= leave_at == NEVER ? 0 : now;
	reload_at -= reload_at == NEVER ? 0 : now;
	LAST = LAST > now ? LAST - now : 0;
	now = 0;
	for (o = objects; o->name != NULL; o++)
		if (is_kept(o)) {
			memcpy(to, o->at, o->size);
			to += o->size;
		}
	memcpy(to, &kernel, sizeof kernel);
}

static void
thaw_elders(uint64_t seed)
{
	uint32_t elder = age_of_elders();
	unsigned i;

	for (i = 0; i < SLOTS; i++)
		if (conns[i].queue == QUEUE_SEND &&
		    (uint32_t)now - conns[i].accepted == elder)
			conns[i].accepted -= (uint32_t)(seed >> 30 & 0xff);
}

static void
thaw_conns(uint64_t seed)
{
	static const uint16_t ends[] = { 0, 1, 0x7fff, 0xffff };
	struct conn *c;
	unsigned i;

	for (i = 0; i < SLOTS; i++) {
		c = &conns[i];
		c->generation = (uint16_t)(ends[seed >> 3 & 3] + i);
		if (c->queue == QUEUE_NONE) {
			c->accepted = c->deadline = c->moved = (uint32_t)seed;
			memset(&c->request, (int)(seed & 0xff),
			    sizeof c->request);
			continue;
		}
		sock_data[c->fd] = (uint64_t)c->generation << 16 | i;
		c->fd += (int)fd_base;
		c->accepted = (uint32_t)now - c->accepted;
		c->deadline += (uint32_t)now;
		if (c->queue != QUEUE_DRAIN)
			continue;
		memset(&c->request, (int)(seed >> 7 & 0xff),
		    sizeof c->request);
		c->accepted = (uint32_t)seed;
	}
}

/* Where the clock may stand: at a wrap of its low half, too. */
static const uint64_t bases[] = {
	5000, (1ULL << 32) - 1, (1ULL << 32) - 2, (1ULL << 31) - 2,
	(3ULL << 32) - 3, (1ULL << 40) + 77, (1ULL << 32), (9ULL << 31) - 1
};
static const unsigned fd_bases[] = { 0, 8, 100, 60000 };

void
portal_thaw(const uint8_t *from, uint64_t seed)
{
	const struct object *o;

	for (o = objects; o->name != NULL; o++)
		if (is_kept(o)) {
			memcpy(o->at, from, o->size);
			from += o->size;
		} else if (o->class == SCRATCH)
			memset(o->at, (int)(seed >> 16 & 0xff), o->size);
	memcpy(&kernel, from, sizeof kernel);
	memset(why_count, (int)(seed >> 24 & 0x3f), sizeof why_count);
	memset(answer_count, (int)(seed >> 25 & 0x3f), sizeof answer_count);
	memcpy(why_before, why_count, sizeof why_count);
	accepted = seed >> 1;
	held_peak = (unsigned)(seed >> 20 & 3);
	SEQUENCE = (seed >> 13 & 3) == 0 ? UINT32_MAX : (uint32_t)seed;
	base = bases[seed & 7];
	fd_base = fd_bases[seed >> 5 & 3];
	now = base;
	list_at = list_at == OLD ? now - OLD - (seed & 0xff) : now - list_at;
	leave_at += leave_at == NEVER ? 0 : now;
	reload_at += reload_at == NEVER ? 0 : now;
	LAST = LAST == 0 ? (seed & 0x800 ? now : 0) : LAST + now;
	thaw_slots(seed);
	thaw_conns(seed);
	thaw_elders(seed);
	if (world.list)
		thaw_list(seed);
}

/* ---- What the kernel asks ------------------------------------------------ */

const char *
portal_answer(unsigned answer, size_t *n, size_t *head)
{
	*n = fixed.of[answer].all;
	*head = fixed.of[answer].head;
	return fixed.text + fixed.of[answer].at;
}

static const struct conn *
holder_of(int fd)
{
	int i;

	for (i = 0; i < SLOTS; i++)
		if (conns[i].queue != QUEUE_NONE && conns[i].fd == fd)
			return &conns[i];
	return NULL;
}

/* The ms it still has; many if it has no slot. */
int64_t
portal_left(int fd)
{
	const struct conn *c = holder_of(fd);

	return c == NULL ? NO_WAIT : (int32_t)(c->deadline - (uint32_t)now);
}

/* The reason of the close that is on; -1 if it has none, or more. */
int
portal_closing(void)
{
	int i, reason = -1, n = 0;

	for (i = 0; i < WHYS; i++)
		if (why_count[i] != why_before[i]) {
			n += (int)(why_count[i] - why_before[i]);
			why_before[i] = why_count[i];
			reason = i;
		}
	return n != 1 ? -1 : reason == WHY_EVICTED ? CLOSE_EVICTED :
	    reason == WHY_CAPPED ? CLOSE_CAPPED : CLOSE_OTHER;
}

static uint32_t
age_of(const struct conn *c)
{
	return (uint32_t)now - c->accepted;
}

/*
 * Who is answered gives way first, then the elder of who waits longest for the
 * rest of its head and who waits longest for room.
 */
int
portal_victim(int fd)
{
	const struct conn *victim = holder_of(fd), *c;
	int answered;

	if (victim == NULL)
		return 0;
	answered = victim->queue == QUEUE_DRAIN;
	for (c = conns; c < conns + SLOTS; c++)
		if (c->queue == QUEUE_NONE)
			continue;
		else if ((c->queue == QUEUE_DRAIN) > answered)
			return 0;
		else if (c->queue == victim->queue &&
		    (int32_t)(c->deadline - victim->deadline) < 0)
			return 0;
		else if (!answered && c->queue != victim->queue &&
		    queue_first((enum queue)c->queue) == c - conns &&
		    age_of(c) > age_of(victim))
			return 0;
	return 1;
}

/* The device of who it is; all that cannot be told are one. */
static struct portal_key
device_of(int who, int mac)
{
	struct portal_key ip4 = { PORTAL_IP4, { 10 } };
	struct portal_key ip6 = { PORTAL_IP6, { 0x20, 0x01, 0x0d, 0xb8 } };
	struct portal_key key = { .kind = 0 };

	if (who < 0)
		return key;
	ip4.addr[3] = ip6.addr[15] = whos[who].last;
	key = (struct portal_key){ PORTAL_MAC, { 2, [5] = (uint8_t)mac } };
	return mac > 0 ? key : whos[who].six ? ip6 : ip4;
}

/* Whether so many of this device are held, and this is its oldest. */
int
portal_capped(int fd, int who, int mac)
{
	const struct conn *victim = holder_of(fd), *c;
	struct portal_key key = device_of(who, mac);
	unsigned n = 0;

	if (victim == NULL || memcmp(&victim->device, &key, sizeof key) != 0)
		return 0;
	for (c = conns; c < conns + SLOTS; c++)
		if (c->queue != QUEUE_NONE &&
		    memcmp(&c->device, &key, sizeof key) == 0) {
			n++;
			if (c->queue != QUEUE_DRAIN &&
			    victim->queue != QUEUE_DRAIN &&
			    age_of(c) > age_of(victim))
				return 0;
		}
	return n == device_limit;
}

/* By socket: the slot that holds it. */
void
portal_holders(struct holder *of)
{
	int i, sock;

	for (i = 0; i < SOCKS; i++)
		of[i].slot = -1;
	for (i = 0; i < SLOTS; i++)
		if (conns[i].queue != QUEUE_NONE &&
		    (sock = sock_fd_to(conns[i].fd)) >= 0)
			of[sock] = (struct holder){ i, conns[i].queue,
			    (int32_t)(conns[i].deadline - (uint32_t)now),
			    age_of(&conns[i]), conns[i].deadline };
}

/* ---- What has to hold ---------------------------------------------------- */

/* Each slot stands in one queue, the one it names; deadlines do not fall. */
static const char *
queues_wrong(void)
{
	unsigned seen[SLOTS] = { 0 }, n = 0, all = 0, q;
	uint16_t i, before;

	for (q = 0; q < QUEUES; q++) {
		before = (uint16_t)(CONNS_MAX + q);
		for (i = waits[before].next; i < CONNS_MAX; i = waits[i].next) {
			if (seen[i]++ > 0)
				return "a slot is in two queues";
			if (waits[i].previous != before || conns[i].queue != q)
				return "a slot is not in its queue";
			if (q != QUEUE_NONE && before < CONNS_MAX &&
			    (int32_t)(conns[i].deadline -
			    conns[before].deadline) < 0)
				return "deadlines fall in a queue";
			all++;
			n += q != QUEUE_NONE;
			before = i;
		}
		if (i != CONNS_MAX + q || waits[i].previous != before)
			return "a queue is no ring";
	}
	return all != conns_limit ? "a slot is in no queue" :
	    n != held ? "held is not what the queues hold" : NULL;
}

/* Each slot that is held stands once among its device's kin, others do not. */
static const char *
kin_wrong(void)
{
	unsigned seen[SLOTS] = { 0 }, ring, n, k;
	uint16_t i, before;

	for (ring = 0; ring < CONNS_MAX; ring++) {
		n = 0;
		before = (uint16_t)(CONNS_MAX + ring);
		for (i = kin[before].next; i < CONNS_MAX; i = kin[i].next) {
			if (kin[i].previous != before || seen[i]++ > 0 ||
			    conns[i].queue == QUEUE_NONE ||
			    kin_of(&conns[i].device) != ring)
				return "a slot is not among its kin";
			before = i;
			n++;
		}
		if (i != CONNS_MAX + ring || kin[i].previous != before)
			return "kin are no ring";
		if (n != kin_count[ring])
			return "kin are counted wrong";
	}
	for (i = 0; i < CONNS_MAX; i++) {
		if (conns[i].queue != QUEUE_NONE && seen[i] == 0)
			return "a slot is not among its kin";
		for (n = k = 0; k < CONNS_MAX; k++)
			n += conns[i].queue != QUEUE_NONE &&
			    conns[k].queue != QUEUE_NONE &&
			    memcmp(&conns[i].device, &conns[k].device,
			    sizeof conns[k].device) == 0;
		if (n > device_limit)
			return "a device holds more than its share";
	}
	return NULL;
}

/* An edge that is gone must have left nothing that its queue waits for. */
static const char *
wake_wrong(const struct conn *c, const struct sock *s)
{
	if (!s->watched)
		return "a connection is held that epoll does not know";
	if (s->edge)
		return NULL;
	if (c->queue == QUEUE_SEND)
		return !s->full || s->reset ? "room in vain: nobody will look" :
		    NULL;
	return s->pieces > 0 || s->ended || s->reset ?
	    "octets or an end in vain: nobody will look" : NULL;
}

/* Whether it is what the kernel said of it when it was kept. */
static int
device_is(const struct portal_key *device, const struct sock *s)
{
	struct portal_key key = device_of(s->device == NOBODY ? -1 : s->who,
	    s->device & 0x80 ? s->device & 0x7f : 0);

	return memcmp(device, &key, sizeof key) == 0;
}

static const char *
conn_wrong(const struct conn *c)
{
	int64_t left = (int32_t)(c->deadline - (uint32_t)now);
	int sock = sock_fd_to(c->fd);
	const struct sock *s = &kernel.sock[sock < 0 ? 0 : sock];

	if (sock < 0)
		return "a slot's descriptor is not open";
	if (sock_data[sock] != ((uint64_t)c->generation << 16 |
	    (unsigned)(c - conns)))
		return "events go to another slot";
	if (!device_is(&c->device, s))
		return "it counts as another device's";
	if (left <= 0)
		return "its time is over, and nobody looked";
	if (left > queue_ms[c->queue])
		return "it has more time than its queue gives";
	if (c->queue == QUEUE_HEAD && c->deadline != c->accepted +
	    queue_ms[QUEUE_HEAD])
		return "the time for a head does not begin with accept";
	if (c->queue != QUEUE_DRAIN && (c->queue == QUEUE_HEAD) !=
	    (c->request.answer == PORTAL_MORE))
		return "it waits in the wrong queue";
	return wake_wrong(c, s);
}

static const char *
sockets_wrong(void)
{
	unsigned seen[SOCKS] = { 0 }, i;
	const char *wrong = NULL;
	int sock;

	for (i = 0; i < SLOTS && wrong == NULL; i++)
		if (conns[i].queue == QUEUE_NONE)
			wrong = conns[i].fd != -1 && conns[i].fd != 0 ?
			    "a spare slot has a descriptor" : NULL;
		else if ((wrong = conn_wrong(&conns[i])) == NULL) {
			sock = sock_fd_to(conns[i].fd);
			wrong = seen[sock]++ > 0 ?
			    "two slots have one descriptor" : NULL;
		}
	for (i = 0; i < SOCKS && wrong == NULL; i++)
		wrong = kernel.sock[i].life == OPEN && seen[i] == 0 ?
		    "a descriptor is open that no slot has" : NULL;
	return wrong;
}

/* The list in force is the last that was read whole and was right. */
static const char *
list_wrong(void)
{
	unsigned kind, count;

	if (turn_list >= 0 && turn_list != LIST_BAD)
		kernel.list = (uint8_t)turn_list;
	count = kernel.list == LIST_NONE ? 0 : kernel.list == LIST_MAC ? 1 : 2;
	kind = kernel.list == LIST_ADDRESS ? PORTAL_IP4 : PORTAL_MAC;
	if (allowed->count != count || (count > 0 &&
	    (allowed->entries[0].key.kind != kind ||
	    allowed->kinds[kind] != 1)))
		return "another list is in force";
	return NULL;
}

/* NULL if all holds between two turns. */
const char *
portal_wrong(void)
{
	const char *wrong = queues_wrong();
	int i;

	if (wrong == NULL)
		wrong = kin_wrong();
	if (wrong == NULL)
		wrong = sockets_wrong();
	if (wrong == NULL)
		wrong = list_wrong();
	for (i = 0; i < WHYS && wrong == NULL; i++)
		if (why_count[i] != why_before[i])
			wrong = "a reason is counted for no close";
	if (wrong == NULL && (listeners_count > 0) != (kernel.listening != 0))
		wrong = "listeners are counted wrong";
	return wrong;
}

/* Who stays in its queue keeps its deadline; no queue is entered again. */
const char *
portal_turned(const struct holder *before)
{
	struct holder after[SOCKS];
	int i;

	portal_holders(after);
	for (i = 0; i < SOCKS; i++) {
		if (before[i].slot < 0 || after[i].slot < 0 ||
		    kernel.sock[i].life != OPEN)
			continue;
		if (after[i].slot != before[i].slot)
			continue;	/* a later connection */
		if (after[i].queue < before[i].queue)
			return "a connection goes back";
		if (after[i].queue == before[i].queue &&
		    after[i].moved != before[i].moved)
			return "a deadline is renewed by an event";
	}
	return NULL;
}

/* With nobody there, nothing is held and no ring has anybody. */
int
portal_at_start(void)
{
	unsigned i;

	for (i = 0; i < SLOTS; i++)
		if (conns[i].queue != QUEUE_NONE || kin_count[i] != 0)
			return 0;
	return held == 0;
}

int
portal_leaves_rightly(void)
{
	return leave_at != NEVER && (held == 0 || leave_at <= now ||
	    turn_asked_again);
}

int
portal_listener_error(void)
{
	return listener_error;
}

/* Objects that are said never to change have not. */
const char *
portal_unchanged(void)
{
	static uint64_t first;
	uint64_t sum = 1469598103934665603U;
	const struct object *o;
	size_t i;

	for (o = objects; o->name != NULL; o++)
		for (i = 0; (o->class == CONSTANT ||
		    (o->class == LIST && !world.list)) && i < o->size; i++)
			sum = (sum ^ o->at[i]) * 1099511628211U;
	if (first == 0)
		first = sum;
	return first == sum ? NULL : "memory changes that is said never to";
}

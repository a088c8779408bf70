/*
 * What is proved of portal.c: each function here calls some of it with all
 * there can be, and Frama-C Eva must find no way to an undefined operation,
 * nor, but for times and generations, to a number that does not fit.
 * tests/prove/run says how.
 *
 * A loop on any goes round any number of times: what is fed there comes in
 * any length, in every state that can be reached. No buffer is larger than
 * what the callee is told, so that one octet too far is seen.
 */
#include "linux.h"
#define PRINTED_MAX 100	/* of one snprintf: so long at most */
#include "libc.h"
#include "kernel.h"
#define LIMITS_H "small.h"
#include "portal.c"

/* The grammar's table as http_expand makes it, run by run. */
static const uint16_t moves[HS_STATES][256] = {
#include "moves.h"
};

/* Any octets, one after the other, of any number. */
void
prove_octets(void)
{
	static struct portal_request request;
	static uint8_t octet[1];

	/*@ widen_hints global:"all", 1, 2, 4, 31, 32, 64, 128, 8192, 16384; */
	memcpy(http_moves, moves, sizeof moves);
	portal_request_begin(&request);
	while (any) {
		memset(octet, any, sizeof octet);
		(void)portal_request_feed(&request, octet, sizeof octet);
		/* Nothing is taken any more: one way to go on less. */
		if (request.answer != PORTAL_MORE)
			break;
	}
}

/*
 * Any entries, sorted, then any question. Of more entries than these Eva
 * cannot tell whether one is copied onto a half of another.
 */
void
prove_search(void)
{
	static struct portal_entry some[8];
	static struct portal_list few = { .entries = some, .max = 8 };
	struct portal_key key;
	uint32_t n;

	for (n = 0; n <= 8; n++) {
		memset(some, any, sizeof some);
		few.count = n;
		entries_sort(some, n);
		memset(&key, any, sizeof key);
		(void)portal_list_find(&few, &key);
	}
}

/* Answers of the kernel about neighbours. */
void
prove_netlink(void)
{
	union address peer;
	struct portal_key mac;

	netlink = 3;
	while (any) {
		memset(&peer, any, sizeof peer);
		if (neighbour(4, &peer, &mac))
			(void)portal_list_find(allowed, &mac);
	}
}

/* Entries, as the log has them. */
void
prove_entry(void)
{
	struct portal_entry entry;
	char to[PORTAL_ENTRY_MAX];

	memset(&entry, any, sizeof entry);
	entry.key.kind = Frama_C_unsigned_char_interval(0, PORTAL_KINDS - 1);
	portal_entry_text(&entry, to);
}

/*
 * Any state with two slots that keeps the rings: both in any queues, the
 * first before the second. Their answers have a hundred octets and end where
 * the memory for them does; of the first's all but the last, one or no octet is
 * sent, if it is looked at closely.
 */
static void
any_conn(uint16_t i, unsigned queue, int closely)
{
	struct conn *c = &conns[i];
	uint32_t moved = Frama_C_unsigned_int_interval(0, 2), all;

	if (queue == QUEUE_NONE)
		return;
	memset(&c->request, any, sizeof c->request);
	c->request.answer = queue == QUEUE_HEAD ? PORTAL_MORE :
	    (uint8_t)Frama_C_interval(PORTAL_511, PORTAL_ANSWERS - 1);
	c->request.head = 0;
	c->request.body = any != 0;
	c->fd = 4 + i;
	c->generation = 7;
	if (queue == QUEUE_DRAIN)
		c->moved = Frama_C_unsigned_int_interval(0, DRAIN_BYTES_MAX);
	if (queue == QUEUE_SEND && closely) {
		c->request.head = any != 0;
		/*@ split c->request.head; */
		/*@ split moved; */
		all = c->request.head ? 60 : 100;
		c->moved = moved == 2 ? all - 1 : moved;
	}
	memset(&c->device, any, sizeof c->device);
	slot_wait(i, (enum queue)queue);
	ring_enter(kin, CONNS_MAX, i);
	kin_count[0]++;
	held++;
}

static void
any_state(int closely, unsigned queues)
{
	unsigned i;
	unsigned a = Frama_C_unsigned_int_interval(0, queues - 1);
	unsigned b = Frama_C_unsigned_int_interval(0, queues - 1);

	for (i = 0; i < PORTAL_ANSWERS; i++)
		fixed.of[i] = (struct portal_part){
		    .at = (uint16_t)(sizeof fixed.text - 100),
		    .head = 60, .all = 100 };
	conns_limit = CONNS_MAX;
	device_limit = Frama_C_unsigned_int_interval(1, 2);
	/*@ split device_limit; */
	memcpy(http_moves, moves, sizeof moves);
	verbose = any;
	list_path = any ? NULL : "a";
	opt['r'] = any ? NULL : "";
	allowed->count = any != 0;
	memset(allowed->kinds, any, sizeof allowed->kinds);
	memset(allow_entries[0], any, sizeof allow_entries[0][0]);
	allow_entries[0][0].key.kind =
	    (uint8_t)Frama_C_interval(0, PORTAL_KINDS - 1);
	now = 5000;
	leave_at = any ? NEVER : 6000;
	reload_at = any ? NEVER : 5500;
	epoll = 0;
	signals = 1;
	netlink = 2;
	listeners[0].fd = 3;
	listeners_count = 1;
	slots_begin();
	/*@ split a; */
	/*@ split b; */
	any_conn(0, a, closely);
	any_conn(1, b, 0);
}

/* Each of them may have come to its deadline, or not. */
void
prove_expire(void)
{
	any_state(1, QUEUES);
	conns[0].deadline = (uint32_t)any;
	conns[1].deadline = (uint32_t)any;
	(void)loop_expire();
}

/* Somebody can be accepted, or it fails. */
void
prove_accept(void)
{
	any_state(0, 1);
	event_from = event_to = ABOUT_LISTENER;
	(void)loop_turn();
}

/* What is not finished gets a slot; or one is asked for, by a failed accept. */
void
prove_keep(void)
{
	struct conn fresh;
	unsigned queue = Frama_C_unsigned_int_interval(0, QUEUES - 1);

	any_state(0, QUEUES);
	memset(&fresh, any, sizeof fresh);
	fresh.fd = 9;
	fresh.queue = QUEUE_NONE;
	memset(&fresh_peer, any, sizeof fresh_peer);
	/*@ split queue; */
	if (any)
		conn_keep(&fresh, (enum queue)queue);
	else
		(void)conn_evict();
}

/* Something happens to the first slot, or another user's of it; or a signal. */
void
prove_event(void)
{
	any_state(1, QUEUES);
	conns[0].accepted = (uint32_t)any;
	event_from = ABOUT_SIGNAL;
	event_to = ABOUT_SLOT;
	(void)loop_turn();
}

/*
 * What is proved of portal.c: each function here calls some of it with all
 * there can be, and Frama-C Eva must find no way to an undefined operation,
 * nor to a number that does not fit. tests/prove/run says how.
 *
 * A loop on any goes round any number of times: what is fed there comes in
 * any length, in every state that can be reached. No buffer is larger than
 * what the callee is told, so that one octet too far is seen.
 */
#include "linux.h"
#define PRINTED_MAX 100	/* of one snprintf: so long at most */
#include "libc.h"
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
		/* Nothing is taken once it is decided: one way to go on less. */
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

/* An answer that ends where its memory does, sent from each of its octets. */
void
prove_cursor(void)
{
	struct conn c = { .queue = QUEUE_NONE };
	size_t all = 100, moved;

	fixed.of[PORTAL_511].at = (uint16_t)(sizeof fixed.text - all);
	fixed.of[PORTAL_511].head = 60;
	fixed.of[PORTAL_511].all = (uint16_t)all;
	/*@ widen_hints global:"all", 2097152, 2113536; */
	/*@ loop unroll 100; */
	for (moved = 0; moved < all; moved++) {
		c.fd = 3;
		c.moved = (uint32_t)moved;
		c.request.answer = PORTAL_511;
		c.request.head = moved < 60 && any;
		c.request.body = (uint8_t)(any != 0);
		(void)conn_send(&c);
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

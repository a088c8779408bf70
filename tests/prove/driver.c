/*
 * What is proved of portal.c: each function here calls some of it with all
 * there can be, and Frama-C Eva must find no way to an undefined operation,
 * nor to a number that does not fit. tests/prove/run says how.
 *
 * A loop on any goes round any number of times: what is fed there comes in
 * any length, cut anywhere, in every state that can be reached. No buffer is
 * larger than what the callee is told, so that one octet too far is seen.
 */
#include "linux.h"
#include "libc.h"
#include "portal.c"

/* Heads, in pieces of n octets. */
static struct portal_request request;

static void
heads(uint8_t *octets, size_t n)
{
	/*@ widen_hints global:request, 5, 31, 32, 64, 8192, 16384; */
	portal_request_begin(&request);
	while (any) {
		memset(octets, any, n);
		(void)portal_request_feed(&request, octets, n);
	}
}

void
prove_octets(void)
{
	static uint8_t octets[1];

	heads(octets, sizeof octets);
}

void
prove_pieces(void)
{
	static uint8_t octets[7];

	heads(octets, sizeof octets);
}

/* More than any head may have. */
void
prove_heads(void)
{
	static uint8_t octets[HEAD_BYTES_MAX + 1];

	heads(octets, sizeof octets);
}

/* Allowlists: any file. */
static struct portal_entry entries[ALLOW_MAX];
static struct portal_list list = { .entries = entries, .max = ALLOW_MAX };

void
prove_list(void)
{
	static uint8_t octets[100];
	enum portal_line found = PORTAL_LINE_BLANK;
	struct portal_entry fix;

	/*@ widen_hints global:list, 80, 131072; */
	portal_list_begin(&list);
	/*@ loop widen_hints list, 80, 131072; */
	while (any && found == PORTAL_LINE_BLANK) {
		memset(octets, any, sizeof octets);
		found = portal_list_feed(&list, octets, sizeof octets, &fix);
	}
}

/*
 * The end of one with any entries, then any question. Of more entries than
 * these Eva cannot tell whether one is copied onto a half of another.
 */
void
prove_search(void)
{
	static struct portal_entry some[100];
	static struct portal_list few = { .entries = some, .max = 100 };
	struct portal_entry fix;
	struct portal_key key;

	/*@ widen_hints global:"all", 99, 100; */
	portal_list_begin(&few);
	memset(some, any, sizeof some);
	few.count = Frama_C_unsigned_int_interval(0, few.max);
	(void)portal_list_end(&few, &fix);
	memset(&key, any, sizeof key);
	(void)portal_list_find(&few, &key);
}

/* A string of n octets, any but NUL, at the end of what may be read. */
static const char *
string(size_t n)
{
	static char room[PORTAL_URL_MAX + 2];
	char *s = room + sizeof room - 1 - n;
	size_t i;

	for (i = 0; i < n; i++) {
		s[i] = Frama_C_char_interval(CHAR_MIN, CHAR_MAX);
		if (s[i] == '\0')
			s[i] = ' ';
	}
	s[n] = '\0';
	return s;
}

/* Answers of the kernel about neighbours and routes. */
void
prove_netlink(void)
{
	struct portal_key key, mac;

	netlink = 3;
	while (any) {
		memset(&key, any, sizeof key);
		if (neighbour(&key, any, &mac))
			(void)portal_list_find(allowed, &mac);
		(void)is_routed(&key, RTN_UNICAST);
	}
}

/* Login URLs. */
void
prove_url(void)
{
	size_t n;

	for (n = 0; n < 20; n++)
		(void)portal_url_wrong(string(n));
	(void)portal_url_wrong(string(PORTAL_URL_MAX));
	(void)portal_url_wrong(string(PORTAL_URL_MAX + 1));
}

/* Pages of the operator's own. */
void
prove_page(void)
{
	static uint8_t page[PORTAL_PAGE_MAX];
	size_t n;

	memset(page, any, sizeof page);
	for (n = 0; n < 10; n++)
		(void)utf8_valid(page + sizeof page - n, n);
	(void)utf8_valid(page, Frama_C_size_t_interval(0, sizeof page));
}

/* An answer that ends where its memory does, sent from each of its octets. */
void
prove_cursor(void)
{
	struct conn c = { .slot = NONE };
	size_t all = 100, moved;

	fixed.of[PORTAL_511].at = (uint16_t)(sizeof fixed.text - all);
	fixed.of[PORTAL_511].head = 60;
	fixed.of[PORTAL_511].all = (uint16_t)all;
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

/*
 * What is written for people: each conversion, of any number and of texts that
 * are shorter and longer than the room there is, which is as little as may be.
 */
void
prove_text(void)
{
	static char text[10], room[10], *to;
	unsigned n;
	size_t max, i;

	memset(text, Frama_C_char_interval(1, CHAR_MAX), sizeof text - 1);
	for (max = 1; max <= sizeof room; max++) {
		to = room + sizeof room - max;
		n = Frama_C_unsigned_int_interval(0, UINT_MAX);
		(void)text_print(to, max, "(%u)", n);
		(void)text_print(to, max, "(%d)", (int)(n & INT_MAX));
		(void)text_print(to, max, "(%x)", n);
		(void)text_print(to, max, "(%02x)", n);
		(void)text_print(to, max, "(%llu)", 1ULL * n * n);
		(void)text_print(to, max, "(%c)", text[0]);
		for (i = 0; i < sizeof text; i++) {
			(void)text_print(to, max, "(%s)", text + i);
			(void)text_print(to, max, "(%.*s",
			    (int)(n & INT_MAX), text + i);
		}
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

static struct portal_answers built;
static char url[PORTAL_URL_MAX + 1];

/* To any URL, with the built-in page. */
void
prove_answers(void)
{
	const char *where;

	memset(url, any, sizeof url - 1);
	(void)portal_answers_build(&built, url, "en", any, NULL, 0, &where);
}

/* The page in each language, and in two; and what may be no language. */
void
prove_languages(void)
{
	static char html[HTML_BYTES_MAX], list[6];
	const char *where;
	size_t i;

	for (i = 0; i < ARRAY_LEN(languages); i++)
		(void)page_begin(html, &languages[i], "http://a/", 5);
	(void)portal_answers_build(&built, "http://a/", "fr,en", 5, NULL, 0,
	    &where);
	memset(list, any, sizeof list - 1);
	(void)language_find(list);
}

/* With a page of the operator's own, of any size. */
void
prove_own(void)
{
	static uint8_t page[PORTAL_PAGE_MAX];
	const char *where;

	memset(url, any, sizeof url - 1);
	memset(page, any, sizeof page);
	(void)portal_answers_build(&built, url, "en", any, page,
	    Frama_C_size_t_interval(0, sizeof page + 1), &where);
}

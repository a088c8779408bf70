/*
 * What holds for any octets: whole, cut anywhere and octet by octet are the
 * same, and the same as what the plain parsers of reference.h make of them.
 * Cases come from a generator with a fixed seed, printed first; a failure
 * prints its octets as a C string.
 *
 *	cc -O2 -o property tests/unit/property.c && ./property [seed [cases]]
 */

#define main portal_main
#include "../../portal.c"
#undef main

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "reference.h"
#include "rows.h"

enum {
	CASES = 300000,		/* random requests */
	LISTS = 20000,		/* random lists of a few lines */
	LONG_LISTS = 3,		/* and of so many entries: */
	ENTRIES_MAX = 3000,
	SHOWN = 10		/* failures; the rest is only counted */
};

static unsigned passed, failed;
static uint64_t seed = 20260101;

/* A random number below n, by xorshift64* of Vigna. */
static uint32_t
below(uint32_t n)
{
	seed ^= seed >> 12;
	seed ^= seed << 25;
	seed ^= seed >> 27;
	return (uint32_t)((seed * 2685821657736338717U) >> 32) % n;
}

/* A failure: what is wrong, and the octets as a C string. */
static void
show(const char *says, const void *octets, size_t n)
{
	const uint8_t *o = octets;
	size_t i;

	if (failed++ >= SHOWN)
		return;
	printf("failed: %s: \"", says);
	for (i = 0; i < n && i < 1000; i++)
		if (o[i] == '\r' || o[i] == '\n')
			printf("\\%c", o[i] == '\r' ? 'r' : 'n');
		else if (o[i] < ' ' || o[i] > '~' || strchr("\"\\?", o[i]))
			printf("\\%03o", o[i]);
		else
			putchar(o[i]);
	printf("\"\n");
}

/* ---- Requests ------------------------------------------------------------ */

struct result {
	enum portal_answer answer;
	int head;
	int body;
	size_t taken;
};

/* In pieces of 1 to most octets; most 1: octet by octet. */
static struct result
feed(const uint8_t *octets, size_t n, uint32_t most)
{
	struct portal_request request;
	struct result result = { PORTAL_MORE, 0, 0, 0 };
	size_t at = 0, piece;

	portal_request_begin(&request);
	while (at < n) {
		piece = 1 + below(most);
		if (piece > n - at)
			piece = n - at;
		result.taken += portal_request_feed(&request, octets + at,
		    piece);
		at += piece;
	}
	result.answer = request.answer;
	result.head = request.head;
	result.body = request.body;
	return result;
}

/* Are two results the same? */
static int
same(struct result a, struct result b)
{
	return a.answer == b.answer && a.head == b.head && a.body == b.body &&
	    a.taken == b.taken;
}

/* A head whole, in pieces, and by the reference. */
static void
test_request(const uint8_t *octets, size_t n)
{
	static struct reference r;
	struct portal_request request;
	struct result whole = { PORTAL_MORE, 0, 0, 0 };
	unsigned before = failed;

	portal_request_begin(&request);
	whole.taken = portal_request_feed(&request, octets, n);
	whole.answer = request.answer;
	whole.head = request.head;
	whole.body = request.body;
	if (!same(whole, feed(octets, n, 1)))
		show("octet by octet is not as whole", octets, n);
	if (!same(whole, feed(octets, n, 7)))
		show("in small pieces is not as whole", octets, n);
	if (!same(whole, feed(octets, n, 100)))
		show("in large pieces is not as whole", octets, n);

	reference_parse(&r, octets, n);
	if (whole.answer != r.answer || whole.taken != r.at ||
	    (r.answer != PORTAL_MORE && (whole.head != 0) != r.head) ||
	    ((r.answer == PORTAL_511 || r.answer == PORTAL_302) &&
	    (whole.body != 0) != r.body)) {
		show("the reference thinks otherwise", octets, n);
		if (failed <= SHOWN)
			printf("\tanswer %d, reference %d; %zu taken, %zu; "
			    "head %d, %d; body %d, %d\n", whole.answer,
			    r.answer, whole.taken, r.at, whole.head, r.head,
			    whole.body, r.body);
	}
	passed += failed == before;
}

/* Pieces of requests that mean something, right and wrong. */
static const char *const words[] = {
	"GET", "HEAD", "POST", "CONNECT", "PRI", " ", " ", "/", "*", "a", "b",
	"http://a/", " HTTP/1.1", " HTTP/1.0", " HTTP/1.9", " HTTP/2.0",
	"HTTP/", "1", ".", "0", "\r\n", "\r\n", "\r\n", "\n", "\r", "\r\n\r\n",
	":", ": ", "\t", "Host", "host", "Host: ", "Host: a\r\n",
	"\r\nHost: a\r\n", "[::1]", ":80", "%41", "%", "@", ",", ", ", ";",
	"Content-Length", "Content-Length: 5\r\n", "Content-Length: 0",
	"content-length:", "+", "-", "Transfer-Encoding",
	"Transfer-Encoding: chunked\r\n", "Transfer-Encoding: ", "chunked",
	"CHUNKED", "gzip", "gzip, chunked", "\"", "\\", "\"a,b\"", "x=1",
	"A: b\r\n", "A:\n", "\026", "\001", "\177", "\200", "\377",
	"/generate_204", "?", "GET /hotspot-detect.html HTTP/1.1\r\nHost: ",
	"GET / HTTP/1.1\r\nHost: ", "detectportal.firefox.com",
	"captive.apple.com", "Expect: 100-continue\r\n", "aaaaaaaaaa",
	"/aaaaaaaaaaaaaaaaaaaaaaaaa",
};

/* One of the words above more. */
static size_t
append_word(uint8_t *octets, size_t n)
{
	const char *word = words[below(ARRAY_LEN(words))];

	memcpy(octets + n, word, strlen(word));
	return n + strlen(word);
}

/* A head that is right, or nearly so: lines are put together by the rules. */
static size_t
compose(uint8_t *octets)
{
	static const char *const lines[] = {
		"GET / HTTP/1.1", "HEAD /a HTTP/1.1", "POST * HTTP/1.0",
		"GET / HTTP/1.5", "G / HTTP/2.0", "GET /gen_204 HTTP/1.1",
		"HEAD /library/test/success.html? HTTP/1.0",
		"GET /return_204 HTTP/1.1", "GET /online/status.html HTTP/1.1",
		"GET /kindle-wifi/wifistub-eink.html HTTP/1.1",
	};
	static const char *const names[] = {
		"Host", "hOST", "Content-Length", "CONTENT-LENGTH",
		"Transfer-Encoding", "transfer-encoding", "Hos", "Content-L",
		"Accept", "Transfer-Encoding", "A",
	};
	static const char *const values[] = {
		"a", "", "0", "5", "00", "chunked", "chunked", "gzip",
		"gzip, chunked", "chunked,", ", chunked", "a:80", "[::1]:80",
		"a;b=\"c,d\"", "a;b=\"\\\"\", chunked", "Chunked ,", " a\t ",
		"a%41", "1 2", "a b", "x;\"", "chunked;a", "10",
		"www.apple.com", "WWW.airport.us.:80", "www.ibook.info:8",
		"captive.apple.com", "ipv4.JOLLA.com:80", "captive.apple.com.",
		"spectrum.s3.amazonaws.com", "detectportal.firefox.com:80",
	};
	static const char *const ends[] = { "\r\n", "\r\n", "\r\n", "\n" };
	size_t i, lines_n = below(7);
	char head[1024];

	strcpy(head, lines[below(ARRAY_LEN(lines))]);
	strcat(head, ends[below(ARRAY_LEN(ends))]);
	if (below(4) != 0)
		strcat(head, "Host: a\r\n");
	for (i = 0; i < lines_n; i++) {
		strcat(head, names[below(ARRAY_LEN(names))]);
		strcat(head, below(4) == 0 ? ":" : ": ");
		strcat(head, values[below(ARRAY_LEN(values))]);
		strcat(head, ends[below(ARRAY_LEN(ends))]);
	}
	strcat(head, ends[below(ARRAY_LEN(ends))]);
	memcpy(octets, head, strlen(head));
	return strlen(head);
}

/* One small change, of a buffer with room for ROW_MAX octets more. */
static size_t
mutate(uint8_t *octets, size_t n)
{
	static const uint8_t odd[] = "\r\n :\t\0\"\\,;\177\200\377%[]09aA";
	size_t at = n == 0 ? 0 : below((uint32_t)n), length;

	switch (below(6)) {
	case 0:		/* another octet */
		if (n > 0)
			octets[at] = below(2) == 0 ? (uint8_t)below(256) :
			    odd[below(sizeof odd - 1)];
		return n;
	case 1:		/* one more */
		memmove(octets + at + 1, octets + at, n - at);
		octets[at] = odd[below(sizeof odd - 1)];
		return n + 1;
	case 2:		/* some fewer */
		length = 1 + below(4);
		if (length > n - at)
			length = n - at;
		memmove(octets + at, octets + at + length, n - at - length);
		return n - length;
	case 3:		/* a part again */
		length = 1 + below(40);
		if (length > n - at)
			length = n - at;
		memmove(octets + at + length, octets + at, n - at);
		return n + length;
	case 4:		/* the other case */
		if (n > 0)
			octets[at] ^= 0x20;
		return n;
	default:	/* the end is missing */
		return n - below((uint32_t)(n < 4 ? n : 4) + 1);
	}
}

/* A row, cut off where heads are too large anyway. Returns its length. */
static size_t
row_begin(uint32_t i, uint8_t *octets)
{
	size_t n = row_octets(&rows[i], octets);

	return n < 2 * HEAD_BYTES_MAX ? n : 2 * HEAD_BYTES_MAX;
}

/* A case: a row, a head put together, or some words; and changes to it. */
static size_t
compose_case(uint32_t i, uint8_t *octets)
{
	uint32_t k;
	size_t n = 0;

	switch (i % 3) {
	case 0:
		k = below(ROWS);	/* few of the long ones */
		if (rows[k].fill == NULL || below(20) == 0)
			n = row_begin(k, octets);
		break;
	case 1:
		n = compose(octets);
		break;
	default:
		for (k = below(20); k > 0; k--)
			n = append_word(octets, n);
	}
	for (k = below(4); k > 0; k--)
		n = mutate(octets, n);
	return n;
}

/* Every row, cut off everywhere; then random cases. */
static void
test_requests(uint32_t cases)
{
	static uint8_t octets[2 * ROW_MAX];
	size_t n, length;
	uint32_t i;

	for (i = 0; i < ROWS; i++) {
		n = row_begin(i, octets);
		for (length = 0; length <= n; length += n < 600 ? 1 :
		    1 + below(2000))
			test_request(octets, length);
		test_request(octets, n);
	}
	for (i = 0; i < cases; i++) {
		n = compose_case(i, octets);
		test_request(octets, n);
	}
}

/* ---- Lists --------------------------------------------------------------- */

/*
 * The four octets of an address of few bits, so that prefixes hold each other.
 * Returns how many bits of it count, 33 if no length is said; the others are
 * mostly zero, and always if all must be right.
 */
static unsigned
compose_address(unsigned a[4], int right)
{
	static const unsigned some[] = { 0, 1, 2, 3, 64, 128, 192, 255 };
	unsigned bits, i;

	for (i = 0; i < 4; i++)
		a[i] = some[below(ARRAY_LEN(some))];
	if (below(2) != 0)
		return 33;
	bits = below(33);
	for (i = bits; i < 32; i++)
		if (right || below(500) != 0)
			a[i / 8] &= ~(0x80U >> i % 8);
	return bits;
}

/* An entry; sometimes a wrong one, unless all must be right. */
static void
compose_entry(char *to, int right)
{
	static const char *const odd[] = {
		"", "# a", "  ", "to", "x", "10.0.0.300", "10.0.0.0/33",
		"::/129", "ff:ff:ff:ff:ff:ff", "1.2.3.4 1.2.3.4", "\t::1 # a",
		"10.0.0.0/x", "::ffff:10.0.0.0/95", "to \t10.0.0.1", "to::1",
	};
	static const char *const signs[] = { "", ".", "-", ":", "_" };
	const char *sign = signs[1 + below(3)];
	const char *before = below(3) == 0 ? "to " : "";
	unsigned a[4], bits = compose_address(a, right);

	switch (below(8)) {
	case 0:
		sprintf(to, "02:%02x:%02X:%02x:%02x:00", a[0], a[1], a[2],
		    a[3]);
		return;
	case 1:
		sprintf(to, "02%02x%c%02x%02X%s%02x00", a[0], *sign,
		    a[1], a[2], right ? sign : signs[below(ARRAY_LEN(signs))],
		    a[3]);
		return;
	case 2:
		strcpy(to, right || below(20) != 0 ? "" :
		    odd[below(ARRAY_LEN(odd))]);
		return;
	case 3:
		to += sprintf(to, "%s::ffff:%u.%u.%u.%u", before, a[0], a[1],
		    a[2], a[3]);
		bits += 96;
		break;
	case 4:
	case 5:
		to += sprintf(to, "%s%x:%x::", before, a[0] << 8 | a[1],
		    a[2] << 8 | a[3]);
		bits = bits == 33 ? 128 : bits;
		break;
	default:
		to += sprintf(to, "%s%u.%u.%u.%u", before, a[0], a[1], a[2],
		    a[3]);
	}
	if (bits != 33 && bits != 129)
		sprintf(to, "/%u", bits);
}

/* Looks up the address of an entry, the one before it, after it, its last. */
static int
finds_agree(const struct portal_list *list, const struct portal_entry *plain,
    size_t size)
{
	const struct portal_entry *found;
	struct portal_key key;
	unsigned width, bit;
	int step;
	size_t i;

	if (size == 0)
		return 1;
	i = below((uint32_t)size);
	key = plain[i].key;
	width = key.kind == PORTAL_MAC ? 6 :
	    key.kind == PORTAL_IP4 || key.kind == PORTAL_TO4 ? 4 : 16;
	if (below(2) == 0)
		for (bit = plain[i].bits; bit < 8 * width; bit++)
			key.addr[bit / 8] |= (uint8_t)(0x80U >> bit % 8);
	step = (int)below(3) - 1;
	for (bit = width; step != 0 && bit-- > 0;) {
		key.addr[bit] = (uint8_t)(key.addr[bit] + step);
		if (key.addr[bit] != (step == 1 ? 0 : 255))
			break;
	}
	if (below(8) == 0)
		key.kind = (uint8_t)below(PORTAL_KINDS);
	found = portal_list_find(list, &key);
	return (found == NULL ? 0 : found->line) ==
	    ref_find(plain, size, &key);
}

/* A list is read, and searched, as the reference does it. */
static void
test_list(const char *file, size_t n, uint32_t max, unsigned finds)
{
	static struct portal_entry entries[ENTRIES_MAX], plain[ENTRIES_MAX];
	struct portal_entry fix, again;
	struct portal_list list;
	enum portal_line got, want;
	unsigned before = failed;
	uint32_t line;
	size_t size;

	list.entries = entries;
	list.max = max;
	got = portal_list_parse(&list, file, n, &fix);
	want = ref_list(file, n, plain, max, &size, &line);
	if (got != want || list.line != line) {
		show("the reference reads the list otherwise", file, n);
		if (failed <= SHOWN)
			printf("\t%d in line %" PRIu32 ", reference %d in line "
			    "%" PRIu32 "\n", got, list.line, want, line);
	} else if (got == PORTAL_LINE_HOST_BITS) {
		(void)ref_entry(list.text, strlen(list.text), &again);
		if (memcmp(&fix.key, &again.key, sizeof fix.key) != 0 ||
		    fix.bits != again.bits)
			show("the fix of the host bits is wrong", file, n);
	}
	for (; got == PORTAL_LINE_ENTRY && failed == before && finds > 0;
	    finds--)
		if (!finds_agree(&list, plain, size))
			show("the reference finds otherwise", file, n);
	passed += failed == before;
}

/* Random lists of a few lines, and some long ones that are right. */
static void
test_lists(uint32_t lists)
{
	static char file[64 * ENTRIES_MAX + 64];
	uint32_t i, k;
	size_t n;

	for (i = 0; i < lists + LONG_LISTS; i++) {
		n = below(10) == 0 ? (size_t)sprintf(file, "\357\273\277") :
		    0;
		for (k = i < lists ? below(16) : ENTRIES_MAX; k > 0; k--) {
			compose_entry(file + n, i >= lists);
			n += strlen(file + n);
			n += (size_t)sprintf(file + n, "%s", below(4) == 0 ?
			    "\r\n" : below(8) == 0 ? " # a\n" : "\n");
		}
		if (i < lists && n > 0 && below(8) == 0)
			n = mutate((uint8_t *)file, n);
		test_list(file, n, i < lists ? 12 : ENTRIES_MAX,
		    i < lists ? 8 : 2000);
	}
}

/* ---- Sizes --------------------------------------------------------------- */

/* README promises these. */
static void
test_sizes(void)
{
	if (sizeof(struct portal_request) > 56)
		show("what is kept of a request is 56 octets", "", 0);
	if (sizeof(struct portal_entry) != 24)
		show("an entry of the list is 24 octets", "", 0);
	passed += 2;
}

int
main(int argc, char **argv)
{
	uint32_t cases = CASES;

	if (argc > 1)
		seed = strtoull(argv[1], NULL, 10);
	if (argc > 2)
		cases = (uint32_t)strtoul(argv[2], NULL, 10);
	if (seed == 0)
		seed = 1;	/* of 0 the generator makes 0 for ever */
	printf("seed %" PRIu64 ", %" PRIu32 " requests\n", seed, cases);
	test_sizes();
	test_requests(cases);
	test_lists(cases / (CASES / LISTS));
	printf("%u passed, %u failed\n", passed, failed);
	return failed == 0 ? 0 : 1;
}

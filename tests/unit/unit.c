/*
 * The pure parts of portal.c, row by row: request parser, allowlist, login
 * URL, fixed answers. A line for each failure: the sentence, what was got,
 * what was wanted.
 *
 *	cc -o unit tests/unit/unit.c && ./unit [portal.c]
 *	./unit seeds FOLDER	writes the rows as files, for the fuzzers
 */
#define main portal_main
#include "../../portal.c"
#undef main

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "rows.h"

static unsigned passed, failed;

/* Counts a test. The format says what was got and what was wanted. */
static void
check(int good, const char *says, const char *format, ...)
{
	va_list args;

	if (good) {
		passed++;
		return;
	}
	failed++;
	printf("failed: %s: ", says);
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	printf("\n");
}

/* ---- Request parser: every row in every way ------------------------------ */

static const char *const answer_names[PORTAL_ANSWERS] = {
	[PORTAL_MORE] = "more", [PORTAL_511] = "511", [PORTAL_302] = "302",
	[PORTAL_400] = "400", [PORTAL_408] = "408", [PORTAL_414] = "414",
	[PORTAL_421] = "421", [PORTAL_431] = "431", [PORTAL_501] = "501",
	[PORTAL_505] = "505", [PORTAL_TLS] = "alert",
};

static uint8_t *guard;	/* the first octet that cannot be touched */

/* Makes room for a row, with a page behind it that nobody may touch. */
static void
guard_make(void)
{
	uint8_t *map;

	map = mmap(NULL, 2 * ROW_MAX, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (map == MAP_FAILED ||
	    mprotect(map + ROW_MAX, ROW_MAX, PROT_NONE) == -1) {
		perror("unit: mmap");
		exit(1);
	}
	guard = map + ROW_MAX;
}

struct result {
	enum portal_answer answer;
	int flags;
	size_t taken;
	const char *wrong;	/* a promise of the call that was broken */
};

/*
 * Feeds a first piece, then pieces of one size. Each lies right before the
 * unreadable page and overwrites the one before it: nothing can be read past
 * a piece, and nothing of it can be read later.
 */
static struct result
feed(const uint8_t *octets, size_t n, size_t first, size_t rest)
{
	struct portal_request request;
	struct result result = { PORTAL_MORE, 0, 0, NULL };
	size_t at = 0, piece = first < n ? first : n, took;
	uint8_t answer;

	portal_request_begin(&request);
	for (;;) {
		memcpy(guard - piece, octets + at, piece);
		answer = request.answer;
		took = portal_request_feed(&request, guard - piece, piece);
		if (answer != PORTAL_MORE && took != 0)
			result.wrong = "took octets after it had decided";
		if (answer != PORTAL_MORE && request.answer != answer)
			result.wrong = "changed its answer";
		if (request.answer == PORTAL_MORE && took != piece)
			result.wrong = "left octets though it wants more";
		if (took > piece)
			result.wrong = "took more than there was";
		result.taken += took;
		at += piece;
		if (at == n)
			break;
		piece = rest < n - at ? rest : n - at;
	}
	result.answer = request.answer;
	result.flags = (request.head != 0 ? ROW_HEAD : 0) |
	    (request.body != 0 ? ROW_BODY : 0);
	return result;
}

/* Is that what the row says? at: where it was cut; taken: what is to be. */
static int
row_holds(const struct row *row, const char *way, size_t at,
    struct result got, size_t taken)
{
	int flags = row->answer == PORTAL_511 ? ROW_HEAD | ROW_BODY : ROW_HEAD;

	if (row->answer == PORTAL_MORE)
		flags = 0;	/* not said before the head has ended */
	if (got.wrong == NULL && got.answer == row->answer &&
	    ((got.flags ^ row->flags) & flags) == 0 && got.taken == taken)
		return 1;
	check(0, row->says, "%s %zu: %s%s%s, %zu octets taken; wanted %s%s%s, "
	    "%zu; %s (%s)", way, at, answer_names[got.answer],
	    got.flags & ROW_HEAD ? " head" : "",
	    got.flags & ROW_BODY ? " body" : "", got.taken,
	    answer_names[row->answer], row->flags & ROW_HEAD ? " head" : "",
	    row->flags & ROW_BODY ? " body" : "", taken,
	    got.wrong == NULL ? "" : got.wrong, row->section);
	return 0;
}

/* Short rows are cut everywhere; long ones at the ends, at limits, between. */
static size_t
next_cut(size_t cut, size_t n)
{
	static const size_t limits[] = {
		METHOD_BYTES_MAX, TARGET_BYTES_MAX, HEAD_BYTES_MAX
	};
	size_t i;

	while (++cut < n) {
		if (n < 600 || cut < 100 || cut + 100 > n || cut % 241 == 0)
			return cut;
		for (i = 0; i < ARRAY_LEN(limits); i++)
			if (cut + 20 > limits[i] && cut < limits[i] + 20)
				return cut;
	}
	return cut;
}

/* A row whole, in octets, in threes, cut in two; and with more behind it. */
static void
test_row(const struct row *row)
{
	static const uint8_t after[] = "\000\r\n\r\nGET / HTTP/1.1\r\nA: (\r\n";
	static uint8_t octets[ROW_MAX + sizeof after];
	size_t n = row_octets(row, octets), cut, taken;
	struct result got = feed(octets, n, n, n);

	taken = got.taken;	/* a refusal may come before the end */
	if (row->answer == PORTAL_511 || row->answer == PORTAL_MORE)
		taken = n;
	if (row->answer == PORTAL_TLS)
		taken = 1;
	if (!row_holds(row, "whole", n, got, taken) ||
	    !row_holds(row, "in octets", n, feed(octets, n, 1, 1), taken) ||
	    !row_holds(row, "in threes", n, feed(octets, n, 0, 3), taken))
		return;
	for (cut = 0; cut <= n; cut = next_cut(cut, n))
		if (!row_holds(row, "cut at", cut, feed(octets, n, cut, n),
		    taken))
			return;
	if (row->answer != PORTAL_MORE) {
		memcpy(octets + n, after, sizeof after);
		n += sizeof after;
		if (!row_holds(row, "with more after", n,
		    feed(octets, n, n, n), taken) ||
		    !row_holds(row, "with more after, in octets", n,
		    feed(octets, n, 1, 1), taken))
			return;
	}
	passed++;
}

/* Octets that may not stand where they are put, one after the other. */
static void
test_controls(void)
{
	static const struct {
		const char *says, *before, *after;
		const char *fine;	/* controls that may stand there */
	} places[] = {
		{ "a control in the method is refused", "G",
		  "T / HTTP/1.0\r\n\r\n", "" },
		{ "a control in the target is refused", "GET /",
		  " HTTP/1.0\r\n\r\n", "" },
		{ "a control in the version is refused", "GET / HTTP/1",
		  ".0\r\n\r\n", "" },
		{ "a control after the version is refused", "GET / HTTP/1.0",
		  "A: b\r\n\r\n", "\n" },
		{ "a control in a name is refused", "GET / HTTP/1.0\r\nA",
		  "B: c\r\n\r\n", "" },
		{ "a control in a value is refused", "GET / HTTP/1.0\r\nA: b",
		  "c: d\r\n\r\n", "\n\t" },
		{ "a control in Host is refused", "GET / HTTP/1.0\r\nHost: a",
		  "b: c\r\n\r\n", "\n" },
		{ "a control in Content-Length is refused",
		  "GET / HTTP/1.0\r\nContent-Length: 0", "1: 2\r\n\r\n",
		  "\n" },
		{ "a control in Transfer-Encoding is refused",
		  "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: a",
		  "b: c\r\nTransfer-Encoding: chunked\r\n\r\n", "\n" },
		{ "a control in a parameter is refused",
		  "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: a;b=\"",
		  "\", chunked\r\n\r\n", "\t" },
	};
	char octets[256];
	struct result got;
	size_t i, n;
	int c, fine;

	for (i = 0; i < ARRAY_LEN(places); i++)
		for (c = 0; c <= 0x7f; c == 0x1f ? c = 0x7f : c++) {
			fine = c != 0 && strchr(places[i].fine, c) != NULL;
			n = (size_t)snprintf(octets, sizeof octets, "%s?%s",
			    places[i].before, places[i].after);
			octets[strlen(places[i].before)] = (char)c;
			got = feed((uint8_t *)octets, n, n, n);
			check(fine == (got.answer != PORTAL_400),
			    places[i].says, "0x%02x: %s", (unsigned)c,
			    answer_names[got.answer]);
		}
}

/* ---- The classes, from the RFCs ------------------------------------------ */

#define ALPHA "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
#define DIGITS "0123456789"

/*
 * Each class as a set of characters, and a range: RFC 5234 B.1 and as said;
 * and a state which such octets, and no others, lead to the next.
 */
static const struct {
	enum http_class class;
	const char *says;
	const char *set;
	int from, to;
	int obs_text;		/* 0x80 to 0xFF too; RFC 9110 5.5 */
	enum http_state state, next;
	const char *too;	/* lead there as well */
} classes[] = {
	{ TCHAR, "tchar of RFC 9110 5.6.2", "!#$%&'*+-.^_`|~" DIGITS ALPHA, 1,
	  0, 0, HS_METHOD, HS_METHOD, "" },
	{ VISIBLE, "VCHAR or obs-text", "", 0x21, 0x7e, 1,
	  HS_QUERY, HS_QUERY, "" },
	{ FIELD_OCTET, "field-vchar, SP and HTAB of RFC 9110 5.5", " \t", 0x21,
	  0x7e, 1, HS_VALUE, HS_VALUE, "" },
	{ HOST_OCTET, "unreserved or sub-delims of RFC 3986", ALPHA DIGITS
	  "-._~" "!$&'()*+,;=", 1, 0, 0, HS_LITERAL_REST, HS_LITERAL_REST,
	  ":" },
	{ DIGIT, "DIGIT", DIGITS, 1, 0, 0, HS_MAJOR, HS_DOT, "" },
	{ HEXDIG, "HEXDIG in either case", DIGITS "ABCDEFabcdef", 1, 0, 0,
	  HS_HOST_PCT, HS_HOST_HEX, "" },
	{ OWS, "SP and HTAB of OWS, RFC 9110 5.6.3", " \t", 1, 0, 0,
	  HS_LENGTH, HS_LENGTH, "" },
};

/* Whether an octet is of a class, by the table above. */
static int
is_of(size_t i, unsigned c)
{
	return (c != 0 && strchr(classes[i].set, (int)c) != NULL &&
	    c < 0x80) || ((int)c >= classes[i].from &&
	    (int)c <= classes[i].to) || (classes[i].obs_text && c >= 0x80);
}

/* Each octet is of the classes it should be; the moves show it, too. */
static void
test_classes(void)
{
	size_t i;
	unsigned c, move;
	int in;

	for (i = 0; i < ARRAY_LEN(classes); i++)
		for (c = 0; c < 256; c++) {
			in = is_of(i, c);
			check(in == (http_is(c, classes[i].class) != 0),
			    classes[i].says, "0x%02x is in it: %d; wanted %d",
			    c, !in, in);
			in |= c != 0 && strchr(classes[i].too, (int)c) != NULL;
			move = http_moves[classes[i].state][c];
			check(in == (ACT(move) != REFUSE &&
			    (move & 0xff) == classes[i].next),
			    classes[i].says, "0x%02x goes on in state %d: %d",
			    c, (int)classes[i].state, !in);
		}
}

/* ---- The grammar, expanded ----------------------------------------------- */

/* The first rule of a state that fits an octet, by the classes above. */
static const struct rule *
rule_for(size_t state, unsigned c)
{
	const struct rule *rule = http_grammar[state];
	size_t i;

	for (; rule < http_grammar[state] + ARRAY_LEN(http_grammar[0]) &&
	    rule->fits != 0; rule++) {
		if (rule->fits == c)
			return rule;
		for (i = 0; i < ARRAY_LEN(classes); i++)
			if (rule->fits == OF(classes[i].class) && is_of(i, c))
				return rule;
	}
	return NULL;
}

/* Runs of octets that stay are handed to an act whole: it has to be one. */
static void
test_grammar(void)
{
	const size_t last = ARRAY_LEN(http_grammar[0]) - 1;
	const struct rule *rule;
	size_t state;
	unsigned c, move, act;
	int stays;

	for (state = 0; state < HS_STATES; state++) {
		check(http_grammar[state][0].fits != 0,
		    "each state has rules", "state %zu has none", state);
		check(http_grammar[state][last].fits == 0,
		    "the rules of a state end with an empty one",
		    "those of state %zu do not", state);
		act = HEAD_END + 1;
		for (c = 0; c < 256; c++) {
			move = http_moves[state][c];
			rule = rule_for(state, c);
			if (rule == NULL) {
				check(ACT(move) == REFUSE &&
				    (move & STAYS) == 0,
				    "what no rule fits is refused",
				    "state %zu, 0x%02x: 0x%04x", state, c,
				    move);
				continue;
			}
			stays = rule->next == state;
			check(ACT(move) == rule->act &&
			    (move & 0xff) == rule->next &&
			    stays == ((move & STAYS) != 0),
			    "the first rule that fits counts",
			    "state %zu, 0x%02x: 0x%04x", state, c, move);
			check(!stays || act == HEAD_END + 1 ||
			    act == rule->act,
			    "rules that stay in a state do one thing",
			    "state %zu, 0x%02x: %u and %u", state, c, act,
			    (unsigned)rule->act);
			if (stays)
				act = rule->act;
		}
	}
}

/* ---- Known words --------------------------------------------------------- */

/*
 * A word that is kept may have been cut off where it is as long as the room
 * for it, so each known one is shorter: a host also with what is taken off its
 * end. A path stands once, and its hosts end with NULL.
 */
static void
test_words(void)
{
	static const char *const words[] = { "GET", "HEAD", "host",
	    "content-length", "transfer-encoding", "chunked" };
	const struct probe *p;
	const char *const *host;
	size_t i, k;

	for (i = 0; i < ARRAY_LEN(words); i++)
		check(strlen(words[i]) < PORTAL_WORD_MAX,
		    "known words are shorter than what is kept", "%s",
		    words[i]);
	for (i = 0; i < ARRAY_LEN(probes); i++) {
		p = &probes[i];
		check(p->length == strlen(p->path) &&
		    p->length < PORTAL_WORD_MAX,
		    "known paths are shorter than what is kept", "%s",
		    p->path);
		check(p->hosts[ARRAY_LEN(p->hosts) - 1] == NULL,
		    "the hosts of a path end with NULL", "%s", p->path);
		for (host = p->hosts; *host != NULL; host++)
			check(strlen(*host) + strlen(".:80") < PORTAL_WORD_MAX,
			    "known hosts are shorter than what is kept", "%s",
			    *host);
		for (k = 0; k < i; k++)
			check(strcmp(probes[k].path, p->path) != 0,
			    "a path stands once", "%s", p->path);
	}
}

/* Each probe of the table, and what is next to it. */
static void
test_probes(void)
{
	static const struct {
		const char *says, *format;	/* path, host */
		int fits_any, fits_one;		/* of any host, of this one */
	} ways[] = {
		{ "each probe is one", "GET %s HTTP/1.1\r\nHost: %s\r\n\r\n",
		  1, 1 },
		{ "each probe may have a query, and port 80",
		  "HEAD %s?a=/b HTTP/1.0\r\nhost:\t%s.:80 \r\nA: b\r\n\n", 1,
		  1 },
		{ "no probe is of a longer host",
		  "GET %s HTTP/1.1\r\nHost: %sx\r\n\r\n", 1, 0 },
		{ "no probe is of another port",
		  "GET %s HTTP/1.1\r\nHost: %s:8080\r\n\r\n", 1, 0 },
		{ "no probe is of a longer path",
		  "GET %sx HTTP/1.1\r\nHost: %s\r\n\r\n", 0, 0 },
		{ "no probe is of a deeper path",
		  "GET /a%s HTTP/1.1\r\nHost: %s\r\n\r\n", 0, 0 },
		{ "no probe has another method",
		  "OPTIONS %s HTTP/1.1\r\nHost: %s\r\n\r\n", 0, 0 },
	};
	char octets[256];
	struct result got;
	const char *host;
	size_t i, h, k, n;
	int fits, any;

	for (i = 0; i < ARRAY_LEN(probes); i++)
		for (h = 0; h == 0 || probes[i].hosts[h] != NULL; h++)
			for (k = 0; k < ARRAY_LEN(ways); k++) {
				any = probes[i].hosts[h] == NULL;
				host = any ? "a" : probes[i].hosts[h];
				n = (size_t)snprintf(octets, sizeof octets,
				    ways[k].format, probes[i].path, host);
				got = feed((uint8_t *)octets, n, n, n);
				fits = any ? ways[k].fits_any :
				    ways[k].fits_one;
				check(got.answer == (fits ? PORTAL_302 :
				    PORTAL_511), ways[k].says, "%s of %s: %s",
				    probes[i].path, any ? "any" : host,
				    answer_names[got.answer]);
			}
}

/* ---- Work ---------------------------------------------------------------- */

/*
 * Each octet of a head costs alike, whatever it is part of: a thousand of the
 * largest, filled with one octet in turn behind each of these, take well under
 * five seconds; octets looked at again for each one took half a minute.
 */
static void
test_work(void)
{
	static const char *const begin[] = { "", "GET /", "GET /?",
	    "GET / HTTP/1.1\r\nA", "GET / HTTP/1.1\r\nA:",
	    "GET / HTTP/1.1\r\nHost:", "GET / HTTP/1.1\r\nHost: a:",
	    "GET / HTTP/1.1\r\nContent-Length:",
	    "GET / HTTP/1.1\r\nContent-Length: 1",
	    "GET / HTTP/1.1\r\nTransfer-Encoding:" };
	static const char filler[] = "0a ,%";
	static char head[HEAD_BYTES_MAX];
	struct portal_request r;
	clock_t before;
	size_t b, f;
	int i;

	for (b = 0; b < ARRAY_LEN(begin); b++)
		for (f = 0; f < sizeof filler - 1; f++) {
			memset(head, filler[f], sizeof head);
			memcpy(head, begin[b], strlen(begin[b]));
			before = clock();
			for (i = 0; i < 1000; i++) {
				portal_request_begin(&r);
				(void)portal_request_feed(&r, head,
				    sizeof head);
			}
			check(clock() - before < 5 * CLOCKS_PER_SEC,
			    "each octet costs alike", "\"%s\" and \"%c\" took "
			    "%ld s", begin[b], filler[f],
			    (long)((clock() - before) / CLOCKS_PER_SEC));
		}
}

/* ---- Citations ----------------------------------------------------------- */

/* Is there a row with this RFC's section? */
static int
row_cites(const char *section)
{
	size_t i;

	for (i = 0; i < ROWS; i++)
		if (strcmp(rows[i].section, section) == 0)
			return 1;
	return 0;
}

/* Section 3 of portal.c at this path, as a string; NULL if there is none. */
static char *
parser_source(const char *path)
{
	static char text[1 << 20];
	FILE *file = fopen(path, "r");
	char *begin, *end;
	size_t n = 0;

	if (file != NULL) {
		n = fread(text, 1, sizeof text - 1, file);
		(void)fclose(file);
	}
	text[n] = '\0';
	begin = strstr(text, "/* ---- 3. Request parser");
	end = strstr(text, "/* ---- 4. ");
	check(begin != NULL && end != NULL, "portal.c has a section 3",
	    "%s has none", path);
	if (begin == NULL || end == NULL)
		return NULL;
	*end = '\0';
	return begin;
}

/*
 * The sections of "RFC n a.b, c.d, m e.f" from n on: each has its row. Returns
 * how many they are.
 */
static unsigned
test_citation(const char *at)
{
	unsigned rfc = 0, cited = 0, number;
	char section[32];
	size_t n;
	int used;

	do {
		used = 0;
		if (sscanf(at, "%u %n", &number, &used) == 1 && used > 0 &&
		    at[used - 1] == ' ' && at[used] >= '0' && at[used] <= '9') {
			rfc = number;
			at += used;
		}
		n = strspn(at, "0123456789.");
		while (n > 0 && at[n - 1] == '.')
			n--;
		snprintf(section, sizeof section, "%u %.*s", rfc, (int)n, at);
		check(row_cites(section),
		    "every section that the parser cites has a row",
		    "RFC %s has none", section);
		cited++;
		at += n + strlen(", ");
	} while (strncmp(at - 2, ", ", 2) == 0 && at[0] >= '0' && at[0] <= '9');
	return cited;
}

/* Every section that portal.c cites for its parser has its row. */
static void
test_citations(const char *path)
{
	const char *at = parser_source(path);
	unsigned cited = 0;

	if (at == NULL)
		return;
	while ((at = strstr(at, "RFC ")) != NULL) {
		at += strlen("RFC ");
		cited += test_citation(at);
	}
	check(cited > 20, "the parser cites its sections", "%u found", cited);
}

/* ---- Allowlist: lines ---------------------------------------------------- */

struct line_row {
	const char *says;
	const char *text;
	enum portal_line answer;
	enum portal_kind kind;
	const char *as;		/* the entry, or the fix */
};

static const char *const line_names[] = {
	[PORTAL_LINE_ENTRY] = "entry",
	[PORTAL_LINE_UNKNOWN] = "unknown", [PORTAL_LINE_BITS] = "bits",
	[PORTAL_LINE_HOST_BITS] = "host bits", [PORTAL_LINE_MAC] = "MAC",
	[PORTAL_LINE_FULL] = "full",
};

#define ENTRY(kind, as)	PORTAL_LINE_ENTRY, PORTAL_ ## kind, as
#define FIX(kind, as)	PORTAL_LINE_HOST_BITS, PORTAL_ ## kind, as
#define WRONG(why)	PORTAL_LINE_ ## why, PORTAL_IP4, NULL

static const struct line_row line_rows[] = {
	/* ---- IPv4 */
	{ "an IPv4 address", "192.0.2.10", ENTRY(IP4, "192.0.2.10") },
	{ "the lowest IPv4 address", "0.0.0.0", ENTRY(IP4, "0.0.0.0") },
	{ "the highest IPv4 address", "255.255.255.255",
	  ENTRY(IP4, "255.255.255.255") },
	{ "an IPv4 prefix", "192.0.2.128/25", ENTRY(IP4, "192.0.2.128/25") },
	{ "every IPv4 address", "0.0.0.0/0", ENTRY(IP4, "0.0.0.0/0") },
	{ "half of all IPv4 addresses", "128.0.0.0/1",
	  ENTRY(IP4, "128.0.0.0/1") },
	{ "a prefix of two IPv4 addresses", "192.0.2.2/31",
	  ENTRY(IP4, "192.0.2.2/31") },
	{ "a prefix of one IPv4 address", "192.0.2.1/32",
	  ENTRY(IP4, "192.0.2.1") },
	{ "a number above 255 is no address", "10.0.0.300", WRONG(UNKNOWN) },
	{ "256 is above 255", "256.0.0.1", WRONG(UNKNOWN) },
	{ "a number that wraps around is no address", "10.0.0.4294967297",
	  WRONG(UNKNOWN) },
	{ "three numbers are no address", "10.0.0", WRONG(UNKNOWN) },
	{ "five numbers are no address", "10.0.0.0.0", WRONG(UNKNOWN) },
	{ "one number is no address", "10", WRONG(UNKNOWN) },
	{ "a last dot makes no address", "10.0.0.1.", WRONG(UNKNOWN) },
	{ "a first dot makes no address", ".10.0.0.1", WRONG(UNKNOWN) },
	{ "an empty number makes no address", "10..0.1", WRONG(UNKNOWN) },
	{ "a leading zero makes no address", "10.0.0.01", WRONG(UNKNOWN) },
	{ "an octal number makes no address", "010.0.0.1", WRONG(UNKNOWN) },
	{ "a hexadecimal number makes no address", "0x10.0.0.1",
	  WRONG(UNKNOWN) },
	{ "a sign makes no address", "10.0.0.-1", WRONG(UNKNOWN) },
	{ "a letter after an address", "10.0.0.1x", WRONG(UNKNOWN) },
	{ "a port after an address", "10.0.0.1:80", WRONG(UNKNOWN) },
	{ "a range of addresses", "10.0.0.1-10.0.0.9", WRONG(UNKNOWN) },
	{ "a netmask instead of a length", "10.0.0.0/255.0.0.0",
	  WRONG(BITS) },
	{ "a name is no address", "login.example", WRONG(UNKNOWN) },
	{ "two addresses on a line", "192.0.2.1 192.0.2.2",
	  WRONG(UNKNOWN) },
	{ "two addresses with a comma", "192.0.2.1,192.0.2.2",
	  WRONG(UNKNOWN) },

	/* ---- Prefix lengths */
	{ "33 bits are too many for IPv4", "10.0.0.0/33", WRONG(BITS) },
	{ "128 bits are too many for IPv4", "10.0.0.0/128", WRONG(BITS) },
	{ "129 bits are too many for IPv6", "2001:db8::/129", WRONG(BITS) },
	{ "129 bits are too many for a mapped address",
	  "::ffff:192.0.2.1/129", WRONG(BITS) },
	{ "256 bits are not none", "10.0.0.0/256", WRONG(BITS) },
	{ "a length that wraps around", "10.0.0.0/4294967304", WRONG(BITS) },
	{ "a slash and no length", "10.0.0.0/", WRONG(BITS) },
	{ "a length in letters", "10.0.0.0/x", WRONG(BITS) },
	{ "a length and a letter", "10.0.0.0/8x", WRONG(BITS) },
	{ "a negative length", "10.0.0.0/-8", WRONG(BITS) },
	{ "a length with a plus sign", "10.0.0.0/+8", WRONG(BITS) },
	{ "a length with a dot", "10.0.0.0/1.", WRONG(BITS) },
	{ "a length of four digits", "10.0.0.0/0008", WRONG(BITS) },
	{ "two lengths", "10.0.0.0/8/8", WRONG(BITS) },
	{ "a space before the slash", "10.0.0.0 /8", WRONG(UNKNOWN) },
	{ "a space after the slash", "10.0.0.0/ 8", WRONG(BITS) },
	{ "a length alone", "/8", WRONG(UNKNOWN) },

	/* ---- Host bits */
	{ "host bits in IPv4", "10.0.1.0/8", FIX(IP4, "10.0.0.0/8") },
	{ "the lowest host bit in IPv4", "192.0.2.129/25",
	  FIX(IP4, "192.0.2.128/25") },
	{ "the highest host bit in IPv4", "192.0.2.64/25",
	  FIX(IP4, "192.0.2.0/25") },
	{ "host bits under no mask at all", "192.0.2.1/0",
	  FIX(IP4, "0.0.0.0/0") },
	{ "the one host bit of a /31", "192.0.2.1/31",
	  FIX(IP4, "192.0.2.0/31") },
	{ "host bits in IPv6", "2001:db8::1/64", FIX(IP6, "2001:db8::/64") },
	{ "host bits within an octet of IPv6", "2001:db8:ff::/41",
	  FIX(IP6, "2001:db8:80::/41") },
	{ "host bits of all IPv6", "::1/0", FIX(IP6, "::/0") },
	{ "host bits of a mapped prefix", "::ffff:192.0.2.1/120",
	  FIX(IP4, "192.0.2.0/24") },
	{ "a mapped address has 96 bits or more", "::ffff:0:0/95",
	  WRONG(BITS) },
	{ "host bits of a destination", "to 203.0.113.7/24",
	  FIX(TO4, "to 203.0.113.0/24") },
	{ "host bits of an IPv6 destination", "to 2001:db8::1/32",
	  FIX(TO6, "to 2001:db8::/32") },

	/* ---- IPv6 */
	{ "an IPv6 address", "2001:db8::10", ENTRY(IP6, "2001:db8::10") },
	{ "an IPv6 prefix", "2001:db8:7::/48", ENTRY(IP6, "2001:db8:7::/48") },
	{ "as many octets as an address may have, and one more",
	  "0000:0000:0000:0000:0000:ffff:255.255.255.2550", WRONG(UNKNOWN) },
	{ "every IPv6 address", "::/0", ENTRY(IP6, "::/0") },
	{ "the unspecified address", "::", ENTRY(IP6, "::") },
	{ "the loopback address", "::1", ENTRY(IP6, "::1") },
	{ "a prefix of one IPv6 address", "::1/128", ENTRY(IP6, "::1") },
	{ "a link-local prefix", "fe80::/10", ENTRY(IP6, "fe80::/10") },
	{ "capitals in IPv6", "2001:DB8::ABCD", ENTRY(IP6, "2001:db8::abcd") },
	{ "one zero group stays", "2001:db8::1:1:1:1:1",
	  ENTRY(IP6, "2001:db8:0:1:1:1:1:1") },
	{ "of two runs of zeros the first goes", "2001:0:0:1:0:0:1:1",
	  ENTRY(IP6, "2001::1:0:0:1:1") },
	{ "the longest run of zeros goes", "2001:0:0:1:0:0:0:1",
	  ENTRY(IP6, "2001:0:0:1::1") },
	{ "the longest way to write an address",
	  "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255",
	  ENTRY(IP6, "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff") },
	{ "eight groups", "1:2:3:4:5:6:7:8", ENTRY(IP6, "1:2:3:4:5:6:7:8") },
	{ "leading zeros in groups", "0001:0002:0003:0004:0005:0006:0007:0008",
	  ENTRY(IP6, "1:2:3:4:5:6:7:8") },
	{ "zeros that are written out", "2001:db8:0:0:0:0:0:1",
	  ENTRY(IP6, "2001:db8::1") },
	{ "groups that look like a MAC and two more",
	  "aa:bb:cc:dd:ee:ff:11:22", ENTRY(IP6, "aa:bb:cc:dd:ee:ff:11:22") },
	{ "an IPv4 address at the end", "64:ff9b::192.0.2.1",
	  ENTRY(IP6, "64:ff9b::c000:201") },
	{ "a mapped address is an IPv4 address", "::ffff:192.0.2.1",
	  ENTRY(IP4, "192.0.2.1") },
	{ "a mapped address in hexadecimal", "::ffff:c000:201",
	  ENTRY(IP4, "192.0.2.1") },
	{ "a mapped address with capitals", "::FFFF:192.0.2.1",
	  ENTRY(IP4, "192.0.2.1") },
	{ "a mapped prefix is an IPv4 prefix", "::ffff:192.0.2.0/120",
	  ENTRY(IP4, "192.0.2.0/24") },
	{ "every mapped address is every IPv4 address", "::ffff:0:0/96",
	  ENTRY(IP4, "0.0.0.0/0") },
	{ "a mapped destination is an IPv4 destination",
	  "to ::ffff:203.0.113.7", ENTRY(TO4, "to 203.0.113.7") },
	{ "seven groups are no address", "1:2:3:4:5:6:7", WRONG(UNKNOWN) },
	{ "nine groups are no address", "1:2:3:4:5:6:7:8:9", WRONG(UNKNOWN) },
	{ "two gaps are no address", "1::2::3", WRONG(UNKNOWN) },
	{ "three colons are no address", ":::", WRONG(UNKNOWN) },
	{ "one colon is no address", ":", WRONG(UNKNOWN) },
	{ "a colon first", ":1::2", WRONG(UNKNOWN) },
	{ "a colon last", "1:2:3:4:5:6:7:", WRONG(UNKNOWN) },
	{ "five digits in a group", "12345::", WRONG(UNKNOWN) },
	{ "a letter that is no digit", "2001:dbg::", WRONG(UNKNOWN) },
	{ "a bad IPv4 address at the end", "::ffff:192.0.2.300",
	  WRONG(UNKNOWN) },
	{ "an IPv4 address in the middle", "::192.0.2.1:1", WRONG(UNKNOWN) },
	{ "a zone", "fe80::1%eth0", WRONG(UNKNOWN) },
	{ "brackets", "[::1]", WRONG(UNKNOWN) },

	/* ---- MAC */
	{ "a MAC", "aa:bb:cc:dd:ee:ff", ENTRY(MAC, "aa:bb:cc:dd:ee:ff") },
	{ "a MAC with colons", "02:bb:cc:dd:ee:ff",
	  ENTRY(MAC, "02:bb:cc:dd:ee:ff") },
	{ "a MAC with dashes", "02-BB-CC-DD-EE-FF",
	  ENTRY(MAC, "02:bb:cc:dd:ee:ff") },
	{ "a MAC with dots", "02bb.ccdd.eeff",
	  ENTRY(MAC, "02:bb:cc:dd:ee:ff") },
	{ "a MAC in mixed case", "02:bB:Cc:dD:Ee:fF",
	  ENTRY(MAC, "02:bb:cc:dd:ee:ff") },
	{ "a MAC with dots in capitals", "02BB.CCDD.EEFF",
	  ENTRY(MAC, "02:bb:cc:dd:ee:ff") },
	{ "a MAC without signs", "02bbccddeeFF",
	  ENTRY(MAC, "02:bb:cc:dd:ee:ff") },
	{ "a MAC of digits only", "00:11:22:33:44:55",
	  ENTRY(MAC, "00:11:22:33:44:55") },
	{ "the lowest MAC", "00:00:00:00:00:01",
	  ENTRY(MAC, "00:00:00:00:00:01") },
	{ "the zero MAC is no client's", "00:00:00:00:00:00", WRONG(MAC) },
	{ "the zero MAC with dots is no client's", "0000.0000.0000",
	  WRONG(MAC) },
	{ "the broadcast MAC is no client's", "ff:ff:ff:ff:ff:ff",
	  WRONG(MAC) },
	{ "a multicast MAC is no client's", "01:00:5e:00:00:01",
	  WRONG(MAC) },
	{ "five octets are no MAC", "02:bb:cc:dd:ee", WRONG(UNKNOWN) },
	{ "seven octets are no MAC", "02:bb:cc:dd:ee:ff:00", WRONG(UNKNOWN) },
	{ "mixed signs are no MAC", "02:bb-cc:dd:ee:ff", WRONG(UNKNOWN) },
	{ "a dash last is no MAC", "02:bb:cc:dd:ee-ff", WRONG(UNKNOWN) },
	{ "eleven digits are no MAC", "02bbccddeef", WRONG(UNKNOWN) },
	{ "thirteen digits are no MAC", "02bbccddeefff", WRONG(UNKNOWN) },
	{ "single digits are no MAC", "2:b:c:d:e:f", WRONG(UNKNOWN) },
	{ "a letter that is no digit in a MAC", "02:bb:cc:dd:ee:fg",
	  WRONG(UNKNOWN) },
	{ "a digit too many in a MAC", "02:bb:cc:dd:ee:fff", WRONG(UNKNOWN) },
	{ "a digit too few in a MAC with dots", "02bb.ccdd.eef",
	  WRONG(UNKNOWN) },
	{ "two groups are no MAC", "02bb.ccdd", WRONG(UNKNOWN) },
	{ "a MAC with dashes between fours", "02bb-ccdd-eeff",
	  ENTRY(MAC, "02:bb:cc:dd:ee:ff") },
	{ "a MAC with one dash", "02bbcc-ddeeff",
	  ENTRY(MAC, "02:bb:cc:dd:ee:ff") },
	{ "a MAC with dots between pairs", "02.bb.cc.dd.ee.ff",
	  ENTRY(MAC, "02:bb:cc:dd:ee:ff") },
	{ "a MAC with a sign where there is none in the next",
	  "02:bbcc:dd:eeff", ENTRY(MAC, "02:bb:cc:dd:ee:ff") },
	{ "dots and dashes are no MAC", "02bb.ccdd-eeff", WRONG(UNKNOWN) },
	{ "a sign within a pair is no MAC", "0:2bb:cc:dd:ee:ff",
	  WRONG(UNKNOWN) },
	{ "threes are no MAC", "02b:bcc:dde:eff", WRONG(UNKNOWN) },
	{ "a sign first is no MAC", "-02bbccddeeff", WRONG(UNKNOWN) },
	{ "a sign last is no MAC", "02:bb:cc:dd:ee:ff:", WRONG(UNKNOWN) },
	{ "two colons together make it an IPv6 address",
	  "02::bb:cc:dd:ee:ff", ENTRY(IP6, "2::bb:cc:dd:ee:ff") },
	{ "two dashes together are no MAC", "02--bb-cc-dd-ee-ff",
	  WRONG(UNKNOWN) },
	{ "another sign is no MAC", "02_bb_cc_dd_ee_ff", WRONG(UNKNOWN) },
	{ "spaces in a MAC", "02 bb cc dd ee ff", WRONG(UNKNOWN) },
	{ "a length after a MAC", "02:bb:cc:dd:ee:ff/24", WRONG(UNKNOWN) },
	{ "a destination is no MAC", "to 02:bb:cc:dd:ee:ff", WRONG(UNKNOWN) },

	/* ---- Destinations */
	{ "a destination", "to 203.0.113.7", ENTRY(TO4, "to 203.0.113.7") },
	{ "a destination prefix", "to 203.0.113.0/24",
	  ENTRY(TO4, "to 203.0.113.0/24") },
	{ "an IPv6 destination", "to 2001:db8::7",
	  ENTRY(TO6, "to 2001:db8::7") },
	{ "an IPv6 destination prefix", "to 2001:db8::/32",
	  ENTRY(TO6, "to 2001:db8::/32") },
	{ "two spaces after to: a list has them as one", "to  203.0.113.7",
	  WRONG(UNKNOWN) },
	{ "to and nothing", "to", WRONG(UNKNOWN) },
	{ "to and no white space", "to203.0.113.7", WRONG(UNKNOWN) },
	{ "to twice", "to to 203.0.113.7", WRONG(UNKNOWN) },
	{ "to last", "203.0.113.7 to", WRONG(UNKNOWN) },
	{ "to a name", "to login.example", WRONG(UNKNOWN) },
	{ "another word than to", "on 203.0.113.7", WRONG(UNKNOWN) },
	{ "33 bits of a destination", "to 203.0.113.7/33", WRONG(BITS) },

	{ "nothing is no entry", "", WRONG(UNKNOWN) },
	{ "white space before an address", " 192.0.2.1", WRONG(UNKNOWN) },
	{ "white space after an address", "192.0.2.1 ", WRONG(UNKNOWN) },
	{ "a control after an address", "192.0.2.1\033", WRONG(UNKNOWN) },
	{ "UTF-8 after an address", "192.0.2.1\302\240", WRONG(UNKNOWN) },
	{ "an address longer than any", "1111:2222:3333:4444:5555:6666:7777:"
	  "8888:9999:aaaa:bbbb:cccc", WRONG(UNKNOWN) },
};

#undef ENTRY
#undef FIX
#undef WRONG

/* A line is read as its row says, and what is written of it as the same. */
static void
test_line(const struct line_row *row)
{
	static const int all[PORTAL_KINDS] = {
		[PORTAL_IP4] = 32, [PORTAL_IP6] = 128, [PORTAL_MAC] = 48,
		[PORTAL_TO4] = 32, [PORTAL_TO6] = 128,
	};
	struct portal_entry entry, again;
	const char *slash;
	char text[PORTAL_ENTRY_MAX] = "";
	enum portal_line got;

	memset(&entry, 0, sizeof entry);
	entry.line = 77;
	got = portal_entry_parse(row->text, &entry);
	if (row->as != NULL)
		portal_entry_text(&entry, text);
	check(got == row->answer && strcmp(text, row->as ? row->as : "") == 0,
	    row->says, "%s: %s \"%s\"; wanted %s \"%s\"", row->text,
	    line_names[got], text, line_names[row->answer],
	    row->as ? row->as : "");
	if (row->as == NULL || got != row->answer)
		return;
	check(entry.key.kind == row->kind, row->says, "%s: of kind %d, not %d",
	    row->text, entry.key.kind, (int)row->kind);
	slash = strchr(row->as, '/');
	check(entry.bits == (slash == NULL ? all[row->kind] : atoi(slash + 1)),
	    row->says, "%s: %u bits", row->text, entry.bits);
	check(entry.line == 77, row->says, "%s: the line was touched",
	    row->text);

	/* What was written is read again as the same. */
	memset(&again, 0, sizeof again);
	got = portal_entry_parse(text, &again);
	check(got == PORTAL_LINE_ENTRY && again.bits == entry.bits &&
	    memcmp(&again.key, &entry.key, sizeof again.key) == 0,
	    row->says, "%s: \"%s\" is read as something else", row->text,
	    text);
}

/* ---- Allowlist: files ---------------------------------------------------- */

enum { ENTRIES_MAX = 4 };	/* of the table that these files are read to */

struct file_row {
	const char *says;
	const char *octets;
	size_t length;
	enum portal_line answer;
	uint32_t line;		/* where the answer was, or the lines in all */
	uint32_t entries;	/* as written */
	const char *text;	/* of the wrong line */
};

#define F(s)		s, sizeof (s) - 1
#define GOOD(n)		PORTAL_LINE_ENTRY, 0, n, NULL
#define WRONG(why, line, text)	PORTAL_LINE_ ## why, line, 0, text
#define TEN		"          "
#define FORTY	"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
#define SEVENTY		TEN TEN TEN TEN TEN TEN TEN

static const struct file_row file_rows[] = {
	{ "an empty file", F(""), GOOD(0) },
	{ "a file of one line end", F("\n"), GOOD(0) },
	{ "a file of comments", F("# a\n#b\n   # c\n"), GOOD(0) },
	{ "one entry", F("192.0.2.1\n"), GOOD(1) },
	{ "the last line needs no end", F("192.0.2.1\n192.0.2.2"), GOOD(2) },
	{ "a last comment needs no end", F("192.0.2.1\n# a"), GOOD(1) },
	{ "a comment after an entry", F("192.0.2.1 # a\n"), GOOD(1) },
	{ "a comment right after an entry", F("192.0.2.1#a\n"), GOOD(1) },
	{ "a comment in a comment", F("192.0.2.1 # a # b\n"), GOOD(1) },
	{ "CRLF ends lines", F("192.0.2.1\r\n\r\n192.0.2.2\r\n"), GOOD(2) },
	{ "CRLF after a comment", F("192.0.2.1 # a\r\n"), GOOD(1) },
	{ "a CR after the last line", F("192.0.2.1\r"), GOOD(1) },
	{ "white space around entries", F(" \t192.0.2.1\t \n"), GOOD(1) },
	{ "the same entry twice", F("192.0.2.1\n192.0.2.1\n"), GOOD(2) },
	{ "entries of every kind", F("192.0.2.1\n::1\n02:00:00:00:00:01\n"
	    "to 192.0.2.1\n"), GOOD(4) },
	{ "a table that is full", F("192.0.2.1\n192.0.2.2\n192.0.2.3\n"
	    "192.0.2.4\n"), GOOD(4) },
	{ "comments after the table is full", F("192.0.2.1\n192.0.2.2\n"
	    "192.0.2.3\n192.0.2.4\n# a\n\n"), GOOD(4) },
	{ "a comment of any length", F("#" SEVENTY SEVENTY SEVENTY
	    "\n192.0.2.1\n"), GOOD(1) },
	{ "a long comment after an entry", F("192.0.2.1 #" SEVENTY SEVENTY
	    "x\n"), GOOD(1) },
	{ "NUL in a comment", F("192.0.2.1 # a\000b\n"), GOOD(1) },
	{ "octets from 0x80 on in a comment", F("# \200\377\n"), GOOD(0) },
	{ "an entry as long as the limit", F("to" SEVENTY "1.2.3.40\n"),
	  GOOD(1) },
	{ "an entry as long as the limit and CRLF",
	  F("to" SEVENTY "1.2.3.40\r\n"), GOOD(1) },
	{ "an entry as long as the limit and a comment",
	  F("to" SEVENTY "1.2.3.40# a\n"), GOOD(1) },
	{ "white space of any length", F(SEVENTY SEVENTY "192.0.2.1" SEVENTY
	  SEVENTY "\n" SEVENTY SEVENTY), GOOD(1) },
	{ "a tab after to", F("to\t203.0.113.7\n"), GOOD(1) },
	{ "much white space after to", F("to \t 203.0.113.7\n"), GOOD(1) },

	{ "one entry more than the table holds", F("192.0.2.1\n192.0.2.2\n"
	    "192.0.2.3\n192.0.2.4\n\n192.0.2.5\n"),
	  WRONG(FULL, 6, "192.0.2.5") },
	{ "one duplicate more than the table holds", F("192.0.2.1\n192.0.2.1\n"
	    "192.0.2.1\n192.0.2.1\n192.0.2.1"),
	  WRONG(FULL, 5, "192.0.2.1") },
	{ "a wrong first line", F("10.0.0.300\n"),
	  WRONG(UNKNOWN, 1, "10.0.0.300") },
	{ "a wrong line among others", F("# a\n\n192.0.2.1\r\nx y # b\n!\n"),
	  WRONG(UNKNOWN, 4, "x y") },
	{ "a wrong last line without its end", F("192.0.2.1\nx"),
	  WRONG(UNKNOWN, 2, "x") },
	{ "a wrong last line with CR", F("192.0.2.1\nx\r"),
	  WRONG(UNKNOWN, 2, "x") },
	{ "bits no address has", F("\n10.0.0.0/33\n"),
	  WRONG(BITS, 2, "10.0.0.0/33") },
	{ "host bits", F("10.0.1.0/8\n"), WRONG(HOST_BITS, 1, "10.0.1.0/8") },
	{ "a MAC no client has", F("\nff:ff:ff:ff:ff:ff\n"),
	  WRONG(MAC, 2, "ff:ff:ff:ff:ff:ff") },
	{ "an entry longer than the limit", F("\nto" SEVENTY "1.2.3.400\n"),
	  WRONG(UNKNOWN, 2, NULL) },
	{ "white space longer than the limit, which counts as one space",
	  F("to" SEVENTY TEN "1.2.3.4\n"), GOOD(1) },
	{ "NUL after an entry", F("192.0.2.1\000\n"),
	  WRONG(UNKNOWN, 1, "192.0.2.1?") },
	{ "NUL and an entry hidden after it", F("192.0.2.1\000x\n"),
	  WRONG(UNKNOWN, 1, NULL) },
	{ "NUL first", F("\000192.0.2.1\n"), WRONG(UNKNOWN, 1, NULL) },
	{ "NUL alone in a line", F("\n\000\n"), WRONG(UNKNOWN, 2, NULL) },
	{ "NUL alone in the last line", F("\000"), WRONG(UNKNOWN, 1, NULL) },
	{ "a CR within a line", F("192.0.2.1\r192.0.2.2\n"),
	  WRONG(UNKNOWN, 1, NULL) },
	{ "a byte order mark, which is no part of the first line",
	  F("\357\273\277192.0.2.1\n"), GOOD(1) },
	{ "a byte order mark alone", F("\357\273\277"), GOOD(0) },
	{ "a byte order mark before a comment", F("\357\273\277# a\n"),
	  GOOD(0) },
	{ "a wrong line after a byte order mark", F("\357\273\277x\n"),
	  WRONG(UNKNOWN, 1, "x") },
	{ "half a byte order mark", F("\357\273"),
	  WRONG(UNKNOWN, 1, "??") },
	{ "two byte order marks",
	  F("\357\273\277\357\273\277192.0.2.1\n"),
	  WRONG(UNKNOWN, 1, NULL) },
	{ "a byte order mark in the second line",
	  F("\n\357\273\277192.0.2.1\n"), WRONG(UNKNOWN, 2, NULL) },
	{ "UTF-16", F("\377\3761\0009\0002\000"), WRONG(UNKNOWN, 1, NULL) },
	{ "a form feed", F("\f\n"), WRONG(UNKNOWN, 1, NULL) },
	{ "what a terminal may take for more than a letter",
	  F("x\033\177\200~\n"), WRONG(UNKNOWN, 1, "x???~") },
	{ "one octet more than a line has", F(FORTY FORTY "x\n"),
	  WRONG(UNKNOWN, 1, FORTY FORTY) },
};

#undef F
#undef GOOD
#undef WRONG
#undef TEN
#undef SEVENTY
#undef FORTY

/* Reads a file that lies right before the page which cannot be touched. */
static enum portal_line
list_parse(struct portal_list *list, const char *octets, size_t n,
    struct portal_entry *entry)
{
	memcpy(guard - n, octets, n);
	return portal_list_parse(list, (char *)guard - n, n, entry);
}

/* A file is read as its row says, or the line that is wrong is named. */
static void
test_file(const struct file_row *row)
{
	struct portal_entry entries[ENTRIES_MAX], entry;
	struct portal_list list;
	enum portal_line got;
	uint32_t kinds = 0;
	size_t i;

	memset(&list, 0x55, sizeof list);
	list.entries = entries;
	list.max = ENTRIES_MAX;
	got = list_parse(&list, row->octets, row->length, &entry);
	for (i = 0; i < PORTAL_KINDS; i++)
		kinds += list.kinds[i];
	if (got != PORTAL_LINE_ENTRY &&
	    memchr(list.text, '\0', sizeof list.text) == NULL) {
		check(0, row->says, "the text has no end");
		return;
	}
	check(got == row->answer && (got == PORTAL_LINE_ENTRY ?
	    kinds == row->entries && list.count <= kinds :
	    list.line == row->line && (row->text == NULL ||
	    strcmp(list.text, row->text) == 0)), row->says,
	    "%s, line %u, %u entries; wanted %s, line %u, \"%s\", %u",
	    line_names[got], (unsigned)list.line, (unsigned)kinds,
	    line_names[row->answer], (unsigned)row->line,
	    row->text ? row->text : "", (unsigned)row->entries);
}

/* ---- Allowlist: look-ups ------------------------------------------------- */

static const struct {
	const char *says;
	const char *file;
	const char *who;	/* as an entry of one address */
	uint32_t line;		/* 0: none */
} find_rows[] = {
	{ "nobody is on an empty list", "", "192.0.2.1", 0 },
	{ "an address is found", "192.0.2.1\n", "192.0.2.1", 1 },
	{ "the address below is not", "192.0.2.1\n", "192.0.2.0", 0 },
	{ "the address above is not", "192.0.2.1\n", "192.0.2.2", 0 },
	{ "the first address of a prefix is found", "192.0.2.128/25\n",
	  "192.0.2.128", 1 },
	{ "the last address of a prefix is found", "192.0.2.128/25\n",
	  "192.0.2.255", 1 },
	{ "the address before a prefix is not", "192.0.2.128/25\n",
	  "192.0.2.127", 0 },
	{ "the address after a prefix is not", "192.0.2.128/25\n",
	  "192.0.3.0", 0 },
	{ "a prefix of odd length holds its last address", "10.32.0.0/11\n",
	  "10.63.255.255", 1 },
	{ "a prefix of odd length ends there", "10.32.0.0/11\n",
	  "10.64.0.0", 0 },
	{ "0.0.0.0/0 holds every IPv4 address", "0.0.0.0/0\n",
	  "255.255.255.255", 1 },
	{ "0.0.0.0/0 holds no IPv6 address", "0.0.0.0/0\n", "::", 0 },
	{ "::/0 holds every IPv6 address", "::/0\n",
	  "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", 1 },
	{ "::/0 holds no IPv4 address", "::/0\n", "192.0.2.1", 0 },
	{ "a prefix over the mapped addresses holds no IPv4 address",
	  "::/64\n", "::ffff:192.0.2.1", 0 },
	{ "a mapped prefix holds IPv4 addresses", "::ffff:192.0.2.0/120\n",
	  "192.0.2.77", 1 },
	{ "a mapped address is found by an IPv4 entry", "192.0.2.0/24\n",
	  "::ffff:192.0.2.77", 1 },
	{ "an IPv6 prefix is found", "2001:db8:7::/48\n",
	  "2001:db8:7:ffff:ffff:ffff:ffff:ffff", 1 },
	{ "the IPv6 address after a prefix is not", "2001:db8:7::/48\n",
	  "2001:db8:8::", 0 },
	{ "a MAC is found in any spelling", "02-BB-CC-DD-EE-FF\n",
	  "02bb.ccdd.eeff", 1 },
	{ "another MAC is not", "02:bb:cc:dd:ee:fe\n",
	  "02:bb:cc:dd:ee:ff", 0 },
	{ "a MAC is no IPv6 address of the same octets",
	  "2bb:ccdd:eeff::\n", "02:bb:cc:dd:ee:ff", 0 },
	{ "the wider entry is named: it stands first",
	  "192.0.2.0/24\n192.0.2.10\n", "192.0.2.10", 1 },
	{ "the wider entry is named: it stands last",
	  "192.0.2.10\n192.0.2.0/24\n", "192.0.2.10", 2 },
	{ "the widest of three is named",
	  "192.0.2.0/25\n192.0.2.0/24\n192.0.2.0/26\n", "192.0.2.1", 2 },
	{ "beside a narrower entry the wider one goes on",
	  "192.0.2.0/24\n192.0.2.10\n", "192.0.2.200", 1 },
	{ "after a nested entry another is found",
	  "192.0.2.0/24\n192.0.2.10\n192.0.3.1\n", "192.0.3.1", 3 },
	{ "of two that are the same the first is named",
	  "192.0.2.1\n192.0.2.1\n", "192.0.2.1", 1 },
	{ "of two spellings of the same the first is named",
	  "::ffff:192.0.2.1\n192.0.2.1/32\n", "192.0.2.1", 1 },
	{ "lines count comments and blanks", "# a\n\n\r\n192.0.2.1\n",
	  "192.0.2.1", 4 },
	{ "a destination is found", "to 203.0.113.0/24\n",
	  "to 203.0.113.7", 1 },
	{ "a destination is no client", "to 203.0.113.7\n",
	  "203.0.113.7", 0 },
	{ "a client is no destination", "203.0.113.7\n",
	  "to 203.0.113.7", 0 },
	{ "an IPv6 destination is no IPv6 client", "to ::/0\n", "::1", 0 },
	{ "each kind is found among all: IPv4",
	  "to ::2\nto 192.0.2.2\n02:00:00:00:00:01\n::1\n", "192.0.2.2", 0 },
	{ "each kind is found among all: MAC",
	  "to ::2\nto 192.0.2.2\n02:00:00:00:00:01\n::1\n",
	  "02:00:00:00:00:01", 3 },
	{ "each kind is found among all: IPv6",
	  "to ::2\nto 192.0.2.2\n02:00:00:00:00:01\n::1\n", "::1", 4 },
	{ "each kind is found among all: destination",
	  "to ::2\nto 192.0.2.2\n02:00:00:00:00:01\n::1\n",
	  "to 192.0.2.2", 2 },
	{ "each kind is found among all: IPv6 destination",
	  "to ::2\nto 192.0.2.2\n02:00:00:00:00:01\n::1\n", "to ::2", 1 },
};

/* Each client is found by the line that its row says. */
static void
test_finds(void)
{
	struct portal_entry entries[ENTRIES_MAX], who;
	struct portal_list list;
	const struct portal_entry *found;
	enum portal_line answer;
	uint32_t line;
	size_t i;

	for (i = 0; i < ARRAY_LEN(find_rows); i++) {
		memset(&list, 0x55, sizeof list);
		list.entries = entries;
		list.max = ENTRIES_MAX;
		answer = list_parse(&list, find_rows[i].file,
		    strlen(find_rows[i].file), &who);
		memset(&who, 0, sizeof who);
		check(answer == PORTAL_LINE_ENTRY &&
		    portal_entry_parse(find_rows[i].who, &who) ==
		    PORTAL_LINE_ENTRY, find_rows[i].says, "cannot be read");
		found = portal_list_find(&list, &who.key);
		line = found == NULL ? 0 : found->line;
		check(line == find_rows[i].line, find_rows[i].says,
		    "line %u; wanted %u", (unsigned)line,
		    (unsigned)find_rows[i].line);
	}
}

/* What -t prints: entries of each kind as written, overlaps and all. */
static void
test_kinds(void)
{
	static const char file[] = "192.0.2.0/24\n192.0.2.1\n::1\nto ::1\n";
	struct portal_entry entries[ENTRIES_MAX], entry;
	struct portal_list list;

	list.entries = entries;
	list.max = ENTRIES_MAX;
	(void)list_parse(&list, file, sizeof file - 1, &entry);
	check(list.kinds[PORTAL_IP4] == 2 && list.kinds[PORTAL_IP6] == 1 &&
	    list.kinds[PORTAL_MAC] == 0 && list.kinds[PORTAL_TO4] == 0 &&
	    list.kinds[PORTAL_TO6] == 1,
	    "entries are counted by kind as they were written",
	    "%u IPv4, %u IPv6, %u MAC", (unsigned)list.kinds[PORTAL_IP4],
	    (unsigned)list.kinds[PORTAL_IP6],
	    (unsigned)list.kinds[PORTAL_MAC]);
	check(list.count == 3, "an entry within a wider one is dropped",
	    "%u entries; wanted 3", (unsigned)list.count);
	check(list_parse(&list, "", 0, &entry) == PORTAL_LINE_ENTRY &&
	    list.count == 0 && list.line == 0 && list.kinds[PORTAL_IP4] == 0,
	    "a list of an empty file is empty", "%u entries",
	    (unsigned)list.count);
	(void)portal_entry_parse("192.0.2.1", &entry);
	check(portal_list_find(&list, &entry.key) == NULL,
	    "an old entry is not found in a list that is read again",
	    "it is");
}

/* ---- Login URL ----------------------------------------------------------- */

static const struct {
	const char *says;
	const char *before;	/* then times an a, then after */
	size_t times;
	const char *after;
	int good;
} url_rows[] = {
	{ "a plain URL", "http://login.example/", 0, "", 1 },
	{ "a URL without a path", "http://login.example", 0, "", 1 },
	{ "https", "https://login.example/", 0, "", 1 },
	{ "a port", "http://login.example:8080/", 0, "", 1 },
	{ "an IPv4 address", "http://192.0.2.1/", 0, "", 1 },
	{ "an IPv6 address", "http://[2001:db8::1]/", 0, "", 1 },
	{ "an IPv6 address and a port", "http://[2001:db8::1]:80/", 0, "", 1 },
	{ "a query with an ampersand", "http://a/?b=c&d=e", 0, "", 1 },
	{ "a query without a path", "http://a?b", 0, "", 1 },
	{ "a fragment", "http://a/#b", 0, "", 1 },
	{ "an escape", "http://a/%20b", 0, "", 1 },
	{ "many signs", "http://a/;,:@!$()*+-._~=?/b", 0, "", 1 },
	{ "as long as the limit", "http://a/", PORTAL_URL_MAX - 9, "", 1 },
	{ "one octet longer than the limit", "http://a/", PORTAL_URL_MAX - 8,
	  "", 0 },
	{ "far longer than the limit", "http://a/", 5000, "", 0 },
	{ "nothing", "", 0, "", 0 },
	{ "a scheme alone", "http", 0, "", 0 },
	{ "a scheme and a colon", "http:", 0, "", 0 },
	{ "one slash", "http:/a/", 0, "", 0 },
	{ "no host", "http://", 0, "", 0 },
	{ "https and no host", "https://", 0, "", 0 },
	{ "no host before a path", "http:///a", 0, "", 0 },
	{ "no host before a port", "http://:80/", 0, "", 0 },
	{ "no host before a query", "http://?a", 0, "", 0 },
	{ "no host before a fragment", "http://#a", 0, "", 0 },
	{ "a user before the host", "http://user@a/", 0, "", 0 },
	{ "a user with a password", "http://user:80@a:81/", 0, "", 0 },
	{ "a password alone", "http://:b@a/", 0, "", 0 },
	{ "a user and no host", "http://user@/", 0, "", 0 },
	{ "a user and a port", "http://user@:80/", 0, "", 0 },
	{ "no user and no host", "http://@", 0, "", 0 },
	{ "no user and a host", "http://@a", 0, "", 0 },
	{ "a scheme in capitals", "HTTPS://a/", 0, "", 1 },
	{ "no scheme", "login.example/", 0, "", 0 },
	{ "no scheme but slashes", "//login.example/", 0, "", 0 },
	{ "a path", "/login", 0, "", 0 },
	{ "ftp", "ftp://login.example/", 0, "", 0 },
	{ "httpx", "httpx://login.example/", 0, "", 0 },
	{ "a script", "javascript:alert(1)//http://a/", 0, "", 0 },
	{ "data", "data:text/html,a", 0, "", 0 },
	{ "a space before", " http://login.example/", 0, "", 0 },
	{ "a space after", "http://login.example/ ", 0, "", 0 },
	{ "a space within", "http://login.example/a b", 0, "", 0 },
	{ "a tab", "http://login.example/\t", 0, "", 0 },
	{ "LF", "http://login.example/\nA: b", 0, "", 0 },
	{ "CR", "http://login.example/\rA: b", 0, "", 0 },
	{ "an escape character", "http://login.example/\033", 0, "", 0 },
	{ "0x01", "http://login.example/\001", 0, "", 0 },
	{ "DEL", "http://login.example/\177", 0, "", 0 },
	{ "a quotation mark", "http://login.example/\"", 0, "", 0 },
	{ "an apostrophe", "http://login.example/'", 0, "", 0 },
	{ "an opening angle bracket", "http://login.example/<", 0, "", 0 },
	{ "a closing angle bracket", "http://login.example/>", 0, "", 0 },
	{ "0x80", "http://login.example/\200", 0, "", 0 },
	{ "UTF-8", "http://login.example/\303\251", 0, "", 0 },
	{ "0xFF", "http://login.example/\377", 0, "", 0 },
	{ "a quotation mark in the host", "http://a\"b/", 0, "", 0 },
	{ "a space in the host", "http://a b/", 0, "", 0 },
	{ "the highest port", "http://a:65535/", 0, "", 1 },
	{ "port 0", "http://a:0/", 0, "", 0 },
	{ "a port above the highest", "http://a:65536/", 0, "", 0 },
	{ "a port that wraps around", "http://a:18446744073709551617/", 0, "",
	  0 },
	{ "a colon and no port", "http://a:/", 0, "", 1 },
	{ "a port of letters", "http://a:http/", 0, "", 0 },
	{ "a port and letters", "http://a:80x/", 0, "", 0 },
	{ "a port with a sign", "http://a:+80/", 0, "", 0 },
	{ "two ports", "http://a:80:80/", 0, "", 0 },
	{ "an IPv6 address without brackets", "http://2001:db8::1/", 0, "",
	  0 },
	{ "a bracket without its end", "http://[2001:db8::1/", 0, "", 0 },
	{ "a bracket that ends in the path", "http://[::1/]", 0, "", 0 },
	{ "an opening bracket alone", "http://[", 0, "", 0 },
	{ "a name in brackets", "http://[login]/", 0, "", 0 },
	{ "an IPv4 address in brackets", "http://[192.0.2.1]/", 0, "", 0 },
	{ "as many octets as an address may have, and one more", "http://",
	  46, "/", 1 },
	{ "the same in brackets", "http://[", 46, "]/", 0 },
	{ "letters behind a bracket", "http://[::1]x/", 0, "", 0 },
	{ "a colon behind a bracket and no port", "http://[::1]:", 0, "", 1 },
	{ "a wrong octet at the limit", "http://a/", PORTAL_URL_MAX - 10,
	  "<", 0 },
};

/* Each login URL is taken, or refused with a reason. */
static void
test_urls(void)
{
	char url[6000];
	const char *wrong;
	struct portal_key key;
	unsigned port;
	size_t i, n;

	for (i = 0; i < ARRAY_LEN(url_rows); i++) {
		n = strlen(url_rows[i].before);
		memcpy(url, url_rows[i].before, n);
		memset(url + n, 'a', url_rows[i].times);
		n += url_rows[i].times;
		strcpy(url + n, url_rows[i].after);
		wrong = portal_url_parse(url, &key, &port);
		check((wrong == NULL) == url_rows[i].good, url_rows[i].says,
		    "the login URL %.60s is %s", url,
		    wrong == NULL ? "taken" : wrong);
		check(wrong == NULL || *wrong != '\0', url_rows[i].says,
		    "no reason is given");
	}
	for (i = 1; i < 256; i++) {
		n = (size_t)snprintf(url, sizeof url, "http://a/%c", (int)i);
		wrong = portal_url_parse(url, &key, &port);
		check((wrong == NULL) == (i > ' ' && i < 127 &&
		    strchr("\"'<>", (int)i) == NULL),
		    "a URL is of visible ASCII without quotes and brackets",
		    "octet 0x%02zx of %zu", i, n);
	}
}

/* What the ruleset opens: the host's address, if it is one, and the port. */
static void
test_url_targets(void)
{
	static const struct {
		const char *url, *address;	/* NULL: a name */
		unsigned port;
	} targets[] = {
		{ "http://192.0.2.1/", "192.0.2.1", 80 },
		{ "http://192.0.2.1", "192.0.2.1", 80 },
		{ "https://192.0.2.1/", "192.0.2.1", 443 },
		{ "HTTPS://192.0.2.1/", "192.0.2.1", 443 },
		{ "http://192.0.2.1:8080/a:81", "192.0.2.1", 8080 },
		{ "http://192.0.2.1:8080?a", "192.0.2.1", 8080 },
		{ "https://192.0.2.1:/", "192.0.2.1", 443 },
		{ "http://[2001:db8::1]/", "2001:db8::1", 80 },
		{ "https://[2001:db8::1]:444", "2001:db8::1", 444 },
		{ "http://[ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255]:1/",
		  "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", 1 },
		{ "http://login.example/", NULL, 80 },
		{ "https://login.example:81/", NULL, 81 },
		{ "http://192.0.2.300/", NULL, 80 },
		{ "http://020000000001/", NULL, 80 },
		{ "http://a/?b=http://192.0.2.1:8080/", NULL, 80 },
	};
	struct portal_entry wanted;
	struct portal_key key;
	const char *wrong;
	unsigned port;
	size_t i;

	for (i = 0; i < ARRAY_LEN(targets); i++) {
		memset(&key, 0x55, sizeof key);
		port = 77777;
		wrong = portal_url_parse(targets[i].url, &key, &port);
		memset(&wanted, 0, sizeof wanted);
		if (targets[i].address != NULL)
			(void)portal_entry_parse(targets[i].address, &wanted);
		check(wrong == NULL && port == targets[i].port &&
		    (targets[i].address == NULL ? key.kind == PORTAL_KINDS :
		    memcmp(&key, &wanted.key, sizeof key) == 0),
		    "a URL's host and port are its own", "%s: %s, kind %u, "
		    "port %u", targets[i].url, wrong ? wrong : "taken",
		    key.kind, port);
	}
}

/* ---- Fixed answers ------------------------------------------------------- */

static struct portal_answers answers_built;

static const struct {
	enum portal_answer answer;
	const char *line;
} status_lines[] = {
	{ PORTAL_511, "HTTP/1.1 511 Network Authentication Required\r\n" },
	{ PORTAL_302, "HTTP/1.1 302 Found\r\n" },
	{ PORTAL_400, "HTTP/1.1 400 Bad Request\r\n" },
	{ PORTAL_408, "HTTP/1.1 408 Request Timeout\r\n" },
	{ PORTAL_414, "HTTP/1.1 414 URI Too Long\r\n" },
	{ PORTAL_421, "HTTP/1.1 421 Misdirected Request\r\n" },
	{ PORTAL_431, "HTTP/1.1 431 Request Header Fields Too Large\r\n" },
	{ PORTAL_501, "HTTP/1.1 501 Not Implemented\r\n" },
	{ PORTAL_505, "HTTP/1.1 505 HTTP Version Not Supported\r\n" },
};

/* Fields that would speak for another site, lie, or make clients go astray. */
static const char *const forbidden[] = {
	"Date", "Server", "Set-Cookie", "ETag", "Expires", "Last-Modified",
	"Transfer-Encoding", "X-NetworkManager-Status", "X-ConnMan-Status",
	"X-Organization", "Via", "Link", "Refresh", "WWW-Authenticate", "Vary",
	"Retry-After", "Alt-Svc", "Strict-Transport-Security",
	"Clear-Site-Data", "Keep-Alive", "Upgrade", "Location",
};

/* An answer as a string: its header block, or its body. */
static const char *
answer_part(enum portal_answer answer, int body)
{
	static char part[2][sizeof answers_built.text + 1];
	const char *from = answers_built.text + answers_built.of[answer].at;
	size_t head = answers_built.of[answer].head;
	size_t all = answers_built.of[answer].all;

	if (body != 0) {
		memcpy(part[1], from + head, all - head);
		part[1][all - head] = '\0';
	} else {
		memcpy(part[0], from, head);
		part[0][head] = '\0';
	}
	return part[body];
}

/* The value of a field of a header block, or NULL. */
static const char *
field_value(const char *head, const char *name)
{
	static char value[1024];
	const char *at;
	size_t n = strlen(name);

	for (at = strstr(head, "\r\n"); at != NULL; at = strstr(at, "\r\n")) {
		at += 2;
		if (strncasecmp(at, name, n) != 0 || at[n] != ':')
			continue;
		at += n + 1;
		at += strspn(at, " ");
		n = strcspn(at, "\r");
		if (n >= sizeof value)
			n = sizeof value - 1;
		memcpy(value, at, n);
		value[n] = '\0';
		return value;
	}
	return NULL;
}

/* How often that stands in a text. */
static size_t
times_in(const char *text, const char *what)
{
	size_t n = 0;

	for (; (text = strstr(text, what)) != NULL; text += strlen(what))
		n++;
	return n;
}

/* Builds the answers with the built-in page. Returns NULL, or why not. */
static const char *
build(const char *url, const char *names, int delay)
{
	return portal_answers_build(&answers_built, url, names, delay, NULL, 0);
}

#define URL "http://login.example/"

/* The answer of this line has a field of this value. */
static void
test_field(const char *line, const char *head, const char *name,
    const char *wanted)
{
	const char *value = field_value(head, name);

	check(value != NULL && strcmp(value, wanted) == 0, line,
	    "%s is %s; wanted %s", name, value ? value : "absent", wanted);
}

/* The answer of this line has none of the fields above, but for its own. */
static void
test_forbidden(enum portal_answer answer, const char *line, const char *head)
{
	const char *own = answer == PORTAL_302 ? "Location" :
	    answer == PORTAL_421 ? "Refresh" : "";
	size_t i;

	for (i = 0; i < ARRAY_LEN(forbidden); i++)
		check(field_value(head, forbidden[i]) == NULL ||
		    strcmp(forbidden[i], own) == 0, line, "has a field %s",
		    forbidden[i]);
}

/* A page has a policy; any other body is the reason, in a line of its own. */
static void
test_body(enum portal_answer answer, const char *line, const char *head)
{
	const char *policy = field_value(head, "Content-Security-Policy");
	const char *body = answer_part(answer, 1);
	int page = answer == PORTAL_511 || answer == PORTAL_421;

	test_field(line, head, "Content-Type", page ?
	    "text/html; charset=utf-8" : "text/plain; charset=utf-8");
	check(page == (policy != NULL), line, "has the policy %s",
	    policy ? policy : "-");
	check(page || (strncmp(body, line + strlen("HTTP/1.1 "),
	    strlen(body) - 1) == 0 && strlen(body) == strlen(line) -
	    strlen("HTTP/1.1 \r") && body[strlen(body) - 1] == '\n'), line,
	    "the body is %s", body);
}

/* Every answer, whatever it is. */
static void
test_answer(enum portal_answer answer, const char *line)
{
	const char *head;
	size_t at = answers_built.of[answer].at;
	size_t size = answers_built.of[answer].head;
	size_t all = answers_built.of[answer].all;
	char length[24];

	check(at + all <= sizeof answers_built.text && size <= all && size > 4,
	    line, "not within the text");
	head = answer_part(answer, 0);
	check(strncmp(head, line, strlen(line)) == 0, line, "is %.40s", head);
	check(strlen(head) == size && strstr(head, "\r\n\r\n") != NULL &&
	    strstr(head, "\r\n\r\n") == head + size - 4, line,
	    "the header block does not end where its size says");
	check(times_in(head, "\n") == times_in(head, "\r\n") &&
	    times_in(head, "\r") == times_in(head, "\r\n"), line,
	    "a line of the header block does not end in CRLF");
	snprintf(length, sizeof length, "%zu", all - size);
	test_field(line, head, "Content-Length", length);
	test_field(line, head, "Connection", "close");
	test_field(line, head, "Cache-Control", "no-store");
	test_forbidden(answer, line, head);
	if (answer == PORTAL_302)	/* ConnMan does not like a body */
		check(field_value(head, "Content-Type") == NULL && all == size,
		    line, "has a body");
	else
		test_body(answer, line, head);
}

/* The one answer that is no HTTP: RFC 8446 5.1, 6, 6.2. */
static void
test_alert(void)
{
	static const uint8_t wanted[] = {
		21,		/* alert */
		3, 3,		/* legacy_record_version */
		0, 2,		/* length */
		2,		/* fatal */
		49		/* access_denied */
	};
	const char *text = answers_built.text + answers_built.of[PORTAL_TLS].at;

	check(answers_built.of[PORTAL_TLS].all == sizeof wanted &&
	    answers_built.of[PORTAL_TLS].head == sizeof wanted &&
	    memcmp(text, wanted, sizeof wanted) == 0,
	    "a TLS hello gets a fatal alert", "%u octets",
	    (unsigned)answers_built.of[PORTAL_TLS].all);
}

/* Who is listed and comes here all the same gets a page that reloads. */
static void
test_listed_page(void)
{
	const char *page, *value, *reason;
	char policy[1024] = "";

	(void)build(URL "?a=b&c=d", "fr,en", 10);
	value = field_value(answer_part(PORTAL_511, 0),
	    "Content-Security-Policy");
	(void)snprintf(policy, sizeof policy, "%s", value ? value : "");
	value = field_value(answer_part(PORTAL_421, 0),
	    "Content-Security-Policy");
	check(value != NULL && strcmp(policy, value) == 0,
	    "the 421 has the policy of the 511", "%s", value ? value : "-");
	value = field_value(answer_part(PORTAL_421, 0), "Refresh");
	check(value != NULL && strcmp(value, "5") == 0,
	    "the 421 reloads after five seconds", "%s", value ? value : "-");
	page = answer_part(PORTAL_421, 1);
	check(strncmp(page, "<!DOCTYPE html>", 15) == 0 &&
	    times_in(page, "<a href=\"" URL "?a=b&amp;c=d\">") == 1 &&
	    times_in(page, "<a ") == 1 && times_in(page, "http-equiv") == 0,
	    "the 421 has the link, and leads nobody away", "%s", page);
	check(answers_built.of[PORTAL_421].all <= 1208,
	    "the 421 fits one segment", "%u octets",
	    (unsigned)answers_built.of[PORTAL_421].all);
	reason = build(URL, "en", -1);
	check(reason == NULL && field_value(answer_part(PORTAL_421, 0),
	    "Refresh") != NULL, "a 511 without refresh leaves that of the 421",
	    "%s", reason ? reason : "it is gone");
}

/* All answers, and what each of some has to have. */
static void
test_answers(void)
{
	static struct portal_answers again;
	const char *value;
	size_t i;

	check(build(URL, "en", 10) == NULL, "the answers are built",
	    "%s", build(URL, "en", 10));
	for (i = 0; i < ARRAY_LEN(status_lines); i++)
		test_answer(status_lines[i].answer, status_lines[i].line);
	check(answers_built.of[PORTAL_MORE].all == 0,
	    "no answer has no octets", "%u",
	    (unsigned)answers_built.of[PORTAL_MORE].all);
	test_alert();
	value = field_value(answer_part(PORTAL_302, 0), "Location");
	check(value != NULL && strcmp(value, URL) == 0,
	    "the 302 leads to the login page", "%s", value ? value : "-");
	value = field_value(answer_part(PORTAL_511, 0),
	    "Content-Security-Policy");
	check(value != NULL && strstr(value, "default-src 'none'") != NULL &&
	    strstr(value, "sandbox") == NULL && strstr(value,
	    "frame-ancestors 'none'") != NULL, "the 511 has its policy", "%s",
	    value ? value : "-");
	(void)portal_answers_build(&again, URL, "en", 10, NULL, 0);
	check(memcmp(again.of, answers_built.of, sizeof again.of) == 0 &&
	    memcmp(again.text + again.of[PORTAL_511].at, answers_built.text +
	    answers_built.of[PORTAL_511].at, again.of[PORTAL_511].all) == 0,
	    "two builds of the same are the same", "not so");
}

/* The page is whole, escapes the URL, and fetches nothing. */
static void
test_page(void)
{
	const char *page;

	(void)build(URL "?a=b&c=d", "en", 10);
	page = answer_part(PORTAL_511, 1);
	check(strncmp(page, "<!DOCTYPE html>", 15) == 0 ||
	    strncmp(page, "<!doctype html>", 15) == 0,
	    "the page begins with its type", "%.40s", page);
	check(strstr(page, "<html lang=\"en\"") != NULL ||
	    strstr(page, "<html lang=en") != NULL, "the page names English",
	    "%s", page);
	check(times_in(page, "<title>") == 1 && times_in(page, "<h1") == 1 &&
	    times_in(page, "charset") == 1 && times_in(page, "viewport") == 1,
	    "the page has title, h1, charset and viewport", "%s", page);
	check(times_in(page, "<a ") == 1, "the page has one link", "%s", page);
	check(strlen(page) > 8 &&
	    strcmp(page + strlen(page) - 8, "</html>\n") == 0,
	    "the page ends with its last line", "%s", page);
	check(times_in(page, "&") == times_in(page, "&amp;") &&
	    times_in(page, URL "?a=b&amp;c=d") == 2 &&
	    times_in(page, "//") == 2,
	    "the page escapes the URL, and has no other", "%s", page);
	check(strstr(page, "<script") == NULL && strstr(page, "src=") == NULL &&
	    strstr(page, "<form") == NULL && strstr(page, "<img") == NULL &&
	    strstr(page, "@import") == NULL,
	    "the page has no script, form or resource", "%s", page);
	check(strcmp(field_value(answer_part(PORTAL_302, 0), "Location"),
	    URL "?a=b&c=d") == 0, "the 302 has the URL as it is", "not so");
}

/* A URL that becomes five times as long as it may be stands there whole. */
static void
test_longest_link(void)
{
	static const char host[] = "http://a";
	char url[PORTAL_URL_MAX + 1];
	const char *page, *why;

	memset(url, '&', sizeof url);
	memcpy(url, host, sizeof host - 1);
	memcpy(url + sizeof host - 1, "/?", 2);
	url[PORTAL_URL_MAX] = '\0';
	why = build(url, "en", DELAY_S_MAX);
	page = answer_part(PORTAL_511, 1);
	check(why == NULL && times_in(page, "&amp;") ==
	    2 * (PORTAL_URL_MAX - sizeof host + 1 - 2) &&
	    times_in(page, "&amp;\">") == 2,
	    "the longest link has room", "%s", why ? why : page);
}

/* The page goes to the login page after the delay asked for, or stays. */
static void
test_refresh(void)
{
	static const int delays[] = { 0, 1, 10, 3600 };
	char refresh[64];
	const char *page;
	size_t i;

	for (i = 0; i < ARRAY_LEN(delays); i++) {
		(void)build(URL, "en", delays[i]);
		page = answer_part(PORTAL_511, 1);
		snprintf(refresh, sizeof refresh, "content=\"%d;url=" URL,
		    delays[i]);
		check(times_in(page, refresh) == 1 &&
		    times_in(page, "http-equiv") == 1,
		    "the page goes there after its delay", "%d: %s",
		    delays[i], page);
	}
	(void)build(URL, "en", -1);
	page = answer_part(PORTAL_511, 1);
	check(strstr(page, "http-equiv") == NULL && times_in(page, URL) == 1,
	    "no delay leaves the refresh out", "%s", page);
}

/* URL with as many letters behind it as make so many octets. */
static const char *
long_url(size_t octets)
{
	static char url[PORTAL_URL_MAX + 1];

	memset(url, 'a', octets);
	memcpy(url, URL, strlen(URL));
	url[octets] = '\0';
	return url;
}

/* Which lists of languages -L takes: all that fit one segment. */
static void
test_language_lists(void)
{
	static const char *const fine[] = {
		"en", "fr", "en,fr", "fr,en",
	};
	static const char *const wrong[] = {
		"", ",", "en,", ",en", "en,,fr", "xx", "en,xx", "e", "eng",
		"enfr", "en fr", "en, fr", "en;fr", "en ", "en_US.UTF-8",
	};
	static const char many[] = "en,fr,de,es,it,pt,nl,pl,ja,zh,ar";
	const char *why;
	size_t i;

	for (i = 0; i < ARRAY_LEN(fine); i++) {
		why = build(long_url(200), fine[i], 10);
		check(why == NULL && answers_built.of[PORTAL_511].all <= 1208,
		    "the 511 with a URL of 200 octets fits one segment",
		    "%s: %s, %u octets", fine[i], why ? why : "built",
		    (unsigned)answers_built.of[PORTAL_511].all);
	}
	for (i = 0; i < ARRAY_LEN(wrong); i++) {
		why = build(URL, wrong[i], 10);
		check(why != NULL && strstr(why, "language") != NULL,
		    "a wrong language is refused", "\"%s\": %s", wrong[i],
		    why ? why : "taken");
	}
	why = build(long_url(200), many, 10);
	check(why != NULL && strstr(why, "segment") != NULL,
	    "languages that do not fit one segment are refused", "%s",
	    why ? why : "taken");
}

/* Each language by itself: its page says so, and fits. */
static void
test_each_language(void)
{
	char lang[32];
	const char *page, *why;
	size_t i;

	for (i = 0; i < ARRAY_LEN(languages); i++) {
		why = build(long_url(200), languages[i].name, 10);
		page = answer_part(PORTAL_511, 1);
		snprintf(lang, sizeof lang, "<html lang=\"%s\"",
		    languages[i].name);
		check(why == NULL && answers_built.of[PORTAL_511].all <= 1208 &&
		    strstr(page, lang) != NULL && times_in(page,
		    languages[i].title) == 2, "each language has its page",
		    "%s: %u octets: %s", languages[i].name,
		    (unsigned)answers_built.of[PORTAL_511].all, page);
		check((strcmp(languages[i].name, "ar") == 0) ==
		    (times_in(page, "dir=\"rtl\"") == 1),
		    "Arabic alone goes from right to left", "%s", page);
	}
	(void)build(URL, "fr", 10);
	page = answer_part(PORTAL_511, 1);
	check(strstr(page, "lang=\"fr\"") != NULL && strstr(page,
	    "Authentification r\303\251seau requise</title>") != NULL &&
	    strstr(page, "lang=\"en\"") == NULL,
	    "the French page is in French", "%s", page);
}

/* Two languages: in the operator's order, up to the last octet of a segment. */
static void
test_two_languages(void)
{
	size_t most = 0, all, i;
	const char *page, *why;

	/* A URL stands twice: 1208 and 1209 need delays of 1 and 2 digits. */
	for (i = 2 * strlen(URL); i < 2 * PORTAL_URL_MAX; i++) {
		why = build(long_url(i / 2), "fr,en", i % 2 == 0 ? 1 : 10);
		all = answers_built.of[PORTAL_511].all;
		if (why == NULL && all > most)
			most = all;
	}
	check(most == 1208, "two languages may fill one segment",
	    "%zu octets at most", most);
	(void)build(URL, "fr,en", 10);
	page = answer_part(PORTAL_511, 1);
	check(strstr(page, "<html lang=\"fr\"") != NULL &&
	    times_in(page, "lang=\"en\"") == 1 && times_in(page, "<a ") == 1 &&
	    times_in(page, "<h1") == 1,
	    "the first language is the page's, the other is marked", "%s",
	    page);
	(void)build(URL, "en,fr", 10);
	page = answer_part(PORTAL_511, 1);
	check(strstr(page, "<html lang=\"en\"") != NULL &&
	    times_in(page, "lang=\"fr\"") == 1,
	    "the order is the operator's", "%s", page);
}

/* Builds them with a page of one's own. */
static const char *
build_own(const void *page, size_t n)
{
	return portal_answers_build(&answers_built, URL, "en", 10, page, n);
}

/* A page of one's own is sent as it is, up to the limit. */
static void
test_own_page(void)
{
	static char own[PORTAL_PAGE_MAX + 1];
	char url[PORTAL_URL_MAX + 1] = URL "?";
	const char *why;
	size_t i;

	for (i = 0; i < sizeof own; i++)
		own[i] = (char)('!' + i % 90);
	why = build_own(own, 1);
	check(why == NULL && answers_built.of[PORTAL_511].all ==
	    answers_built.of[PORTAL_511].head + 1 &&
	    answer_part(PORTAL_511, 1)[0] == own[0],
	    "a page of one's own may be one octet", "%s", why ? why : "other");
	test_answer(PORTAL_511, status_lines[0].line);
	why = build_own(own, PORTAL_PAGE_MAX);
	check(why == NULL && memcmp(answers_built.text +
	    answers_built.of[PORTAL_511].at +
	    answers_built.of[PORTAL_511].head, own, PORTAL_PAGE_MAX) == 0,
	    "a page as large as the limit is sent as it is", "%s",
	    why ? why : "other");
	for (i = 0; i < ARRAY_LEN(status_lines); i++)
		test_answer(status_lines[i].answer, status_lines[i].line);
	why = build_own(own, PORTAL_PAGE_MAX + 1);
	check(why != NULL,
	    "a page larger than the limit is refused", "not so");
	why = build_own(own, 0);
	check(why != NULL,
	    "an empty page is refused", "not so");

	/* The longest that can be asked for: every & becomes five octets. */
	memset(url + strlen(url), '&', sizeof url - 1 - strlen(url));
	why = portal_answers_build(&answers_built, url, "fr,en", 2147483647,
	    own, PORTAL_PAGE_MAX);
	check(why == NULL, "the longest URL fits beside the largest page",
	    "%s", why ? why : "");
	why = build(url, "fr", 2147483647);
	check(why == NULL, "the longest URL fits the built-in page", "%s",
	    why ? why : "");
	for (i = 0; i < ARRAY_LEN(status_lines); i++)
		test_answer(status_lines[i].answer, status_lines[i].line);
}

/* ---- Addresses in the log ------------------------------------------------ */

/* The longest of them have room. */
static void
test_address_text(void)
{
	static const struct {
		const char *host, *text;
	} longest[] = {
		{ "192.168.100.100", "192.168.100.100:65535" },
		{ "2001:db8:1111:2222:3333:4444:5555:6666",
		  "[2001:db8:1111:2222:3333:4444:5555:6666]:65535" },
	};
	union address address;
	const char *text;
	size_t i;

	for (i = 0; i < ARRAY_LEN(longest); i++) {
		memset(&address, 0, sizeof address);
		address.ip4.sin_port = 0xffff;
		address.any.sa_family = i == 0 ? AF_INET : AF_INET6;
		(void)inet_pton(address.any.sa_family, longest[i].host, i == 0 ?
		    (void *)&address.ip4.sin_addr :
		    (void *)&address.ip6.sin6_addr);
		text = address_text(&address);
		check(strcmp(text, longest[i].text) == 0,
		    "an address is written whole", "%s", text);
	}
}

/* ---- Kin ----------------------------------------------------------------- */

/* Who has many addresses that are alike must not make one ring of them. */
static void
test_kin(void)
{
	static const struct {
		enum portal_kind kind;
		size_t at;	/* the two octets in which they differ */
	} alike[] = {
		{ PORTAL_IP4, 0 }, { PORTAL_IP4, 2 }, { PORTAL_IP6, 0 },
		{ PORTAL_IP6, 6 }, { PORTAL_IP6, 8 }, { PORTAL_IP6, 14 },
		{ PORTAL_MAC, 0 }, { PORTAL_MAC, 3 }, { PORTAL_MAC, 4 },
	};
	static unsigned length[CONNS_MAX];
	struct portal_key key;
	unsigned i, most, *n;
	size_t k;

	for (k = 0; k < 2 * ARRAY_LEN(alike); k++) {
		kin_secret = 0x9e3779b97f4a7c14U + k % 2;	/* even, odd */
		memset(&key, 0, sizeof key);
		memset(length, 0, sizeof length);
		key.kind = (uint8_t)alike[k / 2].kind;
		for (i = most = 0; i < CONNS_MAX; i++) {
			key.addr[alike[k / 2].at] = (uint8_t)(i >> 8);
			key.addr[alike[k / 2].at + 1] = (uint8_t)i;
			n = &length[kin_of(&key)];
			most = ++*n > most ? *n : most;
		}
		check(most < 32, "clients that differ in two octets have their "
		    "own rings of kin", "octet %zu: %u in one", alike[k / 2].at,
		    most);
	}
}

/* ---- The firewall that differs ------------------------------------------- */

/* Who was accepted -w and two seconds after the load, or before, is no sign. */
static void
test_differs(void)
{
	static const struct {
		unsigned after, age;	/* ms since the load, since accept4 */
		int sign;
	} rows[] = {
		{ HEAD_MS + DIFFER_MS, 0, 0 },
		{ HEAD_MS + DIFFER_MS + 1, 0, 1 },
		{ 15000, 3000, 0 }, { 15000, 2999, 1 }, { 0, 0, 0 },
	};
	static const uint64_t loads[] = { 1000, UINT32_MAX - 13000ULL,
	    UINT32_MAX - 1ULL, UINT32_MAX * 3ULL };
	union address peer = { .ip4.sin_family = AF_INET };
	struct portal_entry entry = { .line = 1 };
	struct conn c = { .fd = -1 };
	int log = log_fd;
	size_t i, k;

	list_path = "list";
	for (i = 0; i < ARRAY_LEN(rows); i++)
		for (k = 0; k < ARRAY_LEN(loads); k++) {
			log_fd = -1;
			differ_said = 0;
			list_at = loads[k];
			now = list_at + rows[i].after;
			c.accepted = (uint32_t)(now - rows[i].age);
			conn_differs(&c, &peer, &entry);
			log_fd = log;
			check(differ_said == rows[i].sign, "a firewall that "
			    "differs is told by who came late", "row %zu, "
			    "load %zu", i, k);
		}
	list_path = NULL;
}

/* ---- The rows as files --------------------------------------------------- */

/* Writes a row as a file. */
static void
seed(const char *folder, const char *kind, size_t i, const void *octets,
    size_t n)
{
	char path[4096];
	FILE *file;

	snprintf(path, sizeof path, "%s/%s-%03zu", folder, kind, i);
	file = fopen(path, "wb");
	if (file == NULL || fwrite(octets, 1, n, file) != n ||
	    fclose(file) != 0) {
		perror(path);
		exit(1);
	}
}

/* Writes the rows that the fuzzers begin with. */
static void
seeds(const char *folder)
{
	static uint8_t octets[ROW_MAX];
	size_t i, n;

	for (i = 0; i < ROWS; i++) {
		n = row_octets(&rows[i], octets);
		if (n <= 2 * HEAD_BYTES_MAX)
			seed(folder, "request", i, octets, n);
	}
	for (i = 0; i < ARRAY_LEN(file_rows); i++)
		seed(folder, "list", i, file_rows[i].octets,
		    file_rows[i].length);
}

/* The file of that name one folder above the one that this source is in. */
static const char *
beside(const char *source, const char *name)
{
	static char path[4096];
	const char *slash = strrchr(source, '/');

	snprintf(path, sizeof path, "%.*s/../../%s",
	    slash == NULL ? 1 : (int)(slash - source),
	    slash == NULL ? "." : source, name);
	return path;
}

int
main(int argc, char **argv)
{
	size_t i;

	if (argc == 3 && strcmp(argv[1], "seeds") == 0) {
		seeds(argv[2]);
		return 0;
	}
	guard_make();
	for (i = 0; i < ROWS; i++)
		test_row(&rows[i]);
	test_controls();
	test_classes();
	test_grammar();
	test_words();
	test_probes();
	test_work();
	test_citations(argc > 1 ? argv[1] : beside(__FILE__, "portal.c"));
	for (i = 0; i < ARRAY_LEN(line_rows); i++)
		test_line(&line_rows[i]);
	for (i = 0; i < ARRAY_LEN(file_rows); i++)
		test_file(&file_rows[i]);
	test_finds();
	test_kinds();
	test_urls();
	test_answers();
	test_page();
	test_longest_link();
	test_refresh();
	test_listed_page();
	test_language_lists();
	test_each_language();
	test_two_languages();
	test_own_page();
	test_url_targets();
	test_address_text();
	test_kin();
	test_differs();
	printf("%u passed, %u failed\n", passed, failed);
	return failed == 0 ? 0 : 1;
}

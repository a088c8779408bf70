/*
 * portal: the server at the edge of a network that says
 * 511 Network Authentication Required (RFC 6585 6).
 * SPDX-License-Identifier: ISC
 *
 * The gateway's firewall sends guests' plain-HTTP connections here. A client
 * that is not on the allowlist gets one fixed page. One that is on it is
 * forwarded by the kernel and does not come here; if it does all the same, it
 * gets another page, which reloads. Nothing that a client sends is ever part
 * of an answer or of a line of the log.
 *
 * Contents: grep -n '^/[*] ----' portal.c
 *
 * The life of a connection, states on the left, functions on the right:
 *
 *   accepted        loop_accept: one accept4 an event
 *      |            conn_read: the first recv is tried at once
 *      |            portal_request_feed: octets in, a decision out
 *      |- decided   conn_answer: who_listed chooses between 511 and 421
 *      |            conn_send, conn_close: epoll never hears of it
 *      '- not yet   conn_keep: a slot, a deadline, epoll
 *   QUEUE_HEAD      conn_read at each event; conn_expire: 408, or silence if
 *      |            the client never spoke
 *   QUEUE_SEND      conn_send, when the client has made room
 *      |
 *   QUEUE_DRAIN     conn_drain: octets that the answer did not wait for
 *      |
 *   closed          conn_close: the only place, and the reason is counted
 */

#define _GNU_SOURCE		/* accept4 */
#define _FILE_OFFSET_BITS 64	/* 32-bit glibc: no 2 GiB, no 2038 */
#define _TIME_BITS 64

#include <arpa/inet.h>
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <limits.h>
#include <net/if.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "portal.h"

/* ---- 1. Limits and types ------------------------------------------------- */

#if defined __TINYC__ && defined __GLIBC__
#error "tcc does not pack glibc's epoll_event: use cc, or tcc with musl"
#endif

#define CONNS		4000	/* unfinished requests held at once (-c) */
#define CONNS_MAX	16384	/* and the most that -c may ask for */
#define DEVICE_CONNS	64	/* of these, per device (-k) */
#define HEAD_MS		10000	/* from accept to the end of the head (-w) */

#ifdef LIMITS_H
#include LIMITS_H		/* the tests': small, so that each is reached */
#else
#define SEND_MS		10000	/* for the client to take its answer */
#define DRAIN_MS	2000	/* for the rest of a request, once answered */
#define DRAIN_BYTES_MAX	(2 << 20)	/* of that rest; then it is cut */
#define ALLOW_MAX	131072	/* entries of the allowlist */
#define ALLOW_BYTES_MAX	(16 << 20)	/* of its file */
#define LISTENERS_MAX	16	/* -l and passed descriptors together */
#endif
#ifndef SANDBOX_REFUSAL		/* of a system call: ends the process */
#define SANDBOX_REFUSAL	0x80000000U	/* sanitizers need 0x7fff0000U */
#endif

#define NEVER		UINT64_MAX	/* ms; no time at all */
#define RETRY_MS	10	/* before a failed accept4 is tried again */
#define DIFFER_MS	2000	/* beyond -w, for list and firewall to agree */
#define TICK_MS		20	/* two writes of a file may show one time */
#define HEAD_BYTES_MAX	16384	/* request head in all (431) */
#define TARGET_BYTES_MAX 8192	/* RFC 9112 3 asks for lines of 8000 (414) */
#define METHOD_BYTES_MAX 64	/* (501) */
#define FIELDS_MAX	128	/* field lines (431) */
#define EMPTY_LINES_MAX	4	/* before the request line (400) */
#define BACKLOG		4096	/* the kernel cuts it to net.core.somaxconn */
#define DEFER_S		1	/* how long the kernel waits for an octet */
#define EVENTS		64	/* fetched by one epoll_wait */
#define INPUT_BYTES	16384	/* read by one recv */
#define SOCKET_BYTES	16384	/* socket buffers, each way */
#define LOG_BYTES	512	/* a line of the log */
#define RESERVED_FDS	32	/* listeners, epoll, log, list and some air */
#define SEGMENT_BYTES	1208	/* IPv6 minimum MTU less headers, timestamps */
#define WAIT_S_MAX	3600	/* -w */
#define DELAY_S_MAX	86400	/* -d */
#define HTML_BYTES_MAX	8192	/* a built-in page, all languages */
#define USERS_BYTES_MAX	(1 << 18)	/* /etc/passwd */
#define FILE_FLAGS	(O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
#define SOCKET_FLAGS	(SOCK_NONBLOCK | SOCK_CLOEXEC)
#define SEND_FLAGS	(MSG_MORE | MSG_NOSIGNAL)
#define DEFAULT_LISTEN	"[::]:8511"

enum { EXIT_SYSTEM = 1, EXIT_INPUT = 2, EXIT_STRANGER = 3 };

#define ARRAY_LEN(a)	(sizeof(a) / sizeof((a)[0]))

_Static_assert(sizeof(struct portal_entry) == 24, "README: an entry");

/* For what no input can cause. */
static void
ensure(int hold)
{
	if (!hold)
		abort();
}

static size_t
min_size(size_t a, size_t b)
{
	return a < b ? a : b;
}

/*
 * The words for errno. By %m, because strerror(3) may allocate for a number
 * that it does not know; by a variable, because compilers doubt %m.
 */
static const char *
cause(void)
{
	static const char *format = "%m%s";
	static char text[80];

	(void)snprintf(text, sizeof text, format, "");
	return text;
}

/*
 * One line to the log, which is stderr, in one write. (What -t has read goes
 * to stdout.) If the log's reader has stopped, the line is lost and the server
 * goes on.
 */
static int log_fd = STDERR_FILENO;

static void __attribute__((format(printf, 1, 0)))
say_list(const char *format, va_list args)
{
	struct pollfd log = { .fd = log_fd, .events = POLLOUT };
	char line[LOG_BYTES] = "portal: ";
	size_t n = strlen(line);

	(void)vsnprintf(line + n, sizeof line - n - 1, format, args);
	n = strlen(line);
	line[n++] = '\n';
	if (poll(&log, 1, 0) == 1 && (log.revents & POLLOUT) != 0 &&
	    write(log_fd, line, n) == -1)
		return;		/* there is nobody left to tell */
}

static void __attribute__((format(printf, 1, 2)))
say(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say_list(format, args);
	va_end(args);
}

/* Ends portal, but never for what a client sent. */
static void __attribute__((noreturn, format(printf, 2, 3)))
die(int status, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say_list(format, args);
	va_end(args);
	exit(status);
}

/* Milliseconds of a clock that never steps. */
static uint64_t
clock_ms(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);	/* cannot fail */
	return (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
}

/* ---- 2. Addresses and allowlist ------------------------------------------ */

static const uint8_t kind_bits[PORTAL_KINDS] = {
	[PORTAL_IP4] = 32, [PORTAL_IP6] = 128, [PORTAL_MAC] = 48,
	[PORTAL_TO4] = 32, [PORTAL_TO6] = 128,
};

/* The key of an IPv6 address; of the IPv4 address in it, if v4-mapped. */
static struct portal_key
key_of_ip6(const uint8_t addr[16])
{
	static const uint8_t mapped[12] = { [10] = 0xff, [11] = 0xff };
	struct portal_key key = { .kind = PORTAL_IP6 };

	if (memcmp(addr, mapped, sizeof mapped) == 0) {
		key.kind = PORTAL_IP4;
		memcpy(key.addr, addr + sizeof mapped, 4);
	} else
		memcpy(key.addr, addr, 16);
	return key;
}

/* Twelve hexadecimal digits, one kind of separator between pairs or not. */
static int
mac_parse(const char *s, uint8_t mac[6])
{
	static const char hex[] = "0123456789abcdef";
	unsigned digits = 0;
	char separator = '\0', c;

	for (; (c = *s) != '\0'; s++)
		if (isxdigit((uint8_t)c) && digits < 12) {
			mac[digits / 2] = (uint8_t)(mac[digits / 2] << 4 |
			    (strchr(hex, tolower((uint8_t)c)) - hex));
			digits++;
		} else if (strchr(":-.", c) != NULL && digits % 2 == 0 &&
		    isxdigit((uint8_t)s[1]) && digits > 0 &&
		    (separator == '\0' || separator == c))
			separator = c;
		else
			return 0;
	return digits == 12;
}

/* Sets all of *key from an address of any kind. */
static int
key_parse(const char *s, struct portal_key *key)
{
	uint8_t addr[16];

	memset(key, 0, sizeof *key);
	if (inet_pton(AF_INET, s, key->addr) == 1)
		key->kind = PORTAL_IP4;
	else if (inet_pton(AF_INET6, s, addr) == 1)
		*key = key_of_ip6(addr);
	else {
		key->kind = PORTAL_MAC;
		return mac_parse(s, key->addr);
	}
	return 1;
}

/* Which bits of octet i a prefix of that many bits leaves open. */
static uint8_t
host_mask(unsigned bits, unsigned i)
{
	return bits >= 8 * i + 8 ? 0 : bits <= 8 * i ? 0xff :
	    0xff >> (bits - 8 * i);
}

static int
prefix_holds(const struct portal_entry *e, const struct portal_key *key)
{
	unsigned i;

	for (i = 0; i < sizeof key->addr; i++)
		if (((e->key.addr[i] ^ key->addr[i]) &
		    ~host_mask(e->bits, i)) != 0)
			return 0;
	return e->key.kind == key->kind;
}

enum portal_line
portal_entry_parse(const char *text, struct portal_entry *entry)
{
	struct portal_key *key = &entry->key;
	char address[INET6_ADDRSTRLEN] = "", c;
	int to = strncmp(text, "to ", 3) == 0, host_bits = 0;
	unsigned bits = 0, mapped, digits = 0, i;
	size_t n = 0;

	if (to)
		text += 3;
	while ((c = *text++) != '\0' && c != '/' && n < sizeof address - 1)
		address[n++] = c;
	if ((c != '\0' && c != '/') || !key_parse(address, key) ||
	    (key->kind == PORTAL_MAC && (to || c == '/')))
		return PORTAL_LINE_UNKNOWN;
	if (key->kind == PORTAL_MAC && ((key->addr[0] & 1) != 0 ||
	    memcmp(key->addr, (const uint8_t[6]){ 0 }, 6) == 0))
		return PORTAL_LINE_MAC;
	entry->bits = kind_bits[key->kind];
	if (c == '/') {
		while ((c = *text++) >= '0' && c <= '9' && digits++ < 3)
			bits = 10 * bits + (unsigned)(c - '0');
		/* Of a v4-mapped address it counts the 96 bits before. */
		mapped = key->kind == PORTAL_IP4 && strchr(address, ':') ?
		    96 : 0;
		if (digits == 0 || c != '\0' ||
		    bits < mapped || bits > entry->bits + mapped)
			return PORTAL_LINE_BITS;
		entry->bits = (uint8_t)(bits - mapped);
	}
	if (to)
		key->kind = key->kind == PORTAL_IP4 ? PORTAL_TO4 : PORTAL_TO6;
	for (i = 0; i < sizeof key->addr; i++) {
		host_bits |= key->addr[i] & host_mask(entry->bits, i);
		key->addr[i] &= 0xff ^ host_mask(entry->bits, i);
	}
	return host_bits ? PORTAL_LINE_HOST_BITS : PORTAL_LINE_ENTRY;
}

void
portal_entry_text(const struct portal_entry *entry, char *text)
{
	const uint8_t *a = entry->key.addr;
	unsigned all = kind_bits[entry->key.kind];
	char address[INET6_ADDRSTRLEN] = "";

	if (entry->key.kind == PORTAL_MAC)
		(void)snprintf(address, sizeof address,
		    "%02x:%02x:%02x:%02x:%02x:%02x",
		    a[0], a[1], a[2], a[3], a[4], a[5]);
	else
		(void)inet_ntop(all == 32 ? AF_INET : AF_INET6, a, address,
		    sizeof address);
	(void)snprintf(text, PORTAL_ENTRY_MAX, entry->bits == all ? "%s%s" :
	    "%s%s/%u", entry->key.kind >= PORTAL_TO4 ? "to " : "", address,
	    entry->bits);
}

/*
 * Brings a line into list->text: without its comment, with one space for
 * blanks, with "?" for what is not ASCII. False: it is too long.
 */
static int
list_line(struct portal_list *list, const char *p, const char *end)
{
	char *text = list->text;
	size_t n = 0;

	for (; p < end && *p != '#' && n < PORTAL_LINE_MAX; p++)
		if (*p != ' ' && *p != '\t' && *p != '\r')
			text[n++] = (char)(*p > ' ' && *p < 0x7f ? *p : '?');
		else if (n > 0 && text[n - 1] != ' ')
			text[n++] = ' ';
	if (n > 0 && text[n - 1] == ' ')
		n--;
	text[n] = '\0';
	return p == end || *p == '#';
}

/* By kind and address; then the wider first, then as the file has them. */
static int
entry_compare(const struct portal_entry *a, const struct portal_entry *b)
{
	int order = memcmp(a, b, offsetof(struct portal_entry, bits) + 1);

	return order != 0 ? order : a->line < b->line ? -1 : a->line > b->line;
}

/* Shell's sort: the C library's may allocate, which must not happen here. */
static void
entries_sort(struct portal_entry *entries, uint32_t count)
{
	uint32_t gap, i, j;
	struct portal_entry e;

	for (gap = count / 2; gap > 0; gap = gap == 2 ? 1 : gap * 5 / 11)
		for (i = gap; i < count; i++) {
			e = entries[i];
			for (j = i; j >= gap &&
			    entry_compare(&entries[j - gap], &e) > 0; j -= gap)
				entries[j] = entries[j - gap];
			entries[j] = e;
		}
}

enum portal_line
portal_list_parse(struct portal_list *list, const char *text, size_t n,
    struct portal_entry *entry)
{
	const char *end = text + n, *eol;
	struct portal_entry *all = list->entries;
	enum portal_line found;
	uint32_t kept = 0, i;

	list->count = list->line = 0;
	memset(list->kinds, 0, sizeof list->kinds);
	/* A byte order mark is no part of the first line. */
	if (n >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
		text += 3;
	for (; text < end; text = eol + 1) {
		eol = memchr(text, '\n', (size_t)(end - text));
		if (eol == NULL)
			eol = end;
		list->line++;
		if (!list_line(list, text, eol))
			return PORTAL_LINE_UNKNOWN;
		if (list->text[0] == '\0')
			continue;
		found = portal_entry_parse(list->text, entry);
		if (found != PORTAL_LINE_ENTRY)
			return found;
		if (list->count >= list->max)
			return PORTAL_LINE_FULL;
		entry->line = list->line;
		all[list->count++] = *entry;
		list->kinds[entry->key.kind]++;
	}
	/*
	 * Two prefixes are apart or one holds the other, and sorted the wider
	 * comes first: so what the last one kept holds can go, and no two that
	 * stay overlap.
	 */
	entries_sort(all, list->count);
	for (i = 0; i < list->count; i++)
		if (kept == 0 || !prefix_holds(&all[kept - 1], &all[i].key))
			all[kept++] = all[i];
	list->count = kept;
	return PORTAL_LINE_ENTRY;
}

/* For bsearch: of entries apart from each other one at most holds the key. */
static int
key_compare(const void *key, const void *entry)
{
	return prefix_holds(entry, key) ? 0 :
	    memcmp(key, entry, sizeof(struct portal_key));
}

const struct portal_entry *
portal_list_find(const struct portal_list *list, const struct portal_key *key)
{
	return bsearch(key, list->entries, list->count, sizeof *list->entries,
	    key_compare);
}

/* ---- 3. Request parser --------------------------------------------------- */

/* Classes of octets: these, and to the last two all that is visible. */
enum http_class { TCHAR, HOST_OCTET, DIGIT, HEXDIG, OWS, FIELD_OCTET, VISIBLE };

#define ALNUM	"0123456789abcdefghijklmnopqrstuvwxyz" \
	"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
static const char *const http_octets[] = {
	[TCHAR] = ALNUM "!#$%&'*+-.^_`|~",	/* RFC 9110 5.6.2 */
	[HOST_OCTET] = ALNUM "-._~"		/* unreserved; RFC 3986 2.3 */
	    "!$&'()*+,;=",			/* sub-delims; RFC 3986 2.2 */
	[DIGIT] = "0123456789", [HEXDIG] = "0123456789abcdefABCDEF",
	[OWS] = "\t ",				/* RFC 9110 5.6.3 */
	[FIELD_OCTET] = "\t ",			/* RFC 9110 5.5 */
	[VISIBLE] = "",		/* VCHAR or obs-text; of a request-target */
};
#undef ALNUM

/* Whether an octet is of a class, as the RFCs have it; asked at start only. */
static int
http_is(unsigned c, enum http_class class)
{
	return (class >= FIELD_OCTET && c > ' ' && c != 0x7f) ||
	    (c != '\0' && strchr(http_octets[class], (int)c) != NULL);
}

enum http_state {
	HS_START, HS_EMPTY, HS_EMPTY_LF, HS_METHOD, HS_TARGET, HS_PATH,
	HS_QUERY, HS_H, HS_HT, HS_HTT, HS_HTTP, HS_SLASH, HS_MAJOR, HS_DOT,
	HS_MINOR, HS_LINE_END, HS_LINE_LF, HS_FIELD, HS_NAME, HS_VALUE,
	HS_VALUE_END, HS_VALUE_LF, HS_HOST, HS_HOST_NAME, HS_HOST_PCT,
	HS_HOST_HEX, HS_LITERAL, HS_LITERAL_REST, HS_HOST_END, HS_PORT,
	HS_LENGTH, HS_LENGTH_REST, HS_CODING, HS_CODING_NAME, HS_CODING_END,
	HS_PARAMETER, HS_HEAD_LF, HS_STATES
};

/* What is done with the octets that a rule takes: http_act. */
enum http_act {
	REFUSE, SKIP, TLS_HELLO, EMPTY_LINE, METHOD_OCTET, METHOD_END,
	PATH_OCTET, QUERY_OCTET, PATH_END, MAJOR_DIGIT, MINOR_DIGIT, LINE_END,
	FIELD_BEGIN, WORD_OCTET, NAME_END, HOST_WORD, LENGTH_DIGIT,
	CODING_WORD, PARAMETER, HEAD_END
};

/*
 * The grammar, in wire order. In each state the first rule that fits an octet
 * counts; where none does, the request is bad. A rule that leads back to its
 * own state takes all octets at once that it fits.
 */
#define OF(class)	(0x100 | (class))
#define FIRST	{ '\r', HS_EMPTY_LF, SKIP }, { '\n', HS_EMPTY, EMPTY_LINE }, \
	{ OF(TCHAR), HS_METHOD, METHOD_OCTET }
#define EOL(act)	{ '\r', HS_VALUE_LF, act }, { '\n', HS_FIELD, act }
#define ENDS(act)	{ OF(OWS), HS_VALUE_END, act }, EOL(act)
static const struct rule {
	uint16_t fits;		/* an octet, or OF(a class) */
	uint8_t next;		/* enum http_state */
	uint8_t act;		/* enum http_act */
} http_grammar[HS_STATES][8] = {	/* the last is empty: REFUSE */
	/* Empty lines first, and a bare LF, are tolerated; RFC 9112 2.2 */
	/* Or it is a TLS hello; RFC 8446 5.1 */
	[HS_START] = { FIRST, { 0x16, HS_START, TLS_HELLO } },
	[HS_EMPTY] = { FIRST },
	[HS_EMPTY_LF] = { { '\n', HS_EMPTY, EMPTY_LINE } },

	/* request-line = method SP request-target SP HTTP-version */
	/* RFC 9112 3 */
	[HS_METHOD] = { { OF(TCHAR), HS_METHOD, METHOD_OCTET },
	    { ' ', HS_TARGET, METHOD_END } },	/* token; RFC 9112 3.1 */

	/* Any form of target will do; RFC 9112 3.2 */
	[HS_TARGET] = { { '?', HS_QUERY, QUERY_OCTET },
	    { OF(VISIBLE), HS_PATH, PATH_OCTET } },
	[HS_PATH] = { { '?', HS_QUERY, QUERY_OCTET },
	    { OF(VISIBLE), HS_PATH, PATH_OCTET }, { ' ', HS_H, PATH_END } },
	[HS_QUERY] = { { OF(VISIBLE), HS_QUERY, QUERY_OCTET },
	    { ' ', HS_H, PATH_END } },

	/* HTTP-version, its name in capitals; RFC 9112 2.3 */
	[HS_H] = { { 'H', HS_HT, SKIP } },
	[HS_HT] = { { 'T', HS_HTT, SKIP } },
	[HS_HTT] = { { 'T', HS_HTTP, SKIP } },
	[HS_HTTP] = { { 'P', HS_SLASH, SKIP } },
	[HS_SLASH] = { { '/', HS_MAJOR, SKIP } },
	[HS_MAJOR] = { { OF(DIGIT), HS_DOT, MAJOR_DIGIT } },
	[HS_DOT] = { { '.', HS_MINOR, SKIP } },
	[HS_MINOR] = { { OF(DIGIT), HS_LINE_END, MINOR_DIGIT } },
	[HS_LINE_END] = { { '\r', HS_LINE_LF, SKIP },
	    { '\n', HS_FIELD, LINE_END } },
	[HS_LINE_LF] = { { '\n', HS_FIELD, LINE_END } },

	/* field-line = field-name ":" OWS field-value OWS */
	/* RFC 9112 5, 9110 5.5 */
	/* No line folding, no white space first; RFC 9112 5.2 */
	[HS_FIELD] = { { OF(TCHAR), HS_NAME, FIELD_BEGIN },
	    { '\r', HS_HEAD_LF, SKIP }, { '\n', HS_HEAD_LF, HEAD_END } },
	/* No white space before the colon; RFC 9112 5.1 */
	[HS_NAME] = { { OF(TCHAR), HS_NAME, WORD_OCTET },
	    { ':', HS_VALUE, NAME_END } },
	[HS_VALUE] = { { OF(FIELD_OCTET), HS_VALUE, SKIP }, EOL(SKIP) },
	[HS_VALUE_END] = { ENDS(SKIP) },
	[HS_VALUE_LF] = { { '\n', HS_FIELD, SKIP } },

	/* Host = uri-host [ ":" port ]; RFC 9110 7.2, may be empty: 9112 3.2 */
	[HS_HOST] = { { OF(OWS), HS_HOST, SKIP },
	    { '[', HS_LITERAL, WORD_OCTET },
	    { OF(HOST_OCTET), HS_HOST_NAME, WORD_OCTET },
	    { '%', HS_HOST_PCT, WORD_OCTET }, { ':', HS_PORT, WORD_OCTET },
	    EOL(HOST_WORD) },
	[HS_HOST_NAME] = { { OF(HOST_OCTET), HS_HOST_NAME, WORD_OCTET },
	    { '%', HS_HOST_PCT, WORD_OCTET }, { ':', HS_PORT, WORD_OCTET },
	    ENDS(HOST_WORD) },
	/* pct-encoded; RFC 3986 2.1 */
	[HS_HOST_PCT] = { { OF(HEXDIG), HS_HOST_HEX, SKIP } },
	[HS_HOST_HEX] = { { OF(HEXDIG), HS_HOST_NAME, SKIP } },
	/* IP-literal: its octets are checked, not its groups; RFC 3986 3.2.2 */
	[HS_LITERAL] = { { OF(HOST_OCTET), HS_LITERAL_REST, SKIP },
	    { ':', HS_LITERAL_REST, SKIP } },
	[HS_LITERAL_REST] = { { OF(HOST_OCTET), HS_LITERAL_REST, SKIP },
	    { ':', HS_LITERAL_REST, SKIP }, { ']', HS_HOST_END, SKIP } },
	[HS_HOST_END] = { { ':', HS_PORT, WORD_OCTET }, ENDS(HOST_WORD) },
	[HS_PORT] = { { OF(DIGIT), HS_PORT, WORD_OCTET }, ENDS(HOST_WORD) },

	/* Content-Length = 1*DIGIT; RFC 9110 8.6. It is never computed. */
	[HS_LENGTH] = { { OF(OWS), HS_LENGTH, SKIP },
	    { OF(DIGIT), HS_LENGTH_REST, LENGTH_DIGIT } },
	[HS_LENGTH_REST] = { { OF(DIGIT), HS_LENGTH_REST, LENGTH_DIGIT },
	    ENDS(SKIP) },

	/* Transfer-Encoding = #transfer-coding; RFC 9112 6.1, 9110 10.1.4 */
	/* Empty elements are ignored; RFC 9110 5.6.1.2 */
	[HS_CODING] = { { OF(OWS), HS_CODING, SKIP }, { ',', HS_CODING, SKIP },
	    { OF(TCHAR), HS_CODING_NAME, WORD_OCTET }, EOL(SKIP) },
	[HS_CODING_NAME] = { { OF(TCHAR), HS_CODING_NAME, WORD_OCTET },
	    { OF(OWS), HS_CODING_END, CODING_WORD },
	    { ',', HS_CODING, CODING_WORD }, { ';', HS_PARAMETER, PARAMETER },
	    EOL(CODING_WORD) },
	[HS_CODING_END] = { { OF(OWS), HS_CODING_END, SKIP },
	    { ',', HS_CODING, SKIP }, { ';', HS_PARAMETER, PARAMETER },
	    EOL(SKIP) },
	/* Of a coding that is refused in any case */
	[HS_PARAMETER] = { { ',', HS_CODING, SKIP },
	    { OF(FIELD_OCTET), HS_PARAMETER, SKIP }, EOL(SKIP) },

	/* The head ends with an empty line; RFC 9112 2.1 */
	[HS_HEAD_LF] = { { '\n', HS_HEAD_LF, HEAD_END } },
};
#undef FIRST
#undef EOL
#undef ENDS

/* The grammar, expanded: next state, act, and whether the state stays. */
#define ACT(move)	((move) >> 8 & 0x7f)
#define STAYS		0x8000U
static uint16_t http_moves[HS_STATES][256];

static void
http_expand(void)
{
	const struct rule *rule;
	unsigned state, c;

	for (state = 0; state < HS_STATES; state++)
		for (c = 0; c < 256; c++) {
			rule = http_grammar[state];
			while (rule->fits != 0 && rule->fits != c &&
			    (rule->fits < OF(0) ||
			    !http_is(c, rule->fits - OF(0))))
				rule++;
			http_moves[state][c] = (uint16_t)((rule->act << 8 |
			    rule->next) + (rule->fits != 0 &&
			    rule->next == state ? (int)STAYS : 0));
		}
}

/* The connectivity probes that -r redirects: a path, and its hosts or any. */
#define PROBE(path, ...)	{ sizeof(path) - 1, path, { __VA_ARGS__ } }
static const struct probe {
	size_t length;
	const char *path, *hosts[7];	/* the last is NULL */
} probes[] = {
    /* travelmate, newer and older */
    PROBE("/", "detectportal.firefox.com", "captive.apple.com"),
    PROBE("/generate_204", NULL),	/* Android, ChromeOS */
    PROBE("/gen_204", NULL),
    PROBE("/online/status.html", NULL),	/* ConnMan */
    PROBE("/return_204", "ipv4.jolla.com", "ipv6.jolla.com"),	/* Sailfish */
    PROBE("/hotspot-detect.html", "captive.apple.com"),
    PROBE("/library/test/success.html", "www.apple.com",
	"www.appleiphonecell.com", "www.airport.us", "www.ibook.info",
	"www.itools.info", "www.thinkdifferent.us"),
    PROBE("/kindle-wifi/wifistub.html", "spectrum.s3.amazonaws.com"),
    PROBE("/kindle-wifi/wifistub-eink.html", "spectrum.s3.amazonaws.com"),
    PROBE("/kindle-wifi/wifistub-echo.html", "spectrum.s3.amazonaws.com"),
    PROBE("/kindle-wifi/wifiredirect.html", "spectrum.s3.amazonaws.com"),
    PROBE("/redirect", "www.msftconnecttest.com"),	/* Windows */
    PROBE("/captiveportal/generate_204", "edge-http.microsoft.com"),
    PROBE("/canonical.html", "detectportal.firefox.com"),
};
#undef PROBE

/*
 * Whether the word kept is this one, by strncmp or strncasecmp. Known words
 * are shorter than what is kept.
 */
static int
word_is(const struct portal_request *r, const char *word,
    int (*compare)(const char *, const char *, size_t))
{
	return strlen(word) == r->length &&
	    compare(r->word, word, r->length) == 0;
}

static void
word_keep(struct portal_request *r, const uint8_t *p, size_t n)
{
	size_t length = r->length, i;

	for (i = 0; i < n && length < sizeof r->word; i++)
		r->word[length++] = (char)p[i];
	r->length = (uint8_t)length;
}

/* The probe that the request may be: 1 and its row, or 0 for none. */
static uint8_t
probe_path(const struct portal_request *r)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(probes); i++)
		if (probes[i].length == r->length &&
		    word_is(r, probes[i].path, strncmp))
			return (uint8_t)(i + 1);
	return 0;
}

/* The same, now that the host is known, with a port of 80 or none. */
static uint8_t
probe_host(struct portal_request *r)
{
	const char *const *host;

	if (r->probe == 0 || probes[r->probe - 1].hosts[0] == NULL)
		return r->probe;
	if (r->length >= 3 && memcmp(r->word + r->length - 3, ":80", 3) == 0)
		r->length = (uint8_t)(r->length - 3);
	if (r->length > 0 && r->word[r->length - 1] == '.') /* RFC 1034 3.1 */
		r->length--;
	for (host = probes[r->probe - 1].hosts; *host != NULL; host++)
		if (word_is(r, *host, strncasecmp))
			return r->probe;
	return 0;
}

/* The octet that decides is taken; none after it is. */
static size_t
http_decide(struct portal_request *r, enum portal_answer answer)
{
	r->answer = (uint8_t)answer;
	return 1;
}

/* A field name has ended: what follows is read as the field asks. */
static size_t
http_field(struct portal_request *r)
{
	if (word_is(r, "host", strncasecmp)) {	/* one at most; RFC 9112 3.2 */
		r->hosts++;
		r->state = HS_HOST;
	} else if (word_is(r, "content-length", strncasecmp)) {
		r->lengths++;			/* the same; RFC 9112 6.3 */
		r->state = HS_LENGTH;
	} else if (word_is(r, "transfer-encoding", strncasecmp)) {
		r->codings = 1;		/* several are one; RFC 9110 5.3 */
		r->body = 1;
		r->state = HS_CODING;
	}
	r->length = 0;
	return r->hosts > 1 || r->lengths > 1 ? http_decide(r, PORTAL_400) : 1;
}

/* A transfer coding has ended. Chunked comes last, and once; RFC 9112 6.1 */
static void
http_coding(struct portal_request *r)
{
	if (r->length == 0)
		return;
	r->last = (uint8_t)word_is(r, "chunked", strncasecmp);
	r->coded |= !r->last;
	if (r->last && r->chunked < 2)
		r->chunked++;
	r->length = 0;
}

/* The head is whole: all that the answer depends on is decided here. */
static size_t
http_complete(struct portal_request *r)
{
	if ((r->minor > 0 && r->hosts == 0) || /* RFC 9112 3.2 */
	    (r->codings && (r->lengths || r->minor == 0)) || /* RFC 9112 6.1 */
	    (r->codings && (!r->last || r->chunked != 1))) /* RFC 9112 6.3 */
		return http_decide(r, PORTAL_400);
	if (r->coded)					/* RFC 9112 6.1 */
		return http_decide(r, PORTAL_501);
	return http_decide(r, r->probe > 0 && r->hosts > 0 ?
	    PORTAL_302 : PORTAL_511);
}

/* n more of what is limited: as many as the limit has room for are taken. */
static size_t
http_limit(struct portal_request *r, uint16_t *counter, size_t n, uint16_t max,
    enum portal_answer answer)
{
	if (*counter >= max)
		return http_decide(r, answer);
	n = min_size(n, (size_t)max - *counter);
	*counter = (uint16_t)(*counter + n);
	return n;
}

/*
 * Does what a rule asks with the octets that it took, n of them at p; more
 * than one only if it leads back to its own state. Returns how many are done.
 */
static size_t
http_act(struct portal_request *r, unsigned act, const uint8_t *p, size_t n)
{
	switch (act) {
	case TLS_HELLO: return http_decide(r, PORTAL_TLS);
	case EMPTY_LINE:
		return http_limit(r, &r->empty, n, EMPTY_LINES_MAX, PORTAL_400);
	case METHOD_OCTET:
		n = http_limit(r, &r->method, n, METHOD_BYTES_MAX, PORTAL_501);
		word_keep(r, p, n);
		return n;
	case METHOD_END:
		r->head = (uint8_t)word_is(r, "HEAD", strncmp);
		r->probe = r->head || word_is(r, "GET", strncmp);
		r->length = 0;
		break;
	case PATH_OCTET:
		word_keep(r, p, n);
		/* FALLTHROUGH */
	case QUERY_OCTET:	/* RFC 9112 3 */
		return http_limit(r, &r->target, n, TARGET_BYTES_MAX,
		    PORTAL_414);
	case PATH_END: r->probe = r->probe ? probe_path(r) : 0; break;
	case MAJOR_DIGIT: r->major = *p & 15; break;
	case MINOR_DIGIT: r->minor = *p & 15; break;
	case LINE_END:
		return r->major == 1 ? 1 :
		    http_decide(r, PORTAL_505);		/* RFC 9110 15.6.6 */
	case FIELD_BEGIN:
		/* RFC 6585 5 */
		(void)http_limit(r, &r->fields, 1, FIELDS_MAX, PORTAL_431);
		r->length = 0;
		/* FALLTHROUGH */
	case WORD_OCTET:
		word_keep(r, p, n);
		return n;
	case NAME_END: return http_field(r);
	case HOST_WORD: r->probe = probe_host(r); break;
	case LENGTH_DIGIT:	/* of a body, if not all of them are 0 */
		r->body |= *p != '0' || memcmp(p, p + 1, n - 1) != 0;
		return n;
	case CODING_WORD: http_coding(r); break;
	case PARAMETER:		/* chunked has none; RFC 9112 7.1 */
		http_coding(r);
		return r->last ? http_decide(r, PORTAL_400) : 1;
	case HEAD_END: return http_complete(r);
	default: return http_decide(r, PORTAL_400);
	}
	return 1;
}

/* How many of n octets, of which the first does, let the state stay. */
static size_t
http_run(const uint16_t *moves, const uint8_t *p, size_t n)
{
	size_t i = 1;

	/* Four at a time: most of a head is skipped here. */
	for (; i + 4 <= n && (moves[p[i]] & moves[p[i + 1]] &
	    moves[p[i + 2]] & moves[p[i + 3]] & STAYS) != 0; i += 4)
		;
	while (i < n && (moves[p[i]] & STAYS) != 0)
		i++;
	return i;
}

void
portal_request_begin(struct portal_request *request)
{
	if (http_moves[HS_START]['G'] == 0)
		http_expand();
	memset(request, 0, sizeof *request);
}

size_t
portal_request_feed(struct portal_request *r, const void *octets, size_t n)
{
	const uint8_t *p = octets;
	size_t most = min_size(n, HEAD_BYTES_MAX - (size_t)r->octets), i = 0;
	size_t run;
	unsigned state = r->state, move;

	while (i < most && r->answer == PORTAL_MORE) {
		move = http_moves[state][p[i]];
		run = (move & STAYS) == 0 ? 1 :
		    http_run(http_moves[state], p + i, most - i);
		state = move & 0xff;
		if (ACT(move) == SKIP) {
			i += run;
			continue;
		}
		r->state = (uint8_t)state;
		i += http_act(r, ACT(move), p + i, run);
		state = r->state;
	}
	r->state = (uint8_t)state;
	r->octets = (uint16_t)min_size(r->octets + i, HEAD_BYTES_MAX);
	if (r->answer == PORTAL_MORE && i < n)
		i += http_decide(r, PORTAL_431);	/* RFC 6585 5 */
	return i;
}

/* ---- 4. Fixed answers ---------------------------------------------------- */

static const struct {
	const char *name, *reason;
} answers[PORTAL_ANSWERS] = {
	[PORTAL_511] = { "511", "Network Authentication Required" },
	[PORTAL_302] = { "302", "Found" },
	[PORTAL_421] = { "421", "Misdirected Request" },
	[PORTAL_400] = { "400", "Bad Request" },
	[PORTAL_408] = { "408", "Request Timeout" },
	[PORTAL_414] = { "414", "URI Too Long" },
	[PORTAL_431] = { "431", "Request Header Fields Too Large" },
	[PORTAL_501] = { "501", "Not Implemented" },
	[PORTAL_505] = { "505", "HTTP Version Not Supported" },
	[PORTAL_TLS] = { "tls", "" },
};

/* A fatal alert, access_denied; RFC 8446 6. Browsers take it for a portal. */
static const uint8_t tls_alert[7] = { 0x15, 3, 3, 0, 2, 2, 49 };

/*
 * A page runs in the origin of the site that was asked for, so its policy
 * allows nothing; "sandbox", though, would stop the refresh.
 */
#define HTML_FIELDS	"Content-Type: text/html; charset=utf-8\r\n" \
	"Content-Security-Policy: default-src 'none'; " \
	"style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; " \
	"frame-ancestors 'none'\r\n"
#define TEXT_FIELDS	"Content-Type: text/plain; charset=utf-8\r\n"

/* The page in each language: a heading, and a sentence with the one link. */
static const struct language {
	const char *name, *more;	/* more: attributes */
	const char *title, *before, *link, *after;
} languages[] = {
	{ "en", "", "Network authentication required",
	  "Please ", "sign in to this network", " to use it." },
	{ "fr", "", "Authentification réseau requise",
	  "Veuillez ", "vous identifier", " pour utiliser ce réseau." },
	{ "de", "", "Netzwerkanmeldung erforderlich",
	  "Bitte ", "melden Sie sich an", ", um dieses Netz zu nutzen." },
	{ "es", "", "Se requiere autenticación de red",
	  "Por favor, ", "inicie sesión", " para usar esta red." },
	{ "it", "", "Autenticazione di rete richiesta",
	  "Per usare questa rete, ", "effettuare l'accesso", "." },
	{ "pt", "", "Autenticação de rede necessária",
	  "Por favor, ", "inicie sessão", " para usar esta rede." },
	{ "nl", "", "Netwerkaanmelding vereist",
	  "", "Meld u aan", " om dit netwerk te gebruiken." },
	{ "pl", "", "Wymagane uwierzytelnienie w sieci",
	  "", "Zaloguj się", ", aby korzystać z tej sieci." },
	{ "ja", "", "ネットワーク認証が必要です",
	  "このネットワークを使うには",
	  "サインイン", "してください。" },
	{ "zh", "", "需要网络认证", "请先", "登录此网络", "。" },
	{ "ar", " dir=\"rtl\"",
	  "مطلوب تسجيل الدخول إلى الشبكة",
	  "يرجى ", "تسجيل الدخول",
	  " لاستخدام الشبكة." },
}, listed_page = { "en", "", "Signed in",
	"This page opens by itself in a few seconds; if it does not, ",
	"sign in again", "." };

/*
 * Reads uri-host [ ":" port ] (RFC 3986 3.2), n octets of it. Sets *key, whose
 * kind is PORTAL_KINDS if the host is a name; leaves *port alone where there is
 * none. Returns NULL, or what is wrong.
 */
static const char *
authority_parse(const char *s, size_t n, struct portal_key *key,
    unsigned *port)
{
	size_t bracket = n > 0 && *s == '[';
	const char *stop = memchr(s, bracket ? ']' : ':', n), *end = s + n;
	char host[INET6_ADDRSTRLEN] = "", *after;
	unsigned long value;

	stop = stop == NULL ? end : stop;
	if ((size_t)(stop - s) - bracket < sizeof host)
		memcpy(host, s + bracket, (size_t)(stop - s) - bracket);
	if (!key_parse(host, key) || key->kind == PORTAL_MAC ||
	    (key->kind == PORTAL_IP6) != bracket)
		key->kind = PORTAL_KINDS;
	if (bracket && (stop == end || key->kind == PORTAL_KINDS))
		return "between [ and ] is no IPv6 address";
	stop += bracket;
	if (stop == end || (*stop == ':' && stop + 1 == end))
		return NULL;
	value = *stop == ':' ? strtoul(stop + 1, &after, 10) : ULONG_MAX;
	if (value > UINT16_MAX || !isdigit((uint8_t)stop[1]) || after != end)
		return "its port is no number up to 65535 (an IPv6 address "
		    "wants brackets)";
	*port = (unsigned)value;
	return NULL;
}

const char *
portal_url_parse(const char *url, struct portal_key *key, unsigned *port)
{
	size_t n = strlen(url), i;
	const char *host, *wrong;

	if (n > PORTAL_URL_MAX)
		return "it is longer than 240 characters";
	for (i = 0; i < n; i++)
		if (url[i] <= ' ' || url[i] > '~' || strchr("\"'<>", url[i]))
			return "a space, quote, angle bracket, control or "
			    "non-ASCII character is in it; write it as %XX";
	*port = strncasecmp(url, "https", 5) == 0 ? 443 : 80;
	if (strncasecmp(url, "http://", 7) != 0 &&
	    strncasecmp(url, "https://", 8) != 0)
		return "it does not begin with http:// or https://";
	host = strchr(url, '/') + 2;
	n = strcspn(host, "/?#");
	if (memchr(host, '@', n) != NULL)	/* RFC 9110 4.2.4 */
		return "a user's name is in it";
	if (n == 0 || *host == ':')
		return "it has no host";
	wrong = authority_parse(host, n, key, port);
	return wrong == NULL && *port == 0 ? "its port is 0" : wrong;
}

/*
 * Puts one answer behind those that are there, with the fields that are its
 * own; returns where it ends. no-store: RFC 6585 6. close: a connection that
 * was redirected stays with this server for its life, even when its client has
 * signed in.
 */
static size_t
answer_build(struct portal_answers *a, size_t at, int answer,
    const char *fields, const void *body, size_t body_n)
{
	size_t max = sizeof a->text - body_n - at, n;

	n = (size_t)snprintf(a->text + at, max, "HTTP/1.1 %s %s\r\n%s"
	    "Content-Length: %zu\r\nCache-Control: no-store\r\n"
	    "Connection: close\r\n\r\n", answers[answer].name,
	    answers[answer].reason, fields, body_n);
	ensure(n < max);
	memcpy(a->text + at + n, body, body_n);
	a->of[answer] = (struct portal_part){ (uint16_t)at, (uint16_t)n,
	    (uint16_t)(n + body_n) };
	return at + n + body_n;
}

/* A page in its main language, but for its end, which HTML may lack. */
static size_t
page_begin(char *html, const struct language *l, const char *url, int delay)
{
	char link[5 * PORTAL_URL_MAX + 1] = "";
	char refresh[5 * PORTAL_URL_MAX + 65] = "";
	size_t n = 0;

	/* In a checked URL only "&" is left to escape. */
	for (; *url != '\0' && n < sizeof link; url++)
		n += (size_t)snprintf(link + n, sizeof link - n, "%c%s", *url,
		    *url == '&' ? "amp;" : "");
	if (delay >= 0)
		(void)snprintf(refresh, sizeof refresh, "<meta http-equiv="
		    "\"refresh\" content=\"%d;url=%s\">\n", delay, link);
	return (size_t)snprintf(html, HTML_BYTES_MAX,
	    "<!DOCTYPE html>\n<html lang=\"%s\"%s><head>"
	    "<meta charset=\"utf-8\">\n<title>%s</title>\n"
	    "<meta name=\"viewport\" content=\"width=device-width\">\n%s"
	    "<style>:root{color-scheme:light dark;font:1.3em sans-serif}"
	    "a{padding:1em 0}h1{font-size:1.2em}</style></head>\n"
	    "<body><h1>%s</h1>\n<p>%s<a href=\"%s\">%s</a>%s</p>\n",
	    l->name, l->more, l->title, refresh,
	    l->title, l->before, link, l->link, l->after);
}

/* The built-in page in these languages. Returns its size, 0 without one. */
static size_t
page_write(char *html, const char *codes, const char *url, int delay)
{
	const struct language *l, *end = languages + ARRAY_LEN(languages);
	const char *name;
	size_t n = 0;

	for (name = codes; name == codes || name[-1] != '\0'; name += 3) {
		for (l = languages; l < end && (strcspn(name, ",") != 2 ||
		    strncmp(l->name, name, 2) != 0); l++)
			;
		if (l == end || name > codes + 3 * ARRAY_LEN(languages))
			return 0;	/* or more than there can be */
		n += name == codes ? page_begin(html, l, url, delay) :
		    (size_t)snprintf(html + n, HTML_BYTES_MAX - n,
		    "<p lang=\"%s\"%s>%s%s%s</p>\n", l->name, l->more,
		    l->before, l->link, l->after);
	}
	return n + (size_t)snprintf(html + n, HTML_BYTES_MAX - n,
	    "</body></html>\n");
}

const char *
portal_answers_build(struct portal_answers *a, const char *url,
    const char *codes, int delay, const void *page, size_t page_size)
{
	char html[HTML_BYTES_MAX], fields[PORTAL_URL_MAX + 16], note[64];
	size_t n = page_size, at;
	int i;

	if (page == NULL && (n = page_write(html, codes, url, delay)) == 0)
		return "no such language; there are en, fr, de, es, it, pt, "
		    "nl, pl, ja, zh and ar, joined by commas";
	if (n == 0 || n > PORTAL_PAGE_MAX)
		return "it is empty, or larger than 32768 octets";
	at = answer_build(a, 0, PORTAL_511, HTML_FIELDS,
	    page != NULL ? page : html, n);
	if (page == NULL && strchr(codes, ',') != NULL && at > SEGMENT_BYTES)
		return "the answer is more than one segment with all of them";
	n = page_begin(html, &listed_page, url, -1);
	at = answer_build(a, at, PORTAL_421, HTML_FIELDS "Refresh: 5\r\n",
	    html, n);
	/* ConnMan 1.41 gives up at a redirect that has a body. */
	(void)snprintf(fields, sizeof fields, "Location: %s\r\n", url);
	at = answer_build(a, at, PORTAL_302, fields, "", 0);
	for (i = PORTAL_400; i < PORTAL_TLS; i++) {
		n = (size_t)snprintf(note, sizeof note, "%s %s\n",
		    answers[i].name, answers[i].reason);
		at = answer_build(a, at, i, TEXT_FIELDS, note, n);
	}
	memcpy(a->text + at, tls_alert, sizeof tls_alert);
	a->of[PORTAL_TLS] = (struct portal_part){ (uint16_t)at,
	    sizeof tls_alert, sizeof tls_alert };
	return NULL;
}

/* ---- 5. Who: the client's address, and its neighbour entry --------------- */

/* The list in force, and the spare one that a reload is read into. */
static struct portal_entry allow_entries[2][ALLOW_MAX];
static struct portal_list allow[2] = {
	{ .entries = allow_entries[0], .max = ALLOW_MAX },
	{ .entries = allow_entries[1], .max = ALLOW_MAX },
};
static struct portal_list *allowed = &allow[0];

static uint8_t input[INPUT_BYTES];	/* what recv reads; kept nowhere */
static int netlink = -1;

/* What accept4 and getpeername fill: listeners are of these two families. */
union address {
	struct sockaddr any;
	struct sockaddr_in ip4;
	struct sockaddr_in6 ip6;
};

static struct portal_key
key_of(const union address *address)
{
	struct portal_key key = { .kind = PORTAL_IP4 };

	if (address->any.sa_family == AF_INET6)
		return key_of_ip6(address->ip6.sin6_addr.s6_addr);
	memcpy(key.addr, &address->ip4.sin_addr, 4);
	return key;
}

/* As 192.0.2.1:80 or [2001:db8::1]:80, into one buffer of its own. */
static const char *
address_text(const union address *address)
{
	static char text[INET6_ADDRSTRLEN + 8];
	struct portal_key key = key_of(address);
	char host[INET6_ADDRSTRLEN] = "";
	int six = key.kind == PORTAL_IP6;

	(void)inet_ntop(six ? AF_INET6 : AF_INET, key.addr, host, sizeof host);
	/* Both families have their port at the same place. */
	(void)snprintf(text, sizeof text, six ? "[%s]:%u" : "%s:%u", host,
	    ntohs(address->ip4.sin_port));
	return text;
}

/*
 * The kernel's messages, declared here because not every C library comes
 * with the kernel's headers. The numbers are its ABI.
 */
enum {
	RTM_NEWNEIGH = 28, RTM_GETNEIGH = 30, NLM_F_REQUEST = 1, NDA_DST = 1,
	NDA_LLADDR = 2, NUD_INCOMPLETE = 0x01, NUD_FAILED = 0x20
};

struct netlink_message {
	uint32_t length;
	uint16_t type, flags;
	uint32_t sequence, port;
	uint8_t family, pad[3];
	int32_t interface;
	uint16_t state, pad2;
	uint16_t attribute_length, attribute_type;
	uint8_t attribute[16];
};
_Static_assert(offsetof(struct netlink_message, attribute) == 32, "no holes");

/*
 * Where the attribute stands in an answer of n octets, if it has that size;
 * else 0. An answer is foreign: every length in it is checked.
 */
static size_t
netlink_attribute(const uint8_t *p, size_t n, uint16_t type, size_t size)
{
	size_t at = offsetof(struct netlink_message, attribute_length);
	uint16_t head[2];		/* length with these, type */

	while (at + sizeof head + size <= n) {
		memcpy(head, p + at, sizeof head);
		if (head[1] == type && head[0] == sizeof head + size)
			return at + sizeof head;
		if (head[0] < sizeof head)
			return 0;
		at += (head[0] + 3U) & ~3U;
	}
	return 0;
}

/*
 * The interface that a connection came in by; 0 if that cannot be told. The
 * kernel notes it with a connection's first segment. An IPv6 socket, also one
 * with a v4-mapped peer, tells it as the interface that it would send
 * multicast by; an IPv4 socket by a control message, which IP_PKTINFO on its
 * listener enables.
 */
static int
arrival_interface(int fd, int family)
{
	union {
		struct cmsghdr head;
		uint8_t octets[CMSG_SPACE(sizeof(struct in_pktinfo))];
	} control;
	struct in_pktinfo info;
	socklen_t n = sizeof info.ipi_ifindex;

	if (family == AF_INET6)
		return getsockopt(fd, IPPROTO_IPV6, IPV6_MULTICAST_IF,
		    &info.ipi_ifindex, &n) == 0 ? info.ipi_ifindex : 0;
	n = sizeof control;
	if (getsockopt(fd, IPPROTO_IP, IP_PKTOPTIONS, &control, &n) == -1 ||
	    n < CMSG_LEN(sizeof info) || control.head.cmsg_type != IP_PKTINFO)
		return 0;
	memcpy(&info, CMSG_DATA(&control.head), sizeof info);
	return info.ipi_ifindex;
}

/*
 * Asks the neighbour table for one client's MAC (RTM_GETNEIGH, Linux 5.0). The
 * kernel answers while it is asked, so nothing is waited for: what is not
 * there at once is no answer. False, and *mac untouched, without a MAC.
 */
static int
neighbour(int fd, const union address *peer, struct portal_key *mac)
{
	static uint32_t sequence;
	struct portal_key client = key_of(peer);
	int six = client.kind == PORTAL_IP6;
	struct netlink_message m = { .type = RTM_GETNEIGH,
	    .flags = NLM_F_REQUEST, .sequence = ++sequence,
	    .family = six ? AF_INET6 : AF_INET,
	    .interface = arrival_interface(fd, peer->any.sa_family),
	    .length = six ? 48 : 36, .attribute_length = six ? 20 : 8,
	    .attribute_type = NDA_DST };
	ssize_t n;
	size_t at;

	memcpy(m.attribute, client.addr, sizeof m.attribute);
	if (m.interface <= 0 ||
	    send(netlink, &m, m.length, MSG_DONTWAIT) == -1)
		return 0;
	do {
		n = recv(netlink, input, sizeof input, MSG_DONTWAIT);
		if (n < (ssize_t)offsetof(struct netlink_message, attribute))
			return 0;
		memcpy(&m, input, offsetof(struct netlink_message, attribute));
	} while (m.sequence != sequence);	/* of a question cut off */
	at = netlink_attribute(input, min_size((size_t)n, m.length),
	    NDA_LLADDR, 6);
	if (m.type != RTM_NEWNEIGH || at == 0 ||
	    (m.state & (NUD_INCOMPLETE | NUD_FAILED)) != 0)
		return 0;
	*mac = (struct portal_key){ .kind = PORTAL_MAC };
	memcpy(mac->addr, input + at, 6);
	return 1;
}

/* The entry of the list that holds the client, or NULL for a stranger. */
static const struct portal_entry *
who_listed(int fd, const union address *peer)
{
	struct portal_key key = key_of(peer);
	const struct portal_entry *found = portal_list_find(allowed, &key);

	if (found == NULL && allowed->kinds[PORTAL_MAC] > 0 &&
	    neighbour(fd, peer, &key))
		found = portal_list_find(allowed, &key);
	return found;
}

/* ---- 6. Connections: slots, deadlines, read, answer, drain --------------- */

/* What an event is about. */
enum event { EVENT_CONN, EVENT_LISTENER, EVENT_SIGNAL };

/* One queue per timeout. NONE: a spare slot, or a connection without one. */
enum queue { QUEUE_NONE, QUEUE_HEAD, QUEUE_SEND, QUEUE_DRAIN, QUEUES };

static uint32_t queue_ms[QUEUES] = {
	[QUEUE_HEAD] = HEAD_MS, [QUEUE_SEND] = SEND_MS,
	[QUEUE_DRAIN] = DRAIN_MS,
};

/* A connection ends for one of these reasons. */
enum why {
	WHY_ANSWERED, WHY_SILENT, WHY_GONE, WHY_LATE, WHY_EVICTED, WHY_CAPPED,
	WHYS
};
static const char *const why_name[WHYS] = {
	"answered", "silent", "gone", "late", "evicted", "capped"
};
static uint64_t why_count[WHYS], answer_count[PORTAL_ANSWERS], accepted;

struct conn {
	int fd;
	uint32_t accepted;	/* when; the low half of the clock's ms */
	uint32_t deadline;	/* the same, of its queue */
	uint32_t moved;		/* octets of the answer sent; then drained */
	struct portal_request request;
	struct portal_key device;	/* its MAC, or else its address */
	uint8_t queue;		/* enum queue */
	uint16_t generation;	/* grows when the slot is given back, so that
				 * an event of an earlier user is known */
};
static struct conn conns[CONNS_MAX];

/* Rings: a slot's links are at its index, the ring's head is behind them. */
struct link {
	uint16_t previous, next;
};
static struct link waits[CONNS_MAX + QUEUES];	/* a ring for each queue */
static struct link kin[CONNS_MAX + CONNS_MAX];	/* and for each hash */
static uint16_t kin_count[CONNS_MAX];
static uint64_t kin_secret;	/* so that nobody can choose a hash */
#define CONN_BYTES	(sizeof(struct conn) + 2 * sizeof(struct link))
_Static_assert(CONN_BYTES <= 100, "README: of an unfinished request");
_Static_assert(2 * CONNS_MAX <= UINT16_MAX, "links are 16 bits");

static unsigned conns_limit = CONNS, device_limit = DEVICE_CONNS;
static unsigned held, held_peak;
static struct portal_answers fixed;	/* all that is ever said */
static union address fresh_peer;	/* AF_UNSPEC: not asked for */
static uint64_t now, list_at;	/* ms, once a turn; when the list was loaded */
static int differ_said;		/* since then */
static const char *opt[128];	/* options, by letter; "": a flag */
static const char *list_path;	/* -a */
static int epoll = -1, verbose;	/* -v */

/* data comes with each event: what it is about, and which. */
static int
watch(int fd, uint32_t events, enum event event, uint32_t which)
{
	struct epoll_event e = { .events = events };

	e.data.u64 = (uint64_t)event << 32 | which;
	return epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &e);
}

static void
ring_enter(struct link *ring, uint16_t before, uint16_t i)
{
	ring[i].next = before;
	ring[i].previous = ring[before].previous;
	ring[ring[i].previous].next = i;
	ring[before].previous = i;
}

static void
ring_leave(struct link *ring, uint16_t i)
{
	ring[ring[i].previous].next = ring[i].next;
	ring[ring[i].next].previous = ring[i].previous;
}

/* The first of a queue, who waits longest; not below CONNS_MAX: none. */
static uint16_t
queue_first(enum queue queue)
{
	return waits[CONNS_MAX + queue].next;
}

/*
 * Takes the slot to the end of another queue, and sets its deadline; nothing
 * else does, nor staying in one. One timeout a queue, so the first of each
 * expires first. NONE: the connection has ended, and there is nothing to do.
 */
static void
slot_wait(uint16_t i, enum queue queue)
{
	if (queue == QUEUE_NONE || queue == conns[i].queue)
		return;
	ring_leave(waits, i);
	ring_enter(waits, (uint16_t)(CONNS_MAX + queue), i);
	conns[i].queue = (uint8_t)queue;
	conns[i].deadline = (uint32_t)now + queue_ms[queue];
}

/* The ring of the devices with this hash: multiplied, its top bits are good. */
static unsigned
kin_of(const struct portal_key *device)
{
	uint64_t half[2], hash;

	memcpy(half, device->addr, sizeof half);
	hash = (half[0] ^ kin_secret) * (kin_secret | 1);
	hash = (hash ^ hash >> 32 ^ half[1]) * (kin_secret | 1);
	return (unsigned)(hash / (UINT64_MAX / CONNS_MAX + 1));
}

/* Puts the rings in order; called once. */
static void
slots_begin(void)
{
	uint16_t i;

	for (i = CONNS_MAX; i < CONNS_MAX + QUEUES; i++)
		waits[i] = (struct link){ i, i };
	for (i = CONNS_MAX; i < 2 * CONNS_MAX; i++)
		kin[i] = (struct link){ i, i };
	for (i = 0; i < conns_limit; i++)
		ring_enter(waits, CONNS_MAX + QUEUE_NONE, i);
}

/* The one place where a slot's generation grows. The last to go is reused. */
static void
slot_give(uint16_t i)
{
	struct conn *c = &conns[i];

	ring_leave(waits, i);
	ring_enter(waits, queue_first(QUEUE_NONE), i);
	ring_leave(kin, i);
	kin_count[kin_of(&c->device)]--;
	c->queue = QUEUE_NONE;
	c->generation++;
	held--;
}

/*
 * The one place where a connection ends. The conn_ functions from here to
 * conn_read return the queue in which it has to wait now, NONE if it has
 * ended.
 */
static enum queue
conn_close(struct conn *c, enum why reason)
{
	ensure(c->fd >= 0);
	why_count[reason]++;
	(void)close(c->fd);	/* nothing can be done about a failure */
	c->fd = -1;
	if (c->queue != QUEUE_NONE)
		slot_give((uint16_t)(c - conns));
	return QUEUE_NONE;
}

/*
 * Reads what still arrives behind the answer, within a bound on time and on
 * octets, which bounds the turn, too. Edge-triggered: stops at a short read;
 * but if the peer has ended, there is no other event, and it reads on.
 */
static enum queue
conn_drain(struct conn *c, int ended)
{
	ssize_t n;

	do {
		/* MSG_TRUNC: TCP discards the octets and copies nothing. */
		n = recv(c->fd, input, sizeof input, MSG_TRUNC);
		if (n == -1 && errno == EAGAIN)
			return QUEUE_DRAIN;
		if (n <= 0 || c->moved + (size_t)n > DRAIN_BYTES_MAX)
			return conn_close(c, WHY_ANSWERED);
		c->moved += (uint32_t)n;
	} while ((size_t)n == sizeof input || ended);
	return QUEUE_DRAIN;
}

/*
 * MSG_MORE lets the FIN ride in the answer's last segment, and the shutdown
 * makes it leave. Octets that came and were not read would turn the close
 * into a reset, which can destroy the answer: they are drained first.
 */
static enum queue
conn_send(struct conn *c)
{
	const struct portal_part *part = &fixed.of[c->request.answer];
	const char *text = fixed.text + part->at;
	size_t all = c->request.head ? part->head : part->all;
	ssize_t n;

	n = send(c->fd, text + c->moved, all - c->moved, SEND_FLAGS);
	if (n == -1 && errno != EAGAIN)
		return conn_close(c, WHY_GONE);
	c->moved += n == -1 ? 0 : (uint32_t)n;
	if (c->moved < all) {
		c->request.body = 1;	/* more may come while this waits */
		return QUEUE_SEND;
	}
	(void)shutdown(c->fd, SHUT_WR);	/* fails if the client is gone */
	c->moved = 0;
	return c->request.body ? conn_drain(c, 1) : conn_close(c, WHY_ANSWERED);
}

/* Where the connection comes from; false if that cannot be told any more. */
static int
conn_peer(const struct conn *c, union address *peer)
{
	socklen_t n = sizeof *peer;

	if (c->queue == QUEUE_NONE && fresh_peer.any.sa_family != AF_UNSPEC) {
		*peer = fresh_peer;
		return 1;
	}
	return getpeername(c->fd, &peer->any, &n) == 0;
}

/*
 * A listed client comes here when it was connected before it was listed; once
 * that cannot be, the firewall has another list. Said once after each load.
 */
static void
conn_differs(const struct conn *c, const union address *peer,
    const struct portal_entry *entry)
{
	uint64_t since = now - (uint32_t)((uint32_t)now - c->accepted);
	char text[PORTAL_ENTRY_MAX];

	if (differ_said || since <= list_at + queue_ms[QUEUE_HEAD] + DIFFER_MS)
		return;
	differ_said = 1;
	portal_entry_text(entry, text);
	say("%s came here, but %s:%u lets it pass: %s; firewall and list "
	    "differ: load the ruleset again", address_text(peer), list_path,
	    entry->line, text);
}

/* The request is decided; rest says whether octets may follow it. */
static enum queue
conn_answer(struct conn *c, enum portal_answer answer, int rest)
{
	const struct portal_entry *entry;
	union address peer = { .any.sa_family = AF_UNSPEC };
	int known = (verbose || allowed->count > 0) && conn_peer(c, &peer);

	if (answer == PORTAL_302 && opt['r'] == NULL)
		answer = PORTAL_511;
	if (known && (answer == PORTAL_511 || answer == PORTAL_302) &&
	    (entry = who_listed(c->fd, &peer)) != NULL) {
		answer = PORTAL_421;
		conn_differs(c, &peer, entry);
	}
	c->request.answer = (uint8_t)answer;
	c->request.body = c->request.body || rest;
	answer_count[answer]++;
	if (verbose && known)
		say("%s %s %u octets %u ms", address_text(&peer),
		    answers[answer].name, c->request.head ?
		    fixed.of[answer].head : fixed.of[answer].all,
		    (uint32_t)now - c->accepted);
	return conn_send(c);
}

/* Reads what is there of a head; its limit bounds the turn, too. */
static enum queue
conn_read(struct conn *c, int ended)
{
	struct portal_request *r = &c->request;
	size_t taken;
	ssize_t n;

	do {
		n = recv(c->fd, input, sizeof input, 0);
		if (n == -1)
			return errno == EAGAIN ? QUEUE_HEAD :
			    conn_close(c, WHY_GONE);
		if (n == 0)	/* it will say no more; RFC 9112 8 */
			return r->octets == 0 ? conn_close(c, WHY_SILENT) :
			    conn_answer(c, PORTAL_400, 0);
		taken = portal_request_feed(r, input, (size_t)n);
		if (r->answer != PORTAL_MORE)
			return conn_answer(c, r->answer, taken < (size_t)n ||
			    taken == sizeof input || r->answer >= PORTAL_400);
	} while ((size_t)n == sizeof input || ended);
	return QUEUE_HEAD;
}

/*
 * Makes room under the limit per device: its own oldest gives way. Its ring
 * is walked only when it holds so many that the limit may be reached.
 */
static void
conn_cap(const struct portal_key *device)
{
	unsigned ring = kin_of(device), n = 0;
	uint16_t i, oldest = 0;

	if (kin_count[ring] < device_limit)
		return;
	for (i = kin[CONNS_MAX + ring].previous; i < CONNS_MAX &&
	    n < device_limit; i = kin[i].previous)
		if (memcmp(&conns[i].device, device, sizeof *device) == 0) {
			oldest = i;
			n++;
		}
	if (n == device_limit)
		(void)conn_close(&conns[oldest], WHY_CAPPED);
}

/*
 * Ends who is answered already, else the elder of those who head the other two
 * queues. False: there is none.
 */
static int
conn_evict(void)
{
	uint16_t i = queue_first(QUEUE_DRAIN), head = queue_first(QUEUE_HEAD),
	    sending = queue_first(QUEUE_SEND);

	if (i >= CONNS_MAX)
		i = head >= CONNS_MAX || (sending < CONNS_MAX &&
		    (int32_t)(conns[sending].accepted -
		    conns[head].accepted) < 0) ? sending : head;
	if (i < CONNS_MAX)
		(void)conn_close(&conns[i], WHY_EVICTED);
	return i < CONNS_MAX;
}

/*
 * Gives an unfinished connection a slot, a deadline and an eye on it. One mask
 * for its life: whoever has no use for an event looks once in vain. NONE: as
 * for slot_wait.
 */
static void
conn_keep(struct conn *fresh, enum queue queue)
{
	union address peer = { .any.sa_family = AF_UNSPEC };
	unsigned ring;
	uint16_t i;

	if (queue == QUEUE_NONE)
		return;
	if (conn_peer(fresh, &peer)) {
		fresh->device = key_of(&peer);
		(void)neighbour(fresh->fd, &peer, &fresh->device);
	}
	conn_cap(&fresh->device);
	if (queue_first(QUEUE_NONE) >= CONNS_MAX)
		(void)conn_evict();
	i = queue_first(QUEUE_NONE);
	ensure(i < CONNS_MAX);
	fresh->generation = conns[i].generation;
	conns[i] = *fresh;
	slot_wait(i, queue);
	ring = kin_of(&fresh->device);
	ring_enter(kin, (uint16_t)(CONNS_MAX + ring), i);
	kin_count[ring]++;
	if (++held > held_peak)
		held_peak = held;
	if (watch(fresh->fd, EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET,
	    EVENT_CONN, (uint32_t)fresh->generation << 16 | i) == -1)
		(void)conn_close(&conns[i], WHY_EVICTED);
}

static void
conn_event(uint16_t i, uint32_t events)
{
	int ended = (events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0;
	struct conn *c = &conns[i];

	if (c->queue == QUEUE_SEND)
		slot_wait(i, conn_send(c));
	else if ((events & ~(uint32_t)EPOLLOUT) != 0)
		slot_wait(i, c->queue == QUEUE_HEAD ? conn_read(c, ended) :
		    conn_drain(c, ended));
}

/* Its time is over: 408 for a head that was begun, silence before. */
static void
conn_expire(uint16_t i)
{
	struct conn *c = &conns[i];

	if (c->queue == QUEUE_HEAD && c->request.octets > 0)
		slot_wait(i, conn_answer(c, PORTAL_408, 1));
	else
		(void)conn_close(c, c->queue == QUEUE_HEAD ? WHY_SILENT :
		    c->queue == QUEUE_SEND ? WHY_LATE : WHY_ANSWERED);
}

/* ---- 7. Event loop ------------------------------------------------------- */

static struct {
	int fd;
	union address at;
} listeners[LISTENERS_MAX + 1];	/* the last is never in use */
static int listeners_count, listener_error;	/* why one is dead */
static int signals = -1;	/* signalfd */
static uint64_t leave_at = NEVER;	/* when to end at the latest */
static uint64_t reload_at = NEVER;	/* when to read the list again */

/*
 * One connection. The listener is level-triggered: what waits behind this one
 * is reported again. Without descriptors or memory the oldest gives way. With
 * nobody to give way, or if the kernel refuses it for its own reasons, the loop
 * naps, so that it never spins. False: no other can be accepted now.
 */
static int
loop_accept(uint32_t listener)
{
	struct conn fresh = { .accepted = (uint32_t)now };
	socklen_t n = sizeof fresh_peer;
	int asked = verbose || list_path != NULL;

	fresh_peer.any.sa_family = AF_UNSPEC;
	fresh.fd = accept4(listeners[listener].fd,
	    asked ? &fresh_peer.any : NULL, asked ? &n : NULL, SOCKET_FLAGS);
	if (fresh.fd >= 0) {
		accepted++;
		portal_request_begin(&fresh.request);
		conn_keep(&fresh, conn_read(&fresh, 0));
	} else if (errno == EINVAL || errno == EBADF || errno == ENOTSOCK)
		listener_error = errno;
	else if ((errno == EMFILE || errno == ENFILE || errno == ENOBUFS ||
	    errno == ENOMEM) ? !conn_evict() :
	    errno != EAGAIN && errno != ECONNABORTED)
		return poll(NULL, 0, RETRY_MS);
	else	/* there is room now, or that client has left, or is none */
		return errno != EAGAIN;
	return listener_error == 0;
}

/*
 * Sees to all whose time is over. Returns how many ms there are until the next
 * deadline of any kind, -1 if there is none.
 */
static int
loop_expire(void)
{
	uint64_t next = leave_at < reload_at ? leave_at : reload_at;
	int32_t left;
	uint16_t i;
	int q;

	for (q = QUEUE_HEAD; q < QUEUES; q++)
		while ((i = queue_first((enum queue)q)) < CONNS_MAX) {
			left = (int32_t)(conns[i].deadline - (uint32_t)now);
			if (left > 0) {
				if (now + (uint64_t)left < next)
					next = now + (uint64_t)left;
				break;
			}
			conn_expire(i);
		}
	return next == NEVER ? -1 : next <= now ? 0 : (int)(next - now);
}

/* One turn. Returns the number of a signal that came, or 0. */
static int
loop_turn(void)
{
	static struct epoll_event events[EVENTS];
	struct signalfd_siginfo info;
	int n, e, signal = 0;
	uint32_t event, which;

	n = epoll_wait(epoll, events, EVENTS, loop_expire());
	now = clock_ms();
	for (e = 0; e < n; e++) {
		event = (uint32_t)(events[e].data.u64 >> 32);
		which = (uint32_t)events[e].data.u64;
		if (event == EVENT_LISTENER)
			(void)loop_accept(which);
		else if (event == EVENT_SIGNAL) {
			if (read(signals, &info, sizeof info) == sizeof info)
				signal = (int)info.ssi_signo;
		} else if (conns[which & 0xffff].generation == which >> 16)
			conn_event((uint16_t)which, events[e].events);
	}
	(void)loop_expire();
	return signal;
}

/* ---- 8. Sandbox ---------------------------------------------------------- */

/* Where the calls begin: MIPS has thousands for each ABI, others 0. */
#define CALLS_FROM	(SYS_read / 1000 * 1000)

/* The processor as audit and ELF number it. For any other: no filter. */
#if defined __x86_64__ && defined __LP64__
#define MACHINE		62
#elif defined __i386__
#define MACHINE		3
#elif defined __aarch64__ && defined __LP64__
#define MACHINE		183
#elif defined __ARM_EABI__
#define MACHINE		40
#elif defined __riscv
#define MACHINE		243
#elif defined __powerpc__
#define MACHINE		(sizeof(long) == 8 ? 21 : 20)
#elif defined __s390x__
#define MACHINE		22
#elif defined __mips__ && (_MIPS_SIM == 1 || _MIPS_SIM == 3)	/* o32, n64 */
#define MACHINE		8
#else
#define MACHINE		0
#endif

/* The kernel's ABI: seccomp(2), landlock(7), capset(2). */
enum {
	STEP_LOAD = 0x20, STEP_AND = 0x54, STEP_IF = 0x15, STEP_RETURN = 0x06,
	CALL_NUMBER = 0, CALL_MACHINE = 4, CALL_ARGUMENTS = 16,
	CALL_ALLOWED = 0x7fff0000, FILTER_MODE = 2,
	LANDLOCK_CREATE = 444, LANDLOCK_ADD, LANDLOCK_RESTRICT,
	LANDLOCK_VERSION = 1, LANDLOCK_BENEATH = 1, LANDLOCK_READ_FILE = 4,
	CAPABILITY_VERSION = 0x20080522
};

struct step {
	uint16_t code;
	uint8_t skip, skip_else;	/* steps, after STEP_IF */
	uint32_t value;
};
_Static_assert(sizeof(struct step) == 8, "sock_filter");

/*
 * The system calls there are once portal serves; any other ends the process.
 * C libraries differ in which they use for the same thing. An argument, where
 * one is named, has to have that value under its mask: so nothing connects,
 * not even by sendto(2), and no listener is shut down; but the arguments of
 * socketcall(2), which i386, s390x, PowerPC and MIPS may use, cannot be seen.
 */
#define ALWAYS(call)	{ call, 0, 0, 0, 0 }
#define LISTED(call)	{ call, 1, 0, 0, 0 }	/* to read the list again */
#define ONLY(call, argument, value) \
	{ call, 0, argument, ~0U, (uint32_t)(value) }
#define INNER(call)	ONLY(SYS_socketcall, 0, call)
static const struct call {
	long number;
	uint8_t listed;			/* only if there is an allowlist */
	uint8_t argument;
	uint32_t mask, value;
} calls[] = {
	ALWAYS(SYS_accept4), ALWAYS(SYS_recvfrom),
	ONLY(SYS_sendto, 3, SEND_FLAGS), ONLY(SYS_sendto, 3, MSG_DONTWAIT),
	ONLY(SYS_shutdown, 1, SHUT_WR), ALWAYS(SYS_close),
	ALWAYS(SYS_epoll_pwait), ALWAYS(SYS_epoll_ctl),
	ALWAYS(SYS_getpeername), ONLY(SYS_getsockopt, 2, IPV6_MULTICAST_IF),
	ONLY(SYS_getsockopt, 2, IP_PKTOPTIONS),
	ALWAYS(SYS_read), ALWAYS(SYS_write), ALWAYS(SYS_exit_group),
	ALWAYS(SYS_restart_syscall),	/* of a poll, after SIGCONT */
	{ SYS_openat, 1, 2, ~(uint32_t)O_LARGEFILE, FILE_FLAGS },
	LISTED(SYS_statx),		/* 32 bits; mips64 */
#ifdef SYS_epoll_wait
	ALWAYS(SYS_epoll_wait), ALWAYS(SYS_poll),
#endif
#ifdef SYS_fstat		/* all but 32-bit RISC-V */
	LISTED(SYS_fstat), ALWAYS(SYS_ppoll),
#endif
#ifdef SYS_newfstatat
	LISTED(SYS_newfstatat),
#elif defined SYS_fstat64	/* 32 bits */
	LISTED(SYS_fstat64),
#endif
#ifdef SYS_clock_gettime	/* where the kernel does not map it in */
	ALWAYS(SYS_clock_gettime),
#elif defined SYS_clock_gettime32	/* the same, as musl names it */
	ALWAYS(SYS_clock_gettime32),
#endif
#ifdef SYS_clock_gettime64	/* 32 bits, after 2038 */
	ALWAYS(SYS_clock_gettime64), ALWAYS(SYS_ppoll_time64),
#endif
#ifdef SYS_recv
	ALWAYS(SYS_recv), ONLY(SYS_send, 3, SEND_FLAGS),
	ONLY(SYS_send, 3, MSG_DONTWAIT),
#endif
#ifdef SYS_socketcall		/* its call has a number of its own: */
	INNER(7), INNER(9), INNER(10),	/* getpeername, send, recv */
	INNER(11), INNER(12), INNER(13),	/* sendto, recvfrom, shutdown */
	INNER(15), INNER(18),		/* getsockopt, accept4 */
#endif
};
#undef ALWAYS
#undef LISTED
#undef ONLY
#undef INNER

/* Has the kernel end the process at any other call. False: it cannot. */
static int
sandbox_filter(int listed)
{
	static struct step steps[5 + 6 * ARRAY_LEN(calls)];
	/* To the kernel an ARM is little-endian, whichever it is. */
	const uint32_t big = htons(1) == 1, machine = MACHINE |
	    (sizeof(long) == 8 ? 0x80000000U : 0) |
	    (big && MACHINE != 40 && MACHINE != 183 ? 0 : 0x40000000U);
	const struct call *c;
	struct step *s = steps;
	struct {
		unsigned short n;
		struct step *steps;
	} program = { 0, steps };

	*s++ = (struct step){ STEP_LOAD, 0, 0, CALL_MACHINE };
	*s++ = (struct step){ STEP_IF, 1, 0, machine };
	*s++ = (struct step){ STEP_RETURN, 0, 0, SANDBOX_REFUSAL };
	for (c = calls; c < calls + ARRAY_LEN(calls); c++) {
		if (c->listed && !listed)
			continue;
		*s++ = (struct step){ STEP_LOAD, 0, 0, CALL_NUMBER };
		*s++ = (struct step){ STEP_IF, 0, c->mask != 0 ? 4 : 1,
		    (uint32_t)c->number };
		/* No load in vain: Linux skips filters that only ask this. */
		if (c->mask != 0) {
			*s++ = (struct step){ STEP_LOAD, 0, 0, CALL_ARGUMENTS +
			    8U * c->argument + 4 * big };
			*s++ = (struct step){ STEP_AND, 0, 0, c->mask };
			*s++ = (struct step){ STEP_IF, 0, 1, c->value };
		}
		*s++ = (struct step){ STEP_RETURN, 0, 0, CALL_ALLOWED };
	}
	*s++ = (struct step){ STEP_RETURN, 0, 0, SANDBOX_REFUSAL };
	program.n = (unsigned short)(s - steps);
	errno = ENOSYS;
	return MACHINE != 0 &&
	    prctl(PR_SET_SECCOMP, FILTER_MODE, &program, 0, 0) == 0;
}

/*
 * From here on no file can be opened but to read, below the folder that the
 * list lies in. False: the kernel cannot do that.
 */
static int
sandbox_landlock(const char *list)
{
	uint64_t files;		/* every right there is, by version */
	struct {
		uint64_t allowed;
		int32_t folder;
	} beneath = { LANDLOCK_READ_FILE, -1 };
	long version, done, to;
	char folder[PATH_MAX];

	errno = ENOSYS;
	version = MACHINE == 0 ? -1 : syscall(CALLS_FROM + LANDLOCK_CREATE,
	    NULL, 0, LANDLOCK_VERSION);
	files = version >= 5 ? 0xffff : version >= 3 ? 0x7fff :
	    version == 2 ? 0x3fff : 0x1fff;
	to = version < 1 ? -1 : syscall(CALLS_FROM + LANDLOCK_CREATE, &files,
	    sizeof files, 0);
	if (to == -1)
		return 0;
	if (list != NULL && realpath(list, folder) != NULL) {
		strrchr(folder, '/')[1] = '\0';
		beneath.folder = open(folder, O_PATH | O_CLOEXEC);
		/* Where this fails a reload does, and the caller says so. */
		(void)syscall(CALLS_FROM + LANDLOCK_ADD, to, LANDLOCK_BENEATH,
		    &beneath, 0);
		(void)close(beneath.folder);
	}
	done = syscall(CALLS_FROM + LANDLOCK_RESTRICT, to, 0);
	(void)close((int)to);
	return done == 0;
}

struct user {
	uid_t uid;
	gid_t gid;
};

/*
 * Gives up every privilege there is, for good, in this order: limits, groups,
 * gid, uid, capabilities, no_new_privs, Landlock, seccomp. A kernel may lack
 * the last two; that is said. Without one of the others portal does not go on.
 */
static void
sandbox_enter(const struct user *user, const char *list)
{
	struct {
		uint32_t version;
		int pid;
	} self = { CAPABILITY_VERSION, 0 };
	uint32_t none[2][3] = { { 0 } };	/* effective, permitted, ... */
	const struct rlimit zero = { 0, 0 };

	/* No limit on the size of files: the log may be one. */
	if (setrlimit(RLIMIT_NPROC, &zero) == -1 ||
	    setrlimit(RLIMIT_CORE, &zero) == -1)
		die(EXIT_SYSTEM, "cannot lower limits: %s", cause());
	if (user != NULL && ((user->uid != geteuid() &&
	    (setgroups(0, NULL) == -1 ||
	    setresgid(user->gid, user->gid, user->gid) == -1)) ||
	    setresuid(user->uid, user->uid, user->uid) == -1))
		die(EXIT_SYSTEM, "-U: cannot become that user; only root can: "
		    "%s", cause());
	if (syscall(SYS_capset, &self, none) == -1 ||
	    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == -1)
		die(EXIT_SYSTEM, "cannot drop capabilities: %s", cause());
	if (!sandbox_landlock(list))
		say("sandbox: no Landlock: %s", cause());
	if (!sandbox_filter(list != NULL))
		say("sandbox: no seccomp: %s", cause());
}

/* ---- 9. Ruleset ---------------------------------------------------------- */

static struct portal_entry login;	/* of -u, if its host is an address */
static unsigned login_port;

/* The argument of an option as a number in a range. */
static unsigned
number(int option, const char *text, unsigned min, unsigned max)
{
	unsigned long n;
	char *end;

	n = strtoul(text, &end, 10);
	if (!isdigit((uint8_t)*text) || *end != '\0' || n < min || n > max)
		die(EXIT_INPUT, "-%c: not a number from %u to %u: %s", option,
		    min, max, text);
	return (unsigned)n;
}

/* The elements of a set of the ruleset: of count entries those of one kind. */
static void
ruleset_elements(const struct portal_entry *e, size_t count, int kind)
{
	const char *before = "\t\telements = {\n";
	char text[PORTAL_ENTRY_MAX];

	for (; count > 0; count--, e++)
		if (e->key.kind == kind) {
			portal_entry_text(e, text);
			(void)printf("%s\t\t\t%s,\n", before, text +
			    (kind >= PORTAL_TO4 ? 3 : 0));
			before = "";
		}
	(void)printf("%s", *before != '\0' ? "" : "\t\t}\n");
}

/*
 * What -n prints. $g: the guests' interfaces, quoted; $p: the port; $0 to $4:
 * the list's elements of that kind; $5 and $6: the login page's; $u: its port;
 * $w: the ports that are sent here.
 */
static const char ruleset[] =
"# portal " PORTAL_VERSION ": the firewall for guests on $g.\n"
"# Load: portal -n ... | nft -f -    again after each change of the list.\n"
"# Remove: nft delete table inet portal_$p\n"
"# One list for all of them; a network with its own list wants its own port.\n"
"# fw4, ufw and Docker drop as before: let guests in by ICMPv6, and to ports\n"
"# 53, 67, 123, 547 and $p there, and out to the world.\n"
"# Taken off the list, a client is cut off by the next load, but not where\n"
"# flows are offloaded, in software too: conntrack -D -s ADDRESS ends those.\n"
"# A printer or camera here answers others only if it is on the list. A MAC\n"
"# is the last hop's: behind a repeater or router, list prefixes.\n"
"# No guest reaches more of this router. For an administrator, after a load:\n"
"# nft insert rule inet portal_$p input ether saddr MAC accept\n"
"# On one bridge guests meet unrouted, and a login server there. If Docker\n"
"# changed that: sysctl net.bridge.bridge-nf-call-iptables=0, -ip6tables=0.\n"
"table inet portal_$p\n"
"delete table inet portal_$p\n"
"table inet portal_$p {\n"
"	set guests { type ifname; elements = { $g }; }\n\n"
"	set allow4 { type ipv4_addr; flags interval; auto-merge\n$0	}\n\n"
"	set allow6 { type ipv6_addr; flags interval; auto-merge\n$1	}\n\n"
"	set allow_mac { type ether_addr\n$2	}\n\n"
"	set to4 { type ipv4_addr; flags interval; auto-merge\n$3	}\n\n"
"	set to6 { type ipv6_addr; flags interval; auto-merge\n$4	}\n\n"
"	set login4 { type ipv4_addr; flags interval; auto-merge\n$5	}\n\n"
"	set login6 { type ipv6_addr; flags interval; auto-merge\n$6	}\n\n"
"	chain open {	# to everybody, whole: \"to\" lines elsewhere\n"
"		ip daddr @to4 accept\n"
"		ip6 daddr @to6 accept\n"
"	}\n\n	chain login {	# its port alone, whatever DNAT makes of it\n"
"		meta l4proto tcp ct original proto-dst $u goto login_host\n"
"	}\n\n	chain login_host {\n"
"		ct original ip daddr @login4 accept\n"
"		ct original ip6 daddr @login6 accept\n"
"		ct original ip daddr @to4 accept\n"
"		ct original ip6 daddr @to6 accept\n"
"	}\n\n	chain allowed {\n"
"		ether saddr @allow_mac accept\n"
"		ip saddr @allow4 accept\n"
"		ip6 saddr @allow6 accept\n"
"	}\n\n	chain refuse {	# at once: HTTPS, QUIC, DoH\n"
"		meta l4proto tcp reject with tcp reset\n"
"		reject with icmpx type admin-prohibited\n"
"	}\n\n	chain web {	# the listed first: else a 421 for ever\n"
"		jump allowed\n"
"		jump login\n"
"		fib daddr type != local jump open\n"
"		meta l4proto tcp redirect to :$p\n"
"	}\n\n	chain source {	# no guest speaks in the name of others\n"
"		type filter hook prerouting priority filter - 1;\n"
"		iifname @guests ip6 saddr :: accept\n"
"		iifname @guests fib saddr . iif oif missing drop\n"
"	}\n\n	chain prerouting {\n"
"		type nat hook prerouting priority dstnat - 1; policy accept;\n"
"		iifname @guests tcp dport $w jump web\n"
"	}\n\n	chain forward {	# each packet, whoever began its flow\n"
"		type filter hook forward priority filter - 1; policy accept;\n"
"		iifname != @guests accept\n"
"		ct state related ct original ip saddr @allow4 accept\n"
"		ct state related ct original ip6 saddr @allow6 accept\n"
"		ct state related jump login_host\n"
"		jump open\n"
"		jump login\n"
"		jump allowed\n"
"		goto refuse\n"
"	}\n\n	chain input {	# the same for all guests, listed or not\n"
"		type filter hook input priority filter - 1; policy accept;\n"
"		ct state established,related accept\n"
"		iifname != @guests iifname != \"lo\" tcp dport $p drop\n"
"		iifname != @guests accept\n"
"		meta l4proto { icmp, igmp, icmpv6 } accept\n"
"		udp dport { 67, 547 } accept\n"
"		jump login\n"
"		fib daddr type local fib daddr . iif type != local "
    "goto refuse\n"
"		tcp dport { 53, $p } accept\n"
"		udp dport { 53, 123 } accept\n"
"		goto refuse\n"
"	}\n}\n";

/* The interfaces of -n, quoted, as the elements of a set. */
static const char *
ruleset_guests(void)
{
	static char guests[2 * LOG_BYTES];
	char name[IF_NAMESIZE];
	const char *p = opt['n'];
	size_t n, all = 0;

	for (;; p += n + 1) {
		n = strcspn(p, ",");
		if (n == 0 || n >= sizeof name || all + n + 5 > sizeof guests ||
		    strcspn(p, "\"\\/*\n\t ") < n)
			die(EXIT_INPUT, "-n: no name of an interface: %s "
			    "(several: commas between, no space)", p);
		(void)snprintf(name, sizeof name, "%.*s", (int)n, p);
		if (if_nametoindex(name) == 0)
			say("-n: no interface has this name yet: %s", name);
		all += (size_t)snprintf(guests + all, sizeof guests - all,
		    "%s\"%s\"", p == opt['n'] ? "" : ", ", name);
		if (p[n] == '\0')
			return guests;
	}
}

/* All that -n prints. Guests are sent to the port of all listeners. */
static void
ruleset_print(void)
{
	unsigned port = ntohs(listeners[0].at.ip4.sin_port);
	const char *guests = ruleset_guests(), *p;
	union address *at;
	int i;

	for (i = 0; i < listeners_count; i++) {
		at = &listeners[i].at;
		if (port == 0 || port != ntohs(at->ip4.sin_port) ||
		    key_of(at).addr[0] == 127 ||
		    (at->any.sa_family == AF_INET6 &&
		    IN6_IS_ADDR_LOOPBACK(&at->ip6.sin6_addr)))
			die(EXIT_INPUT, "-n: guests have to reach each -l, all "
			    "at one port, not 0: %s", address_text(at));
	}
	for (p = ruleset; *p != '\0'; p++)
		if (*p != '$')
			(void)putchar(*p);
		else if (*++p == 'g')
			(void)printf("%s", guests);
		else if (*p >= '0' && *p <= '4')
			ruleset_elements(allowed->entries, allowed->count,
			    *p - '0');
		else if (*p == '5' || *p == '6')
			ruleset_elements(&login, 1, *p - '5');
		else if (*p == 'w')
			(void)printf(opt['S'] != NULL ? "{ 80, 443 }" : "80");
		else
			(void)printf("%u", *p == 'p' ? port : login_port);
}

/* ---- 10. Options, start, signals, main ----------------------------------- */

static const char usage[] =
    "usage: portal -u URL [-a FILE] [-l [ADDR]:PORT]... [options]\n"
    "  -u URL      the login page people are sent to (http or https)\n"
    "  -a FILE     allowlist\n"
    "  -l A:P      listen address, repeatable; [::]:8511 (both families) if\n"
    "              none is given; port 0 picks a free one\n"
    "  -L LANGS    languages of the built-in page, the main one first: en\n"
    "              (default), fr, de, es, it, pt, nl, pl, ja, zh, ar\n"
    "  -p FILE     a page of your own instead, sent as it is\n"
    "  -d SECONDS  delay of the page's refresh (10); \"no\" leaves it out\n"
    "  -r          answer phones' connectivity probes with a constant 302\n"
    "  -S          with -n: strangers' https (port 443) is sent here, too,\n"
    "              and refused in a way that browsers take for a portal\n"
    "  -c N        unfinished requests held at once (4000)\n"
    "  -k N        of these, per device (64)\n"
    "  -w SECONDS  a client has to finish its request (10)\n"
    "  -U USER     become USER after binding\n"
    "  -R          listeners share their ports (one process a core)\n"
    "  -n IF[,IF]  print an nftables ruleset for guests on these interfaces,\n"
    "              and exit\n"
    "  -q WHO      say whether this address or MAC is on the list, and by\n"
    "              which line; exit 0 if it is, 3 if not\n"
    "  -t          check options, page and allowlist, and exit\n"
    "  -v          log each answer\n"
    "  -h, --help, -V, --version\n";

/* What was printed has to arrive. Returns the exit status. */
static int
out_end(int status)
{
	if (fflush(stdout) != 0 || ferror(stdout))
		die(EXIT_SYSTEM, "cannot write: %s", cause());
	return status;
}

/* [ADDR]:PORT; no ADDR means both families, an IPv6 one wants its brackets. */
static void
listen_parse(const char *text)
{
	union address *a = &listeners[listeners_count].at;
	struct portal_key key;
	unsigned port = UINT_MAX;

	if (listeners_count == LISTENERS_MAX)
		die(EXIT_INPUT, "-l: more than %d", LISTENERS_MAX);
	if (authority_parse(text, strlen(text), &key, &port) != NULL ||
	    (key.kind == PORTAL_KINDS && *text != ':') || port > UINT16_MAX)
		die(EXIT_INPUT, "-l: not ADDR:PORT or [ADDR]:PORT: %s", text);
	a->any.sa_family = key.kind == PORTAL_IP4 ? AF_INET : AF_INET6;
	a->ip4.sin_port = htons((uint16_t)port);
	if (key.kind == PORTAL_IP4)
		memcpy(&a->ip4.sin_addr, key.addr, 4);
	else	/* without ADDR that is all zero */
		memcpy(&a->ip6.sin6_addr, key.addr, 16);
	listeners[listeners_count++].fd = -1;
}

/* Listeners that a service manager passes: sd_listen_fds(3). */
static void
listen_passed(void)
{
	const char *pid = getenv("LISTEN_PID"), *fds = getenv("LISTEN_FDS");
	int fd;

	if (pid == NULL || fds == NULL || strtol(pid, NULL, 10) != getpid())
		return;
	for (fd = 3; fd - 3 < strtol(fds, NULL, 10); fd++) {
		if (listeners_count == LISTENERS_MAX)
			die(EXIT_INPUT, "over %d listeners", LISTENERS_MAX);
		listeners[listeners_count++].fd = fd;
	}
}

/* As getopt(3) would, with --help: -rv, -c8 and -c 8 are all right. */
static void
options_read(int argc, char **argv)
{
	const char *a, *value;
	int i;

	for (i = 1; i < argc; i++) {
		a = strcmp(argv[i], "--help") == 0 ? "-h" :
		    strcmp(argv[i], "--version") == 0 ? "-V" : argv[i];
		if (a[0] != '-' || a[1] == '\0' || a[1] == '-')
			die(EXIT_INPUT, "not an option: %s (portal -h tells "
			    "them; a login page wants -u before it, several "
			    "interfaces commas between them)", a);
		while (*++a != '\0' && strchr("rSRtvhV", *a) != NULL)
			opt[(uint8_t)*a] = "";
		if (*a == '\0')
			continue;
		if (strchr("ualLpdckwUnq", *a) == NULL)
			die(EXIT_INPUT, "no option: -%c (portal -h tells them)",
			    *a);
		if (a[1] == '\0' && ++i == argc)
			die(EXIT_INPUT, "-%c: its argument is missing", *a);
		value = a[1] != '\0' ? a + 1 : argv[i];
		if (*a == 'l')
			listen_parse(value);
		else if (opt[(uint8_t)*a] != NULL)
			die(EXIT_INPUT, "-%c is given twice", *a);
		else
			opt[(uint8_t)*a] = value;
	}
	listen_passed();
	if (listeners_count == 0)
		listen_parse(DEFAULT_LISTEN);
	if (opt['c'] != NULL)
		conns_limit = number('c', opt['c'], 1, CONNS_MAX);
	if (opt['k'] != NULL)
		device_limit = number('k', opt['k'], 1, CONNS_MAX);
	if (opt['w'] != NULL)
		queue_ms[QUEUE_HEAD] = 1000 *
		    number('w', opt['w'], 1, WAIT_S_MAX);
	list_path = opt['a'];
	verbose = opt['v'] != NULL;
}

/*
 * Reads a whole file of max octets at most into to. Returns its size; -1, and
 * says why, if it is none, cannot be read, or changes meanwhile.
 */
static ssize_t
file_read(const char *path, void *to, size_t max)
{
	struct stat before, after;
	int fd = openat(AT_FDCWD, path, FILE_FLAGS), good = 0;
	ssize_t n = 0;

	/*
	 * Only a write of a later tick shows in the time of the last one. (The
	 * inode's own time changes as well when a new list takes its name.)
	 */
	if (fd == -1 || fstat(fd, &before) == -1 ||
	    (S_ISREG(before.st_mode) && (poll(NULL, 0, TICK_MS) == -1 ||
	    (n = read(fd, to, max)) == -1 || fstat(fd, &after) == -1)))
		say("%s: %s%s", path, cause(), errno == EACCES && list_at > 0 ?
		    "; if it is not in the folder that portal may read since "
		    "it started, restart portal" : "");
	else if (!S_ISREG(before.st_mode))
		say("%s: not a regular file", path);
	else if (before.st_size > (off_t)max)
		say("%s: larger than %zu octets", path, max);
	else if (n != before.st_size || n != after.st_size ||
	    before.st_mtim.tv_sec != after.st_mtim.tv_sec ||
	    before.st_mtim.tv_nsec != after.st_mtim.tv_nsec)
		say("%s: changed while it was read; replace it by rename",
		    path);
	else
		good = 1;
	(void)close(fd);	/* of -1, too: that is harmless */
	return good ? n : -1;
}

/* Says which line is wrong, and how it would be right. */
static void
list_complain(const struct portal_list *list, enum portal_line line,
    const struct portal_entry *entry)
{
	static const char *const what[] = {
		[PORTAL_LINE_UNKNOWN] = "not an address, prefix or MAC",
		[PORTAL_LINE_BITS] = "not a prefix length, /0 to /32 or /128",
		[PORTAL_LINE_MAC] = "no client's MAC (zero, or a group's)",
		[PORTAL_LINE_FULL] = "one entry too many; split the network",
	};
	const char *wrong = what[line];
	char right[PORTAL_ENTRY_MAX];

	if (strncmp(list->text, "to ", 3) == 0 && line == PORTAL_LINE_UNKNOWN)
		wrong = "not an address or prefix (no name, port or URL)";
	if (strncmp(list->text, "??", 2) == 0)
		wrong = "not UTF-8 (UTF-16?); save it as that";
	if (line == PORTAL_LINE_HOST_BITS) {
		portal_entry_text(entry, right);
		say("%s:%u: host bits are set in %s; %s?", list_path,
		    list->line, list->text, right);
	} else
		say("%s:%u: %s: %s", list_path, list->line, wrong, list->text);
}

/* Reads the allowlist into list. False, and says why, if it is not one. */
static int
list_load(struct portal_list *list)
{
	static char text[ALLOW_BYTES_MAX];
	struct portal_entry entry;
	enum portal_line line;
	ssize_t n = file_read(list_path, text, sizeof text);

	if (n == -1)
		return 0;
	line = portal_list_parse(list, text, (size_t)n, &entry);
	if (line != PORTAL_LINE_ENTRY)
		list_complain(list, line, &entry);
	return line == PORTAL_LINE_ENTRY;
}

static void
list_say(const char *did)
{
	const uint32_t *kinds = allowed->kinds, ip4 = kinds[PORTAL_IP4],
	    ip6 = kinds[PORTAL_IP6], mac = kinds[PORTAL_MAC],
	    to = kinds[PORTAL_TO4] + kinds[PORTAL_TO6];

	say("%s: %s%u entries: %u IPv4, %u IPv6, %u MAC, %u destinations",
	    list_path, did, ip4 + ip6 + mac + to, ip4, ip6, mac, to);
	if (allowed->count == 0)
		say("%s: nothing is on it: everybody is a stranger", list_path);
	list_at = clock_ms();
	differ_said = 0;
}

/*
 * After SIGHUP: the new list is in force, or the old one stays. The next one
 * waits as long as this one took, so that no storm of signals keeps the guests
 * waiting.
 */
static uint64_t
list_reload(void)
{
	struct portal_list *spare = allowed == allow ? &allow[1] : allow;
	uint64_t begin = clock_ms();

	if (list_path == NULL)
		say("no list to reload: there was no -a");
	else if (list_load(spare)) {
		allowed = spare;
		list_say("reloaded, ");
	} else
		say("%s: the old list stays, as of the last good load",
		    list_path);
	return 2 * clock_ms() - begin;
}

/* -q: what the list says of one client. Returns the exit status. */
static int
list_query(const char *who)
{
	const struct portal_entry *found;
	struct portal_entry asked;
	char text[PORTAL_ENTRY_MAX];

	if (portal_entry_parse(who, &asked) != PORTAL_LINE_ENTRY ||
	    asked.key.kind >= PORTAL_TO4 ||
	    asked.bits != kind_bits[asked.key.kind])
		die(EXIT_INPUT, "-q: not an address or MAC: %s", who);
	found = portal_list_find(allowed, &asked.key);
	if (found == NULL) {
		(void)printf("stranger: %s is not on the list%s\n", who,
		    list_path == NULL ? ": there was no -a" : "");
		return EXIT_STRANGER;
	}
	portal_entry_text(found, text);
	(void)printf("allowed: %s by %s:%u: %s\n", who, list_path, found->line,
	    text);
	return 0;
}

/* SIGUSR1: one line, for people and for scripts. */
static void
counters_say(void)
{
	char line[LOG_BYTES];		/* there is room for 20 digits each */
	size_t n = 0;
	int i;

	for (i = 0; i < WHYS; i++)
		n += (size_t)snprintf(line + n, sizeof line - n, " %s=%llu",
		    why_name[i], (unsigned long long)why_count[i]);
	for (i = PORTAL_511; i < PORTAL_ANSWERS; i++)
		n += (size_t)snprintf(line + n, sizeof line - n, " %s=%llu",
		    answers[i].name, (unsigned long long)answer_count[i]);
	say("counters accepted=%llu%s held=%u peak=%u list=%u list_age=%llu",
	    (unsigned long long)accepted, line, held, held_peak,
	    allowed->count, list_path == NULL ? 0 :
	    (unsigned long long)(clock_ms() - list_at) / 1000);
}

/* Builds the answers; a page of the operator's own is read whole. */
static void
answers_load(void)
{
	static char text[PORTAL_PAGE_MAX + 1];	/* ends in NUL */
	const char *url = opt['u'], *page = opt['p'], *wrong, *p;
	const char *codes = opt['L'] != NULL ? opt['L'] : "en";
	int delay = opt['d'] == NULL ? 10 : strcmp(opt['d'], "no") == 0 ? -1 :
	    (int)number('d', opt['d'], 0, DELAY_S_MAX);
	ssize_t n = 0;

	if (url == NULL)
		die(EXIT_INPUT, "-u: the login page is missing (portal -h "
		    "tells the options)");
	wrong = portal_url_parse(url, &login.key, &login_port);
	if (wrong != NULL)
		die(EXIT_INPUT, "-u: %s: %s", wrong, url);
	if (login.key.kind != PORTAL_KINDS)
		login.bits = kind_bits[login.key.kind];
	else if (allowed->kinds[PORTAL_TO4] + allowed->kinds[PORTAL_TO6] == 0)
		say("-u names a host, which opens no way: guests reach it by a "
		    "\"to\" line for its address, or by an address in -u");
	if (page != NULL && (opt['L'] != NULL || opt['d'] != NULL))
		die(EXIT_INPUT, "-p: the page is sent as it is; -L and -d are "
		    "of the built-in one");
	if (page != NULL &&
	    (n = file_read(page, text, PORTAL_PAGE_MAX)) == -1)
		exit(EXIT_INPUT);
	/* What stands behind "&" in a URL is "&amp;" in a page. */
	for (p = text; *p != '\0' && strncmp(p, url, strcspn(url, "&")); p++)
		;
	if (page != NULL && *p == '\0')
		say("%s: no link to the login page is in it: %s", page, url);
	wrong = portal_answers_build(&fixed, url, codes, delay,
	    page != NULL ? text : NULL, (size_t)n);
	if (wrong != NULL)
		die(EXIT_INPUT, "%s%s: %s", page != NULL ? "" : "-L ",
		    page != NULL ? page : codes, wrong);
}

static int
set(int fd, int level, int name, int value)
{
	return setsockopt(fd, level, name, &value, sizeof value);
}

/*
 * Where IPv6 is switched off, both families means the one there is. At boot an
 * address may not be there yet: IP_FREEBIND waits for it.
 */
static int
listen_open(union address *a)
{
	int fd = socket(a->any.sa_family, SOCK_STREAM | SOCKET_FLAGS, 0);
	int bound;

	if (fd == -1 && errno == EAFNOSUPPORT && a->any.sa_family == AF_INET6 &&
	    IN6_IS_ADDR_UNSPECIFIED(&a->ip6.sin6_addr)) {
		say("no IPv6 here: %s is IPv4 alone", address_text(a));
		a->any.sa_family = AF_INET;	/* the port stays there */
		a->ip4.sin_addr.s_addr = 0;
		fd = socket(AF_INET, SOCK_STREAM | SOCKET_FLAGS, 0);
	}
	if (fd == -1)
		die(EXIT_SYSTEM, "cannot listen on %s: %s", address_text(a),
		    cause());
	(void)set(fd, IPPROTO_IPV6, IPV6_V6ONLY, 0);	/* if it is IPv6 */
	(void)set(fd, SOL_SOCKET, SO_REUSEADDR, 1);	/* or bind fails */
	(void)set(fd, SOL_SOCKET, SO_REUSEPORT, opt['R'] != NULL);
	bound = bind(fd, &a->any, sizeof *a);
	if (bound == -1 && errno == EADDRNOTAVAIL &&
	    set(fd, IPPROTO_IP, IP_FREEBIND, 1) == 0) {
		say("%s: no interface has this address yet", address_text(a));
		bound = bind(fd, &a->any, sizeof *a);
	}
	if (bound == -1 || listen(fd, BACKLOG) == -1)
		die(EXIT_SYSTEM, "cannot listen on %s: %s%s", address_text(a),
		    cause(),
		    errno == EACCES ? "; start it as root, with -U USER" :
		    errno == EINVAL ? "; a link-local address will not do" :
		    errno == EADDRINUSE ? "; ss -ltnp says by whom (-R shares "
		    "it)" : "");
	return fd;
}

/* What connections inherit. Service is possible without. */
static const struct {
	int level, name, value;
} trait[] = {
	/* A client shows up with its first octets: the first recv has them. */
	{ IPPROTO_TCP, TCP_DEFER_ACCEPT, DEFER_S },
	/* The end of a page of several segments waits for nothing. */
	{ IPPROTO_TCP, TCP_NODELAY, 1 },
	/* Who acknowledges nothing does not stay with the kernel for long. */
	{ IPPROTO_TCP, TCP_USER_TIMEOUT, SEND_MS },
	/* Who holds a connection costs the kernel no more than this. */
	{ SOL_SOCKET, SO_RCVBUF, SOCKET_BYTES },
	{ SOL_SOCKET, SO_SNDBUF, SOCKET_BYTES },
	{ IPPROTO_IP, IP_PKTINFO, 1 },		/* for arrival_interface */
};

static void
listen_begin(int i)
{
	union address *at = &listeners[i].at;
	socklen_t n = sizeof *at, listens_n = sizeof(int);
	struct portal_key own;
	int fd = listeners[i].fd, listens;
	unsigned k;

	if (fd == -1)
		fd = listeners[i].fd = listen_open(at);
	for (k = 0; k < ARRAY_LEN(trait); k++)
		(void)set(fd, trait[k].level, trait[k].name, trait[k].value);
	if (fcntl(fd, F_SETFL, O_NONBLOCK) == -1 ||
	    fcntl(fd, F_SETFD, FD_CLOEXEC) == -1 ||
	    getsockname(fd, &at->any, &n) == -1 ||
	    (at->any.sa_family != AF_INET && at->any.sa_family != AF_INET6) ||
	    getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listens, &listens_n) ==
	    -1 || !listens)
		die(EXIT_INPUT, "descriptor %d, passed by LISTEN_FDS, is no "
		    "listening socket of IPv4 or IPv6", fd);
	if (watch(fd, EPOLLIN, EVENT_LISTENER, (uint32_t)i) == -1)
		die(EXIT_SYSTEM, "cannot watch a listener: %s", cause());
	own = key_of(at);
	if (login_port == ntohs(at->ip4.sin_port) &&
	    (memcmp(&login.key, &own, sizeof own) == 0 ||
	    memcmp(own.addr, (const uint8_t[16]){ 0 }, 16) == 0))
		say("-u has this server's own port: if it is this server, "
		    "nobody can sign in at %s", opt['u']);
}

/* As many descriptors as the table may need; else a smaller table. */
static void
limits_fit(void)
{
	unsigned all = conns_limit + RESERVED_FDS;
	struct rlimit limit;

	(void)getrlimit(RLIMIT_NOFILE, &limit);		/* cannot fail, */
	if (limit.rlim_cur < all)
		limit.rlim_cur = limit.rlim_max < all ? limit.rlim_max : all;
	(void)setrlimit(RLIMIT_NOFILE, &limit);		/* nor can this */
	if (limit.rlim_cur < all)
		say("ulimit -n is low: raise it to %u for all of -c", all);
	if (limit.rlim_cur <= RESERVED_FDS)
		die(EXIT_SYSTEM, "too few descriptors for one connection");
	conns_limit = (unsigned)min_size(conns_limit,
	    (size_t)limit.rlim_cur - RESERVED_FDS);
	say("holds %u unfinished requests, %u per device, in at most %u "
	    "descriptors and %u KiB", conns_limit, device_limit,
	    conns_limit + RESERVED_FDS,
	    (unsigned)(conns_limit * CONN_BYTES / 1024));
}

/*
 * The user as /etc/passwd has it: getpwnam would bring in whatever the C
 * library is configured to ask. A line is name:password:uid:gid:...
 */
static struct user
user_find(const char *name)
{
	static char users[USERS_BYTES_MAX + 2];		/* ends in two NULs */
	unsigned long id[2] = { 0, 0 };
	size_t n = strlen(name), i;
	char *at = users;

	if (file_read("/etc/passwd", users, USERS_BYTES_MAX) == -1)
		exit(EXIT_INPUT);
	while (*at != '\0' && (strncmp(at, name, n) != 0 || at[n] != ':'))
		at += strcspn(at, "\n") + 1;
	at[strcspn(at, "\n")] = '\0';
	at += *at == '\0' ? 0 : n + 1;
	at += strcspn(at, ":");
	for (i = 0; i < 2 && *at == ':' && isdigit((uint8_t)at[1]); i++)
		id[i] = strtoul(at + 1, &at, 10);
	/* The last number of all would mean: stay who you are. */
	if (i < 2 || *at != ':' || id[0] >= UINT32_MAX || id[1] >= UINT32_MAX)
		die(EXIT_INPUT, "-U: no such user in /etc/passwd (a number "
		    "will not do): %s", name);
	return (struct user){ (uid_t)id[0], (gid_t)id[1] };
}

/* With set, the signals that are blocked, and those that end it. */
static void
start(sigset_t *set, const struct user *user)
{
	int i, fd;

	/* GRND_NONBLOCK is 1: at boot an old kernel would make it wait. */
	if (syscall(SYS_getrandom, &kin_secret, sizeof kin_secret, 1) == -1)
		kin_secret = clock_ms();
	limits_fit();
	slots_begin();
	(void)sigaddset(set, SIGTERM);
	(void)sigaddset(set, SIGINT);
	(void)sigprocmask(SIG_BLOCK, set, NULL);
	(void)signal(SIGPIPE, SIG_IGN);		/* of the log, and if it is */
	(void)signal(SIGXFSZ, SIG_IGN);		/* a file, of ulimit -f */
	/* NETLINK_ROUTE is 0. */
	netlink = socket(AF_NETLINK, SOCK_RAW | SOCKET_FLAGS, 0);
	if (netlink == -1)
		say("no neighbour table: %s: MACs on the list will not be "
		    "recognised here, and -k counts addresses", cause());
	signals = signalfd(-1, set, SFD_NONBLOCK | SFD_CLOEXEC);
	epoll = epoll_create1(EPOLL_CLOEXEC);
	if (signals == -1 || epoll == -1 ||
	    watch(signals, EPOLLIN, EVENT_SIGNAL, 0) == -1)
		die(EXIT_SYSTEM, "no epoll or signalfd: %s", cause());
	for (i = 0; i < listeners_count; i++)
		listen_begin(i);
	if ((user == NULL ? geteuid() : user->uid) == 0)
		say("running as root: -U USER gives that up");
	sandbox_enter(user, list_path);
	/* What do the reduced rights not reach? */
	fd = list_path == NULL ? -1 : openat(AT_FDCWD, list_path, FILE_FLAGS);
	if (list_path != NULL && fd == -1)
		say("%s: SIGHUP will not be able to read it: %s; let portal's "
		    "user read it", list_path, cause());
	(void)close(fd);	/* or there is none */
	now = clock_ms();
	for (i = 0; i < listeners_count; i++)
		say("listening on %s", address_text(&listeners[i].at));
}

/* SIGTERM: nobody new; what is in progress has the drain's time to end. */
static void
stop(void)
{
	int i, n;

	for (i = 0; i < listeners_count; i++) {
		/* Who waits in its queue is not new, and would be reset. */
		for (n = 0; n < BACKLOG && loop_accept((uint32_t)i); n++)
			;
		/* Who passed it may have it open still: close is not enough. */
		(void)epoll_ctl(epoll, EPOLL_CTL_DEL, listeners[i].fd, NULL);
		(void)close(listeners[i].fd);
	}
	listeners_count = 0;
	leave_at = now + queue_ms[QUEUE_DRAIN];
}

/* Serves until it is asked to end. */
static void
serve(void)
{
	static uint64_t last;	/* no reload before this time */
	int signal;

	while (leave_at == NEVER || (held > 0 && leave_at > now)) {
		signal = loop_turn();
		if (signal == SIGHUP)
			reload_at = last > now ? last : now;
		else if (signal == SIGUSR1)
			counters_say();
		else if (signal != 0 && leave_at != NEVER)
			return;		/* asked twice to end */
		else if (signal != 0)
			stop();
		if (listener_error != 0) {
			errno = listener_error;
			die(EXIT_SYSTEM, "a listener is dead: %s; restart "
			    "portal", cause());
		}
		if (now >= reload_at) {
			last = list_reload();
			reload_at = NEVER;
		}
	}
}

int
main(int argc, char **argv)
{
	struct user user = { 0, 0 };
	sigset_t set;

	/* Whoever has just changed the list must not end its first reading. */
	(void)sigemptyset(&set);
	(void)sigaddset(&set, SIGHUP);
	(void)sigaddset(&set, SIGUSR1);
	(void)sigprocmask(SIG_BLOCK, &set, NULL);
	options_read(argc, argv);
	if (opt['h'] != NULL || opt['V'] != NULL) {
		(void)printf("%s", opt['h'] != NULL ? usage :
		    "portal " PORTAL_VERSION "\n");
		return out_end(0);
	}
	if (list_path != NULL && !list_load(allowed))
		exit(EXIT_INPUT);
	if (opt['q'] != NULL)
		return out_end(list_query(opt['q']));
	answers_load();
	if (opt['n'] != NULL) {
		ruleset_print();
		return out_end(0);
	}
	if (opt['U'] != NULL)
		user = user_find(opt['U']);
	if (opt['t'] != NULL)
		log_fd = STDOUT_FILENO;
	say("answer of %u octets, %s", fixed.of[PORTAL_511].all,
	    fixed.of[PORTAL_511].all <= SEGMENT_BYTES ? "one segment" :
	    "more than the 1208 that fit any segment");
	if (list_path != NULL)
		list_say("");
	else
		say("no allowlist: everybody is a stranger");
	if (opt['t'] != NULL)
		return 0;
	start(&set, opt['U'] != NULL ? &user : NULL);
	serve();
	return 0;
}

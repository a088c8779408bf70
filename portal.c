/*
 * portal: the server at the edge of a network that says
 * 511 Network Authentication Required (RFC 6585 6).
 *
 * The gateway's firewall sends guests' plain-HTTP connections here. Who is
 * not on the allowlist gets one fixed page; who is on it is relayed to where
 * the connection was going. Nothing a client sends is ever part of an answer
 * or of a log line.
 *
 * Contents: grep -n '^/[*] ----' portal.c
 *
 * The life of a connection, states on the left, functions on the right:
 *
 *   accepted            loop_accept: accept4 tells the client's address
 *      |                who_is: asked once, of the kernel's facts
 *      |
 *      |- stranger      conn_read: the first recv is tried at once
 *      |     |          portal_request_feed: octets in, a decision out
 *      |     |- decided conn_answer, conn_send, conn_close: no epoll at all
 *      |     '- not yet conn_keep: a slot, a deadline, epoll
 *      |  QUEUE_HEAD    conn_read at each event; conn_expire: 408, or
 *      |                silence if it never spoke
 *      |  QUEUE_SEND    conn_send, when the client makes room
 *      |  QUEUE_DRAIN   conn_drain: octets that the answer did not wait for
 *      |
 *      '- allowed       relay_open: to its original destination
 *         QUEUE_CONNECT relay_event, when the origin has answered
 *         QUEUE_OPEN    relay_pump, both ways; QUEUE_HALF: one has ended
 *
 *   closed              conn_close, relay_close: always, and counted
 */

#define _GNU_SOURCE		/* accept4, splice */
#define _FILE_OFFSET_BITS 64	/* 32-bit glibc: no 2 GiB, no 2038 */
#define _TIME_BITS 64

#include <arpa/inet.h>
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <limits.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
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

#define CONNS		4096	/* unfinished requests held at once (-c) */
#define CONNS_MAX	16384	/* and the most that -c may ask for */
#define CLIENT_CONNS	64	/* of these, per client address (-k) */
#define HEAD_MS		10000	/* from accept to the end of the head (-w) */
#define RELAYS		1024	/* relayed connections at once (-s) */
#define RELAYS_MAX	4096	/* and the most that -s may ask for */

/* No option changes these: test builds shrink them, so that each is reached. */
#ifndef SEND_MS
#define SEND_MS		10000	/* for the client to take its answer */
#endif
#ifndef DRAIN_MS
#define DRAIN_MS	2000	/* for the rest of a request, once answered */
#endif
#ifndef DRAIN_BYTES_MAX
#define DRAIN_BYTES_MAX	(2 << 20)	/* of that rest; then it is cut */
#endif
#ifndef CONNECT_MS
#define CONNECT_MS	10000	/* for the origin to accept a relay */
#endif
#ifndef IDLE_MS
#define IDLE_MS		3600000	/* a relay without an octet */
#endif
#ifndef HALF_MS
#define HALF_MS		300000	/* the same, when one side has ended */
#endif
#ifndef ALLOW_MAX
#define ALLOW_MAX	131072	/* entries of the allowlist */
#endif
#ifndef ALLOW_BYTES_MAX
#define ALLOW_BYTES_MAX	(16 << 20)	/* of its file */
#endif
#ifndef LISTENERS_MAX
#define LISTENERS_MAX	16	/* -l and passed descriptors together */
#endif
#ifndef SANDBOX_REFUSAL		/* of a system call: ends the process */
#define SANDBOX_REFUSAL	0x80000000U	/* sanitizers need 0x7fff0000U */
#endif

#define RETRY_MS	10	/* before a failed accept4 is tried again */
#define WORD_BYTES	32	/* of a known word, with its NUL */
#define HEAD_BYTES_MAX	16384	/* request head in all (431) */
#define TARGET_BYTES_MAX 8192	/* RFC 9112 3 asks for lines of 8000 (414) */
#define METHOD_BYTES_MAX 64	/* (501) */
#define FIELDS_MAX	128	/* field lines (431) */
#define EMPTY_LINES_MAX	4	/* before the request line (400) */
#define BACKLOG		4096	/* the kernel cuts it to net.core.somaxconn */
#define DEFER_S		1	/* how long the kernel waits for an octet */
#define EVENTS		64	/* fetched by one epoll_wait */
#define INPUT_BYTES	16384	/* read by one recv */
#define KEPT_BYTES	16384	/* socket buffers of a client that waits */
#define SHARE_BYTES	262144	/* moved by a relay in one turn of the loop */
#define KEEPALIVE_S	300	/* quiet, before a relay's peers are probed */
#define PIPE_BYTES	131072	/* of what is under way in a relay */
#define PIPES_SPARE	16	/* kept open, empty, for the next user */
#define RELAY_FDS	6	/* two sockets, and a pipe each way at worst */
#define LOG_BYTES	512	/* a line of the log; well under PIPE_BUF */
#define RESERVED_FDS	32	/* listeners, epoll, log, list and some air */
#define SEGMENT_BYTES	1208	/* IPv6 minimum MTU less headers, timestamps */
#define WAIT_S_MAX	3600	/* -w */
#define DELAY_S_MAX	86400	/* -d */
#define HTML_BYTES_MAX	8192	/* the built-in page, all languages */
#define FILE_FLAGS	(O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
#define DEFAULT_LISTEN	"[::]:8511"
#define TLS_HANDSHAKE	0x16	/* first octet of a ClientHello */

#define ARRAY_LEN(a)	(sizeof(a) / sizeof((a)[0]))

_Static_assert(sizeof(struct portal_request) <= 24, "README: state of a head");
_Static_assert(sizeof(struct portal_entry) == 24, "README: an entry");
_Static_assert(CONNS_MAX + RELAYS_MAX < 65535, "slots have 16-bit indices");
_Static_assert(CONNS <= CONNS_MAX && RELAYS <= RELAYS_MAX, "room for both");
#ifdef __x86_64__
_Static_assert(sizeof(struct epoll_event) == 12, "a compiler that packs");
#endif

/* What no input can cause. Not assert(3): that brings stdio. */
static void
ensure(int hold)
{
	if (!hold)
		abort();
}

/* The smaller one; also where a proof has to see that it is the first. */
static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* The number that text begins with, UINT32_MAX at most; *end is behind it. */
static uint32_t
number_read(const char *text, const char **end)
{
	uint64_t n = 0;

	for (; *text >= '0' && *text <= '9'; text++) {
		n = n * 10 + (uint64_t)(*text - '0');
		if (n > UINT32_MAX)
			n = UINT32_MAX;
	}
	*end = text;
	return (uint32_t)n;
}

/* The digits of n, at least so many, up to end. Returns the first. */
static const char *
digits(char *end, uint64_t n, unsigned base, int least)
{
	do {
		*--end = "0123456789abcdef"[n % base];
		n /= base;
	} while (--least > 0 || n > 0);
	return end;
}

/*
 * What is used here of vsnprintf(3), which alone would be a sixth of a static
 * program: %s, %.*s, %c, %u, %d of what is not negative, %llu, %x and %02x.
 * What to has no room for is cut. Returns the octets before the NUL.
 */
static size_t
text_format(char *to, size_t max, const char *format, va_list args)
{
	char number[24] = "", *end = number + sizeof number - 1;
	const char *s;
	size_t n = 0, most;

	for (; *format != '\0'; format++) {
		most = max;
		switch (*format != '%' ? '\0' : *++format) {
		case 's':
			s = va_arg(args, const char *);
			break;
		case '.':
			most = va_arg(args, unsigned);
			s = va_arg(args, const char *);
			format += 2;
			break;
		case 'c':
			*(end - 1) = (char)va_arg(args, int);
			s = end - 1;
			break;
		case 'u': case 'd': case 'x':
			s = digits(end, va_arg(args, unsigned),
			    *format == 'x' ? 16 : 10, 1);
			break;
		case '0':
			s = digits(end, va_arg(args, unsigned), 16, 2);
			format += 2;
			break;
		case 'l':
			s = digits(end, va_arg(args, unsigned long long), 10,
			    1);
			format += 2;
			break;
		default:	/* an octet that stands for itself */
			s = format;
			most = 1;
		}
		most = least(strnlen(s, most), max - 1 - n);
		memcpy(to + n, s, most);
		n += most;
	}
	to[n] = '\0';
	return n;
}

static size_t __attribute__((format(printf, 3, 4)))
text_print(char *to, size_t max, const char *format, ...)
{
	va_list args;
	size_t n;

	va_start(args, format);
	n = text_format(to, max, format, args);
	va_end(args);
	return n;
}

/*
 * One line to stderr in one write; -t says the same to stdout. A reader of
 * the log that has stopped must not stop the server: then the line is lost.
 */
static int said_to = STDERR_FILENO;

static void __attribute__((format(printf, 1, 2)))
say(const char *format, ...)
{
	struct pollfd log = { .fd = said_to, .events = POLLOUT };
	char line[LOG_BYTES] = "portal: ";
	size_t n = strlen(line);
	va_list args;

	va_start(args, format);
	n += text_format(line + n, sizeof line - n - 1, format, args);
	va_end(args);
	line[n++] = '\n';
	if (poll(&log, 1, 0) == 1 && (log.revents & POLLOUT) != 0 &&
	    write(said_to, line, n) == -1)
		return;		/* there is nobody left to tell */
}

/* ---- 2. Addresses and allowlist ------------------------------------------ */

static const uint8_t kind_bits[PORTAL_KINDS] = {
	[PORTAL_IP4] = 32, [PORTAL_IP6] = 128, [PORTAL_MAC] = 48,
	[PORTAL_TO4] = 32, [PORTAL_TO6] = 128,
};

/* Key of an IPv6 address; of the IPv4 address in it, if it is v4-mapped. */
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

/* aa:bb:cc:dd:ee:ff, aa-bb-cc-dd-ee-ff, aabb.ccdd.eeff or aabbccddeeff. */
static int
mac_parse(const char *s, uint8_t mac[6])
{
	static const char hex[] = "0123456789abcdef";
	size_t n = strlen(s), group = n == 17 ? 2 : n == 14 ? 4 : 12, i;
	const char *digit;
	char between;

	if (n != 12 && (n != 14 || s[4] != '.') &&
	    (n != 17 || (s[2] != ':' && s[2] != '-')))
		return 0;
	between = s[group];
	for (i = 0; i < 12; i++) {
		if (i > 0 && i % group == 0 && *s++ != between)
			return 0;
		digit = strchr(hex, tolower((uint8_t)*s++));
		if (digit == NULL || *digit == '\0')
			return 0;
		mac[i / 2] = (uint8_t)((mac[i / 2] & 15) << 4 | (digit - hex));
	}
	return 1;
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

/* As RFC 5952 has it, in INET6_ADDRSTRLEN octets; inet_ntop(3) brings stdio. */
static void
address_print(char *to, const uint8_t *a, int six)
{
	size_t i, n = 0, run = 0, zeros = 1, from = 8;
	unsigned group;

	if (!six)
		(void)text_print(to, INET6_ADDRSTRLEN, "%u.%u.%u.%u", a[0],
		    a[1], a[2], a[3]);
	for (i = 0; six && i < 8; i++) {
		run = a[2 * i] == 0 && a[2 * i + 1] == 0 ? run + 1 : 0;
		if (run > zeros) {
			zeros = run;
			from = i + 1 - run;
		}
	}
	for (i = 0; six && i < 8; i++) {
		group = (unsigned)a[2 * i] << 8 | a[2 * i + 1];
		if (i == from) {	/* the first longest run of zeros */
			n += text_print(to + n, INET6_ADDRSTRLEN - n, "::");
			i += zeros - 1;
		} else
			n += text_print(to + n, INET6_ADDRSTRLEN - n,
			    i > 0 && i != from + zeros ? ":%x" : "%x", group);
	}
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
	static const uint8_t zero[6];
	struct portal_key *key = &entry->key;
	char address[INET6_ADDRSTRLEN] = "", c;
	int to = strncmp(text, "to ", 3) == 0, set = 0;
	unsigned bits = 0, mapped, figures = 0, i;
	size_t n = 0;

	if (to)
		text += 3;
	while ((c = *text++) != '\0' && c != '/' && n < sizeof address - 1)
		address[n++] = c;
	if ((c != '\0' && c != '/') || !key_parse(address, key) ||
	    (key->kind == PORTAL_MAC && (to || c == '/')))
		return PORTAL_LINE_UNKNOWN;
	if (key->kind == PORTAL_MAC &&
	    ((key->addr[0] & 1) != 0 || memcmp(key->addr, zero, 6) == 0))
		return PORTAL_LINE_MAC;
	entry->bits = kind_bits[key->kind];
	if (c == '/') {
		while ((c = *text++) >= '0' && c <= '9' && figures++ < 3)
			bits = 10 * bits + (unsigned)(c - '0');
		/* The length behind a v4-mapped address counts from ::/0. */
		mapped = key->kind == PORTAL_IP4 && strchr(address, ':') ?
		    96 : 0;
		if (figures == 0 || c != '\0' ||
		    bits < mapped || bits > entry->bits + mapped)
			return PORTAL_LINE_BITS;
		entry->bits = (uint8_t)(bits - mapped);
	}
	if (to)
		key->kind = key->kind == PORTAL_IP4 ? PORTAL_TO4 : PORTAL_TO6;
	for (i = 0; i < sizeof key->addr; i++) {
		set |= key->addr[i] & host_mask(entry->bits, i);
		key->addr[i] &= 0xff ^ host_mask(entry->bits, i);
	}
	return set ? PORTAL_LINE_HOST_BITS : PORTAL_LINE_ENTRY;
}

void
portal_entry_text(const struct portal_entry *entry, char *to)
{
	const uint8_t *a = entry->key.addr;
	int six = kind_bits[entry->key.kind] == 128;
	char address[INET6_ADDRSTRLEN] = "", bits[8] = "";

	address_print(address, a, six);
	if (entry->bits != kind_bits[entry->key.kind])
		(void)text_print(bits, sizeof bits, "/%u", entry->bits);
	if (entry->key.kind == PORTAL_MAC)
		(void)text_print(to, PORTAL_ENTRY_MAX,
		    "%02x:%02x:%02x:%02x:%02x:%02x",
		    a[0], a[1], a[2], a[3], a[4], a[5]);
	else
		(void)text_print(to, PORTAL_ENTRY_MAX, "%s%s%s",
		    entry->key.kind >= PORTAL_TO4 ? "to " : "", address, bits);
}

void
portal_list_begin(struct portal_list *list)
{
	list->count = 0;
	list->line = 1;
	memset(list->kinds, 0, sizeof list->kinds);
	list->length = 0;
	list->comment = 0;
	list->text[0] = '\0';
}

/* The line is whole, or the file has ended. */
static enum portal_line
list_line(struct portal_list *list, struct portal_entry *entry)
{
	enum portal_line found;
	uint32_t *kind;

	while (list->length > 0 && list->text[list->length - 1] == ' ')
		list->length--;
	list->text[list->length] = '\0';
	if (list->length == 0)
		return PORTAL_LINE_BLANK;
	found = portal_entry_parse(list->text, entry);
	if (found != PORTAL_LINE_ENTRY)
		return found;
	if (list->count >= list->max)
		return PORTAL_LINE_FULL;
	entry->line = list->line;
	list->entries[list->count++] = *entry;
	kind = &list->kinds[entry->key.kind];
	*kind = (uint32_t)least((size_t)*kind + 1, list->max);
	return PORTAL_LINE_BLANK;
}

enum portal_line
portal_list_feed(struct portal_list *list, const void *octets, size_t n,
    struct portal_entry *entry)
{
	const uint8_t *p = octets;
	enum portal_line found;
	uint8_t c;
	size_t i;

	for (i = 0; i < n; i++) {
		c = p[i];
		if (c == '\n') {
			found = list_line(list, entry);
			if (found != PORTAL_LINE_BLANK)
				return found;
			if (list->line == UINT32_MAX)
				return PORTAL_LINE_FULL;
			list->line++;
			list->length = 0;
			list->comment = 0;
		} else if (c == '#' || list->comment)
			list->comment = 1;
		else if (c == ' ' || c == '\t' || c == '\r') {
			if (list->length > 0 && list->length < PORTAL_LINE_MAX
			    && list->text[list->length - 1] != ' ')
				list->text[list->length++] = ' ';
		} else if (list->length < PORTAL_LINE_MAX)
			list->text[list->length++] =
			    (char)(c > ' ' && c < 0x7f ? c : '?');
		else {
			list->text[list->length] = '\0';
			return PORTAL_LINE_UNKNOWN;
		}
	}
	return PORTAL_LINE_BLANK;
}

/* By kind and address; then the wider first, then as the file has them. */
static int
entry_compare(const struct portal_entry *a, const struct portal_entry *b)
{
	int order = memcmp(&a->key, &b->key, sizeof a->key);

	if (order == 0)
		order = a->bits - b->bits;
	return order != 0 ? order : a->line < b->line ? -1 : a->line > b->line;
}

/* Shell's sort: the C library's may allocate, which must not happen here. */
static void
entries_sort(struct portal_entry *entries, uint32_t count)
{
	uint32_t gap, i, j;
	struct portal_entry e, other;

	for (gap = count / 2; gap > 0; gap = gap == 2 ? 1 : gap * 5 / 11)
		for (i = gap; i < count; i++) {
			e = entries[i];
			for (j = i; j >= gap; j -= gap) {
				other = entries[j - gap];
				if (entry_compare(&other, &e) <= 0)
					break;
				entries[j] = other;
			}
			entries[j] = e;
		}
}

/*
 * Two prefixes are apart or one holds the other, and sorted the wider comes
 * first: so what the last one kept holds can go, and no two that stay overlap.
 */
enum portal_line
portal_list_end(struct portal_list *list, struct portal_entry *entry)
{
	struct portal_entry *e = list->entries, next;
	enum portal_line found = list_line(list, entry);
	uint32_t i, kept = 0;

	if (found != PORTAL_LINE_BLANK)
		return found;
	entries_sort(e, list->count);
	for (i = 0; i < list->count && kept < list->max; i++) {
		next = e[i];
		if (kept == 0 || !prefix_holds(&e[kept - 1], &next.key))
			e[kept++] = next;
	}
	list->count = (uint32_t)least(kept, list->max);
	return PORTAL_LINE_BLANK;
}

/* The last entry not above key is the only one that can hold it. */
const struct portal_entry *
portal_list_find(const struct portal_list *list, const struct portal_key *key)
{
	const struct portal_entry *e = list->entries;
	uint32_t low = 0, high = list->count, middle;

	while (low < high) {
		middle = (low + high) / 2;
		if (memcmp(&e[middle].key, key, sizeof *key) <= 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low > 0 && prefix_holds(&e[low - 1], key) ? &e[low - 1] : NULL;
}

/* ---- 3. Request parser --------------------------------------------------- */

/* Classes of octets; then the combinations that there are. */
enum {
	T = 1,			/* tchar; RFC 9110 5.6.2 */
	V = 2,			/* VCHAR or obs-text: a request-target's */
	F = 4,			/* a field value's: V, SP, HTAB; RFC 9110 5.5 */
	H = 8,			/* unreserved, sub-delims; RFC 3986 2.2, 2.3 */
	D = 16,			/* DIGIT */
	X = 32,			/* HEXDIG */
	W = 64,			/* OWS; RFC 9110 5.6.3 */
	O = 0,
	S = F | W,		/* SP and HTAB */
	G = V | F,		/* visible, and of no other use */
	K = T | V | F,		/* of a token only */
	P = V | F | H,		/* of a host only */
	B = T | V | F | H,	/* of either */
	N = B | D | X,
	A = B | X
};

static const uint8_t http_class[256] = {
	O, O, O, O, O, O, O, O, O, S, O, O, O, O, O, O,
	O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O,
     /*     !  "  #  $  %  &  '  (  )  *  +  ,  -  .  / */
	S, B, G, K, B, K, B, B, P, P, B, B, P, B, B, G,
     /* 0  1  2  3  4  5  6  7  8  9  :  ;  <  =  >  ? */
	N, N, N, N, N, N, N, N, N, N, G, P, G, P, G, G,
     /* @  A  B  C  D  E  F  G  H  I  J  K  L  M  N  O */
	G, A, A, A, A, A, A, B, B, B, B, B, B, B, B, B,
     /* P  Q  R  S  T  U  V  W  X  Y  Z  [  \  ]  ^  _ */
	B, B, B, B, B, B, B, B, B, B, B, G, G, G, K, B,
     /* `  a  b  c  d  e  f  g  h  i  j  k  l  m  n  o */
	K, A, A, A, A, A, A, B, B, B, B, B, B, B, B, B,
     /* p  q  r  s  t  u  v  w  x  y  z  {  |  }  ~    */
	B, B, B, B, B, B, B, B, B, B, B, G, K, G, B, O,
	G, G, G, G, G, G, G, G, G, G, G, G, G, G, G, G,
	G, G, G, G, G, G, G, G, G, G, G, G, G, G, G, G,
	G, G, G, G, G, G, G, G, G, G, G, G, G, G, G, G,
	G, G, G, G, G, G, G, G, G, G, G, G, G, G, G, G,
	G, G, G, G, G, G, G, G, G, G, G, G, G, G, G, G,
	G, G, G, G, G, G, G, G, G, G, G, G, G, G, G, G,
	G, G, G, G, G, G, G, G, G, G, G, G, G, G, G, G,
	G, G, G, G, G, G, G, G, G, G, G, G, G, G, G, G,
};

/* In wire order. What is not a known word goes by in a state of its own. */
enum http_state {
	HS_START, HS_EMPTY, HS_EMPTY_LF, HS_METHOD, HS_TARGET, HS_TARGET_OTHER,
	HS_VERSION, HS_MAJOR, HS_DOT, HS_MINOR, HS_LINE_END, HS_LINE_LF,
	HS_FIELD, HS_NAME, HS_NAME_OTHER, HS_VALUE, HS_VALUE_END, HS_VALUE_LF,
	HS_HEAD_LF,
	HS_HOST, HS_HOST_NAME, HS_HOST_OTHER, HS_HOST_PCT, HS_HOST_HEX,
	HS_HOST_LITERAL, HS_HOST_CLOSED, HS_HOST_PORT,
	HS_LENGTH, HS_LENGTH_DIGITS,
	HS_CODING, HS_CODING_NAME, HS_CODING_END, HS_CODING_PARAM,
	HS_STATES
};

/* In these states octets of these classes change nothing. */
static const uint8_t http_goes_by[HS_STATES] = {
	[HS_TARGET_OTHER] = V, [HS_NAME_OTHER] = T, [HS_VALUE] = F,
	[HS_HOST_OTHER] = H,
};

/*
 * Known words: matched as they pass, never stored. Each list is sorted, so that
 * those which begin alike are neighbours, and ends with an empty word.
 */
enum {
	METHOD_GET, METHOD_HEAD, METHODS_END,
	FIELD_LENGTH, FIELD_HOST, FIELD_CODING, FIELDS_END,
	CODING_CHUNKED, CODINGS_END,
	PORT_80, PORTS_END,
	PATHS, PATHS_END = PATHS + 10,	/* of connectivity probes */
	EDGE, EDGE_END,			/* and their hosts */
	APPLE, APPLE_END,
	AMAZON, AMAZON_END,
	OLDER, OLDER_END = OLDER + 6,
	CONNMAN, CONNMAN_END = CONNMAN + 2,
	WINDOWS, WORDS_END,
	WORD_NONE = 0xff
};
static const char known[WORDS_END + 1][WORD_BYTES] = {
	[METHOD_GET] = "GET", "HEAD",
	[FIELD_LENGTH] = "content-length", "host", "transfer-encoding",
	[CODING_CHUNKED] = "chunked",
	[PORT_80] = "80",
	[PATHS] = "/captiveportal/generate_204", "/gen_204", "/generate_204",
	"/hotspot-detect.html", "/kindle-wifi/wifiredirect.html",
	"/kindle-wifi/wifistub-eink.html", "/kindle-wifi/wifistub.html",
	"/library/test/success.html", "/online/status.html", "/redirect",
	[EDGE] = "edge-http.microsoft.com.",
	[APPLE] = "captive.apple.com.",
	[AMAZON] = "spectrum.s3.amazonaws.com.",
	[OLDER] = "www.airport.us.", "www.apple.com.",
	"www.appleiphonecell.com.", "www.ibook.info.", "www.itools.info.",
	"www.thinkdifferent.us.",
	[CONNMAN] = "ipv4.connman.net.", "ipv6.connman.net.",
	[WINDOWS] = "www.msftconnecttest.com.",
};
/* Where the hosts of each path begin; any host where there is none. */
static const uint8_t probe_hosts[PATHS_END - PATHS] = {
	EDGE, WORD_NONE, WORD_NONE, APPLE, AMAZON, AMAZON, AMAZON, OLDER,
	CONNMAN, WINDOWS
};

static void
word_begin(struct portal_request *r, uint8_t first)
{
	r->word = first;
	r->at = 0;
}

/*
 * One octet more of what may be a word of a list. The word that agrees so far
 * stays; else the next one that begins with the octets seen is tried. Where
 * case does not matter c comes as c | 0x20: that makes capitals small, and
 * nothing else that a token or a host holds a letter, a digit, "-" or ".".
 */
static void
word_step(struct portal_request *r, uint8_t c)
{
	const char *word;

	for (; r->word < WORDS_END && r->at < WORD_BYTES - 1; r->word++) {
		word = known[r->word];
		if ((uint8_t)word[r->at] == c) {
			r->at++;
			return;
		}
		if ((uint8_t)word[r->at] > c || word[WORD_BYTES] == '\0' ||
		    (r->at > 0 &&
		    strncmp(word, word + WORD_BYTES, r->at) != 0))
			break;
	}
	r->word = WORD_NONE;
}

/* The word has ended: which it was, or WORD_NONE. */
static uint8_t
word_end(struct portal_request *r)
{
	if (r->word < WORDS_END && known[r->word][r->at] != '\0')
		r->word = WORD_NONE;
	return r->word;
}

static int
is_a(uint8_t c, uint8_t class)
{
	return (http_class[c] & class) != 0;
}

/* The first decision stays: nothing is read after it. */
static enum http_state
decide(struct portal_request *r, enum portal_answer answer)
{
	r->answer = (uint8_t)answer;
	return r->state;
}

/* What the grammar does not have. */
static enum http_state
bad(struct portal_request *r)
{
	return decide(r, PORTAL_400);
}

/* The head is whole: all that an answer depends on is decided here. */
static enum http_state
http_complete(struct portal_request *r)
{
	if (r->minor > 0 && r->hosts == 0)		/* RFC 9112 3.2 */
		return bad(r);
	if (r->codings && (r->lengths || r->minor == 0)) /* RFC 9112 6.1 */
		return bad(r);
	if (r->codings && (!r->last || r->chunked != 1)) /* RFC 9112 6.3 */
		return bad(r);
	if (r->coded)					/* RFC 9112 6.1 */
		return decide(r, PORTAL_501);
	return decide(r, r->probe && r->hosts > 0 ? PORTAL_302 : PORTAL_511);
}

/* Empty lines before a request are tolerated; RFC 9112 2.2. */
static enum http_state
http_empty(struct portal_request *r)
{
	if (r->count >= EMPTY_LINES_MAX)
		return bad(r);
	r->count++;
	return HS_EMPTY;
}

/* request-line = method SP request-target SP HTTP-version; RFC 9112 3 */
static enum http_state
http_line(struct portal_request *r, uint8_t c)
{
	switch (r->state) {
	case HS_EMPTY_LF:
		if (c != '\n')
			return bad(r);
		/* FALLTHROUGH */
	case HS_START:		/* the first octet of all */
		if (c == TLS_HANDSHAKE)
			return decide(r, PORTAL_SILENCE);
		/* FALLTHROUGH */
	case HS_EMPTY:
		if (c == '\r')
			return HS_EMPTY_LF;
		if (c == '\n')
			return http_empty(r);
		r->count = 0;
		/* FALLTHROUGH */
	case HS_METHOD:		/* method = token; RFC 9112 3.1 */
		if (is_a(c, T)) {
			if (r->count >= METHOD_BYTES_MAX)	/* RFC 9112 3 */
				return decide(r, PORTAL_501);
			r->count++;
			word_step(r, c);
			return HS_METHOD;
		}
		if (c != ' ' || r->count == 0)
			return bad(r);
		r->head = word_end(r) == METHOD_HEAD;
		r->probe = r->word != WORD_NONE;
		r->count = 0;
		word_begin(r, PATHS);
		return HS_TARGET;
	case HS_TARGET:		/* as far as it may be a probe's path */
		if (c == '?' || c == ' ')
			r->path = word_end(r);
		else
			word_step(r, c);
		r->probe &= r->word != WORD_NONE;
		/* FALLTHROUGH */
	case HS_TARGET_OTHER:	/* any form goes; RFC 9112 3.2 */
		if (c == ' ' && r->count > 0) {
			r->at = 0;
			return HS_VERSION;
		}
		if (!is_a(c, V))
			return bad(r);
		if (r->count >= TARGET_BYTES_MAX)
			return decide(r, PORTAL_414);	/* RFC 9112 3 */
		r->count++;
		return r->state == HS_TARGET && r->word != WORD_NONE &&
		    c != '?' ? HS_TARGET : HS_TARGET_OTHER;
	case HS_VERSION:	/* HTTP-name, in capitals; RFC 9112 2.3 */
		if (r->at > 4 || c != (uint8_t)"HTTP/"[r->at])
			return bad(r);
		r->at++;
		return r->at > 4 ? HS_MAJOR : HS_VERSION;
	case HS_MAJOR:
		r->major = c & 15;
		return is_a(c, D) ? HS_DOT : bad(r);
	case HS_DOT:
		return c == '.' ? HS_MINOR : bad(r);
	case HS_MINOR:
		r->minor = c & 15;
		return is_a(c, D) ? HS_LINE_END : bad(r);
	case HS_LINE_END:	/* a bare LF is tolerated; RFC 9112 2.2 */
		if (c == '\r')
			return HS_LINE_LF;
		/* FALLTHROUGH */
	case HS_LINE_LF:
		if (c == '\n' && r->major != 1)
			return decide(r, PORTAL_505);	/* RFC 9110 15.6.6 */
		return c == '\n' ? HS_FIELD : bad(r);
	default:
		return bad(r);
	}
}

/* The list of the hosts which this request must name to be a probe, if any. */
static uint8_t
http_hosts(const struct portal_request *r)
{
	return r->probe && r->path >= PATHS && r->path < PATHS_END ?
	    probe_hosts[r->path - PATHS] : WORD_NONE;
}

/* A field name has ended. What follows is read as the field asks. */
static enum http_state
http_field(struct portal_request *r)
{
	switch (word_end(r)) {
	case FIELD_HOST:	/* one at most; RFC 9112 3.2 */
		if (r->hosts > 0)
			return bad(r);
		r->hosts = 1;
		word_begin(r, http_hosts(r));
		return HS_HOST;
	case FIELD_LENGTH:	/* one at most; RFC 9112 6.3 */
		if (r->lengths > 0)
			return bad(r);
		r->lengths = 1;
		return HS_LENGTH;
	case FIELD_CODING:	/* several make one list; RFC 9110 5.3 */
		r->codings = 1;
		r->body = 1;
		return HS_CODING;
	default:
		return HS_VALUE;
	}
}

/* The value is over: OWS, then the end of the line; RFC 9112 5, 2.2. */
static enum http_state
http_value_end(struct portal_request *r, uint8_t c)
{
	if (is_a(c, W))
		return HS_VALUE_END;
	return c == '\r' ? HS_VALUE_LF : c == '\n' ? HS_FIELD : bad(r);
}

/* field-line = field-name ":" OWS field-value OWS; RFC 9112 5 */
static enum http_state
http_field_line(struct portal_request *r, uint8_t c)
{
	switch (r->state) {
	case HS_FIELD:		/* no obs-fold, no space first; RFC 9112 5.2 */
		if (c == '\r')
			return HS_HEAD_LF;
		if (c == '\n')
			return http_complete(r);
		if (!is_a(c, T))
			return bad(r);
		if (r->fields >= FIELDS_MAX)
			return decide(r, PORTAL_431);	/* RFC 6585 5 */
		r->fields++;
		word_begin(r, FIELD_LENGTH);
		/* FALLTHROUGH */
	case HS_NAME:		/* token, then ":" at once; RFC 9112 5.1 */
	case HS_NAME_OTHER:
		if (!is_a(c, T))
			return c == ':' ? http_field(r) : bad(r);
		word_step(r, c | 0x20);
		return r->word == WORD_NONE ? HS_NAME_OTHER : HS_NAME;
	case HS_VALUE:		/* RFC 9110 5.5 */
		return is_a(c, F) ? HS_VALUE : http_value_end(r, c);
	case HS_VALUE_END:
		return http_value_end(r, c);
	case HS_VALUE_LF:	/* no bare CR; RFC 9112 2.2 */
		return c == '\n' ? HS_FIELD : bad(r);
	case HS_HEAD_LF:
		return c == '\n' ? http_complete(r) : bad(r);
	default:
		return bad(r);
	}
}

/* The name has ended; a dot may end it, RFC 1034 3.1. */
static enum http_state
http_host_end(struct portal_request *r, uint8_t c)
{
	if (http_hosts(r) != WORD_NONE)
		r->probe = r->word < WORDS_END &&
		    (known[r->word][r->at] == '\0' ||
		    strcmp(known[r->word] + r->at, ".") == 0);
	word_begin(r, PORT_80);
	return c == ':' ? HS_HOST_PORT : http_value_end(r, c);
}

/* Host = uri-host [ ":" port ]; RFC 9110 7.2, RFC 3986 3.2.2 */
static enum http_state
http_host(struct portal_request *r, uint8_t c)
{
	switch (r->state) {
	case HS_HOST:		/* may be empty; RFC 9112 3.2 */
		if (is_a(c, W))
			return HS_HOST;
		if (c == '[') {
			r->count = 0;
			return HS_HOST_LITERAL;
		}
		/* FALLTHROUGH */
	case HS_HOST_NAME:	/* reg-name, which an IPv4address is, too */
	case HS_HOST_OTHER:
		if (!is_a(c, H) && c != '%')
			return http_host_end(r, c);
		if (http_hosts(r) == WORD_NONE)
			return c == '%' ? HS_HOST_PCT : HS_HOST_OTHER;
		word_step(r, c | 0x20);
		return c == '%' ? HS_HOST_PCT : HS_HOST_NAME;
	case HS_HOST_PCT:	/* pct-encoded; RFC 3986 2.1 */
		return is_a(c, X) ? HS_HOST_HEX : bad(r);
	case HS_HOST_HEX:
		return is_a(c, X) ? HS_HOST_NAME : bad(r);
	case HS_HOST_LITERAL:	/* its octets are checked, not its groups */
		if (c == ']' && r->count > 0)
			return HS_HOST_CLOSED;
		r->count = 1;
		return is_a(c, H) || c == ':' ? HS_HOST_LITERAL : bad(r);
	case HS_HOST_CLOSED:
		return http_host_end(r, c);
	case HS_HOST_PORT:	/* *DIGIT */
		if (is_a(c, D)) {
			word_step(r, c);
			return HS_HOST_PORT;
		}
		if (word_end(r) == WORD_NONE && http_hosts(r) != WORD_NONE)
			r->probe = 0;
		return http_value_end(r, c);
	default:
		return bad(r);
	}
}

/* Content-Length, Transfer-Encoding; RFC 9112 6.1, 6.2 */
static enum http_state
http_framing(struct portal_request *r, uint8_t c)
{
	switch (r->state) {
	case HS_LENGTH:
		if (is_a(c, W))
			return HS_LENGTH;
		if (!is_a(c, D))
			return bad(r);
		/* FALLTHROUGH */
	case HS_LENGTH_DIGITS:	/* any number: its value is never computed */
		if (!is_a(c, D))
			return http_value_end(r, c);
		r->body |= c != '0';
		return HS_LENGTH_DIGITS;
	case HS_CODING:		/* empty elements go by; RFC 9110 5.6.1.2 */
		if (is_a(c, W) || c == ',')
			return HS_CODING;
		if (!is_a(c, T))
			return http_value_end(r, c);
		word_begin(r, CODING_CHUNKED);
		/* FALLTHROUGH */
	case HS_CODING_NAME:	/* token; RFC 9110 10.1.4 */
		if (is_a(c, T)) {
			word_step(r, c | 0x20);
			return HS_CODING_NAME;
		}
		/* chunked comes last, and once; RFC 9112 6.1 */
		r->last = word_end(r) != WORD_NONE;
		r->coded |= !r->last;
		if (r->last && r->chunked < 2)
			r->chunked++;
		/* FALLTHROUGH */
	case HS_CODING_END:
		if (is_a(c, W))
			return HS_CODING_END;
		if (c == ';')	/* chunked has none; RFC 9112 7.1 */
			return r->last ? bad(r) : HS_CODING_PARAM;
		return c == ',' ? HS_CODING : http_value_end(r, c);
	case HS_CODING_PARAM:	/* goes by: its coding is refused in any case */
		if (c == ',')
			return HS_CODING;
		return is_a(c, F) ? HS_CODING_PARAM : http_value_end(r, c);
	default:
		return bad(r);
	}
}

void
portal_request_begin(struct portal_request *request)
{
	memset(request, 0, sizeof *request);
}

/* Octets from i on that change no state go by: where the first other is. */
static size_t
http_skip(struct portal_request *r, const uint8_t *p, size_t i, size_t n)
{
	uint8_t class = http_goes_by[r->state];
	size_t first = i;

	if (r->state == HS_TARGET_OTHER)
		n = least(n, i + (TARGET_BYTES_MAX - (size_t)r->count));
	/* Four at a time: most of a head goes by here. */
	for (; i + 4 <= n && (http_class[p[i]] & http_class[p[i + 1]] &
	    http_class[p[i + 2]] & http_class[p[i + 3]] & class) != 0; i += 4)
		;
	while (i < n && is_a(p[i], class))
		i++;
	if (r->state == HS_TARGET_OTHER)
		r->count = (uint16_t)least(r->count + (i - first),
		    TARGET_BYTES_MAX);
	return i;
}

size_t
portal_request_feed(struct portal_request *r, const void *octets, size_t n)
{
	const uint8_t *p = octets;
	size_t most = least(n, HEAD_BYTES_MAX - (size_t)r->octets), i = 0;

	while (i < most && r->answer == PORTAL_MORE) {
		if (http_goes_by[r->state] != 0) {
			i = http_skip(r, p, i, most);
			if (i >= most)
				break;
		}
		r->state = (uint8_t)(r->state < HS_FIELD ? http_line(r, p[i]) :
		    r->state < HS_HOST ? http_field_line(r, p[i]) :
		    r->state < HS_LENGTH ? http_host(r, p[i]) :
		    http_framing(r, p[i]));
		i++;
	}
	r->octets = (uint16_t)least(r->octets + i, HEAD_BYTES_MAX);
	if (r->answer == PORTAL_MORE && i < n) {
		(void)decide(r, PORTAL_431);		/* RFC 6585 5 */
		i++;
	}
	return i;
}

/* ---- 4. Fixed answers ---------------------------------------------------- */

static const struct {
	int status;
	const char *reason;
	const char *why;	/* where a server is told to say this */
} answers[PORTAL_ANSWERS] = {
	[PORTAL_511] = { 511, "Network Authentication Required", "6585 6" },
	[PORTAL_302] = { 302, "Found",                     "9110 15.4.3" },
	[PORTAL_400] = { 400, "Bad Request",               "9112 2.2" },
	[PORTAL_408] = { 408, "Request Timeout",           "9110 15.5.9" },
	[PORTAL_414] = { 414, "URI Too Long",              "9112 3" },
	[PORTAL_421] = { 421, "Misdirected Request",       "9110 15.5.20" },
	[PORTAL_431] = { 431, "Request Header Fields Too Large", "6585 5" },
	[PORTAL_501] = { 501, "Not Implemented",           "9112 3" },
	[PORTAL_505] = { 505, "HTTP Version Not Supported", "9110 15.6.6" },
};

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
};

const char *
portal_url_wrong(const char *url)
{
	size_t n = strlen(url), i, at;
	const char *host;

	if (n > PORTAL_URL_MAX)
		return "it is longer than 240 characters";
	for (i = 0; i < n; i++)
		if (url[i] <= ' ' || url[i] > '~' || strchr("\"'<>", url[i]))
			return "a space, quote, angle bracket, control or "
			    "non-ASCII character is in it; write it as %XX";
	if (strncasecmp(url, "http://", 7) == 0)
		host = url + 7;
	else if (strncasecmp(url, "https://", 8) == 0)
		host = url + 8;
	else
		return "it does not begin with http:// or https://";
	n = strcspn(host, "/?#");
	if (memchr(host, '@', n) != NULL)	/* RFC 9110 4.2.4 */
		return "a user's name is in it";
	if (n == 0 || *host == ':')
		return "it has no host";
	at = strcspn(host, *host == '[' ? "]/?#" : ":/?#");
	if (*host == '[' && host[at++] != ']')
		return "its [ has no ]";
	if (at < n && (host[at] != ':' ||
	    (at + 1 < n && (host[at + 1] < '0' || host[at + 1] > '9'))))
		return "its port is no number (an IPv6 address wants brackets)";
	return NULL;
}

/* RFC 3629 4: no overlong form, no surrogate, nothing above U+10FFFF. */
static int
utf8_valid(const uint8_t *p, size_t n)
{
	uint8_t low, high;
	size_t i = 0, more;

	while (i < n) {
		uint8_t c = p[i++];

		if ((c >= 0x80 && c < 0xc2) || c > 0xf4)
			return 0;
		more = c < 0x80 ? 0 : c < 0xe0 ? 1 : c < 0xf0 ? 2 : 3;
		low = c == 0xe0 ? 0xa0 : c == 0xf0 ? 0x90 : 0x80;
		high = c == 0xed ? 0x9f : c == 0xf4 ? 0x8f : 0xbf;
		for (; more > 0; more--, i++, low = 0x80, high = 0xbf)
			if (i >= n || p[i] < low || p[i] > high)
				return 0;
	}
	return 1;
}

/* Puts one answer behind those that are there; returns where it ends. */
static size_t
answer_build(struct portal_answers *a, size_t at, enum portal_answer answer,
    const char *location, int html, const char *body, size_t body_n)
{
	size_t max = sizeof a->text - body_n, n;

	/*
	 * no-store: RFC 6585 6. close: a connection that was redirected stays
	 * with this server for its life, even when its client is allowed.
	 * The page runs in the origin of the site asked for, so its policy
	 * allows nothing; "sandbox", though, would stop the refresh.
	 */
	n = text_print(a->text + at, max - at,
	    "HTTP/1.1 %d %s\r\nContent-Type: text/%s; charset=utf-8\r\n"
	    "Content-Length: %u\r\nCache-Control: no-store\r\n"
	    "Connection: close\r\n%s%s%s%s\r\n",
	    answers[answer].status, answers[answer].reason,
	    html ? "html" : "plain", (unsigned)body_n,
	    location != NULL ? "Location: " : "",
	    location != NULL ? location : "", location != NULL ? "\r\n" : "",
	    !html ? "" : "Content-Security-Policy: default-src 'none'; "
	    "style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
	    "frame-ancestors 'none'\r\n");
	memcpy(a->text + at + n, body, body_n);
	a->of[answer].at = (uint16_t)at;
	a->of[answer].head = (uint16_t)n;
	a->of[answer].all = (uint16_t)(n + body_n);
	return at + n + body_n;
}

/* The language a list begins with, up to a comma; or NULL. */
static const struct language *
language_find(const char *list)
{
	size_t n = strcspn(list, ","), i;

	for (i = 0; i < ARRAY_LEN(languages); i++)
		if (strncmp(languages[i].name, list, n) == 0 && n == 2)
			return &languages[i];
	return NULL;
}

/* The page, but for its end, in its main language. */
static size_t
page_begin(char *to, const struct language *l, const char *url, int delay)
{
	char link[5 * PORTAL_URL_MAX + 1] = "";
	char refresh[5 * PORTAL_URL_MAX + 65] = "";
	size_t n = 0;

	/* In a checked URL only "&" is left to escape. */
	for (; *url != '\0' && n < sizeof link - 5; url++)
		if (*url == '&')
			n += text_print(link + n, sizeof link - n, "&amp;");
		else
			link[n++] = *url;
	if (delay >= 0)
		(void)text_print(refresh, sizeof refresh, "<meta http-equiv="
		    "\"refresh\" content=\"%d;url=%s\">\n", delay, link);
	return text_print(to, HTML_BYTES_MAX,
	    "<!DOCTYPE html>\n<html lang=\"%s\"%s><head>"
	    "<meta charset=\"utf-8\">\n<title>%s</title>\n"
	    "<meta name=\"viewport\" content=\"width=device-width\">\n%s"
	    "<style>:root{color-scheme:light dark;font:1.3em sans-serif}"
	    "a{padding:1em 0}h1{font-size:1.2em}</style></head>\n"
	    "<body><h1>%s</h1>\n<p>%s<a href=\"%s\">%s</a>%s</p>\n",
	    l->name, l->more, l->title, refresh,
	    l->title, l->before, link, l->link, l->after);
}

const char *
portal_answers_build(struct portal_answers *a, const char *url,
    const char *list, int delay, const void *page, size_t page_size,
    const char **where)
{
	static const char end[] = "</body></html>\n";
	char html[HTML_BYTES_MAX + 16], note[64];
	const struct language *l;
	size_t n = 0, at = 0;
	int i;

	*where = NULL;
	if (page != NULL && page_size == 0)
		return "it is empty";
	if (page != NULL && page_size > PORTAL_PAGE_MAX)
		return "it is larger than 32768 octets";
	if (page != NULL && !utf8_valid(page, page_size))
		return "it is not UTF-8";
	if (page != NULL)
		at = answer_build(a, 0, PORTAL_511, NULL, 1, page, page_size);
	for (*where = list; page == NULL; *where += 3) {
		l = language_find(*where);
		if (l == NULL)
			return "no such language; there are en, fr, de, es, "
			    "it, pt, nl, pl, ja, zh and ar";
		if (*where == list)
			n = page_begin(html, l, url, delay);
		else
			n += text_print(html + n, HTML_BYTES_MAX - n,
			    "<p lang=\"%s\"%s>%s%s%s</p>\n", l->name, l->more,
			    l->before, l->link, l->after);
		memcpy(html + n, end, sizeof end);
		at = answer_build(a, 0, PORTAL_511, NULL, 1, html,
		    n + sizeof end - 1);
		if (*where != list && at > SEGMENT_BYTES)
			return "with it the answer is more than one segment";
		if ((*where)[2] == '\0')
			break;
	}
	for (i = PORTAL_302; i < PORTAL_SILENCE; i++) {
		n = text_print(note, sizeof note, "%d %s\n",
		    answers[i].status, answers[i].reason);
		at = answer_build(a, at, (enum portal_answer)i,
		    i == PORTAL_302 ? url : NULL, 0, note, n);
	}
	return NULL;
}

/* ---- 5. Who: neighbour, original destination, route ---------------------- */

/* The list in force, and the spare one that a reload is read into. */
static struct portal_entry allow_entries[2][ALLOW_MAX];
static struct portal_list allow[2] = {
	{ .entries = allow_entries[0], .max = ALLOW_MAX },
	{ .entries = allow_entries[1], .max = ALLOW_MAX },
};
static struct portal_list *allowed = &allow[0];

static uint8_t input[INPUT_BYTES];	/* what recv reads; kept nowhere */
static int netlink = -1;
static int transparent;		/* -T: the destination is the socket's own */

/* What accept4 and getsockname fill: listeners are of these two families. */
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
	char host[INET6_ADDRSTRLEN];
	int six = key.kind == PORTAL_IP6;

	address_print(host, key.addr, six);
	/* Both families have their port at the same place. */
	(void)text_print(text, sizeof text, six ? "[%s]:%u" : "%s:%u", host,
	    ntohs(address->ip4.sin_port));
	return text;
}

/*
 * The kernel's messages, declared here because not every C library comes
 * with the kernel's headers. The numbers are its ABI.
 */
enum {
	RTM_GETROUTE = 26, RTM_GETNEIGH = 30, NLM_F_REQUEST = 1,
	ATTRIBUTE_DST = 1, NDA_LLADDR = 2, RTN_UNICAST = 1, RTN_LOCAL = 2,
	NUD_INCOMPLETE = 0x01, NUD_FAILED = 0x20,
	ORIGINAL_DST = 80	/* SO_ORIGINAL_DST and its IPv6 twin */
};

struct netlink_message {
	uint32_t length;
	uint16_t type, flags;
	uint32_t sequence, port;
	uint8_t family, bits, pad[2];	/* ndmsg and rtmsg begin alike */
	union {
		int32_t interface;
		uint8_t route[4];	/* the last is its type */
	} of;
	uint16_t state, pad2;		/* of a neighbour */
	uint16_t attribute_length, attribute_type;
	uint8_t attribute[16];
};
_Static_assert(offsetof(struct netlink_message, family) == 16, "nlmsghdr");
_Static_assert(offsetof(struct netlink_message, state) == 24, "ndmsg");
_Static_assert(offsetof(struct netlink_message, attribute) == 32, "rtattr");

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
 * Asks about one address. The kernel answers while it is asked, so nothing is
 * waited for: what is not there at once is no answer. Returns the octets of
 * the answer in input, 0 if there is none or it is an error.
 */
static size_t
netlink_ask(uint16_t type, const struct portal_key *key, int interface,
    struct netlink_message *m)
{
	static uint32_t sequence;
	int six = key->kind == PORTAL_IP6 || key->kind == PORTAL_TO6;
	uint32_t asked = sequence < UINT32_MAX ? sequence + 1 : 0;
	ssize_t n;

	sequence = asked;
	memset(m, 0, sizeof *m);
	m->length = offsetof(struct netlink_message, attribute) +
	    (six ? 16 : 4);
	m->type = type;
	m->flags = NLM_F_REQUEST;
	m->sequence = asked;
	m->family = six ? AF_INET6 : AF_INET;
	if (type == RTM_GETROUTE)
		m->bits = six ? 128 : 32;
	m->of.interface = interface;
	m->attribute_length = six ? 20 : 8;
	m->attribute_type = ATTRIBUTE_DST;
	memcpy(m->attribute, key->addr, 16);
	if (send(netlink, m, m->length, MSG_DONTWAIT) == -1)
		return 0;
	do {
		n = recv(netlink, input, sizeof input, MSG_DONTWAIT);
		if (n < (ssize_t)offsetof(struct netlink_message, attribute))
			return 0;
		memcpy(m, input, offsetof(struct netlink_message, attribute));
	} while (m->sequence != asked);	/* of a question cut off */
	return m->type == type - 2 && m->length <= (size_t)n ? m->length : 0;
}

/*
 * The interface a connection came in by; 0 if that cannot be told. The kernel
 * notes it with a connection's first segment. An IPv6 socket, also one with a
 * v4-mapped peer, tells it as the interface it would send multicast by; an
 * IPv4 socket by a control message, which IP_PKTINFO on its listener enables.
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

/* The peer's MAC as the neighbour table has it now; false if it has none. */
static int
neighbour(const struct portal_key *client, int interface,
    struct portal_key *mac)
{
	struct netlink_message m;
	size_t n, at;

	if (interface <= 0)
		return 0;
	n = netlink_ask(RTM_GETNEIGH, client, interface, &m);
	at = netlink_attribute(input, n, NDA_LLADDR, 6);
	if (at == 0 || (m.state & (NUD_INCOMPLETE | NUD_FAILED)) != 0)
		return 0;
	memset(mac, 0, sizeof *mac);
	mac->kind = PORTAL_MAC;
	memcpy(mac->addr, input + at, 6);
	return 1;
}

/* Where the connection was going before it was sent here; false if nowhere. */
static int
destination(int fd, int six, union address *to)
{
	socklen_t n = sizeof *to;

	memset(to, 0, sizeof *to);
	return (transparent ? getsockname(fd, &to->any, &n) :
	    getsockopt(fd, six ? IPPROTO_IPV6 : IPPROTO_IP, ORIGINAL_DST,
	    to, &n)) == 0;
}

static int
is_zero(const struct portal_key *key)
{
	static const uint8_t zero[16];

	return memcmp(key->addr, zero, sizeof zero) == 0;
}

/* Whether the kernel's route to there is of this type. */
static int
is_routed(const struct portal_key *key, uint8_t type)
{
	struct netlink_message m;

	return netlink_ask(RTM_GETROUTE, key, 0, &m) != 0 &&
	    m.of.route[3] == type;
}

/* What is to become of a connection, by the kernel's facts alone. */
enum who {
	WHO_STRANGER,		/* a page */
	WHO_MISDIRECTED,	/* on the list, but it came here by itself */
	WHO_RELAYED,		/* on the list: to *to */
	WHO_VISITOR,		/* not on it, but to *to anybody may go */
	WHO_REFUSED		/* it would go to a place that is not allowed */
};

/*
 * Asked once, at accept, of one question after the other, as far as the list
 * needs it. What cannot be found out is a stranger. at: the listener; a
 * connection to its port of this machine itself has no destination of its
 * own, even where NAT names one.
 */
static enum who
who_is(int fd, const union address *peer, const union address *at,
    union address *to)
{
	struct portal_key key = key_of(peer), mac;
	int six = key.kind == PORTAL_IP6, welcome;

	welcome = portal_list_find(allowed, &key) != NULL ||
	    (allowed->kinds[PORTAL_MAC] > 0 && neighbour(&key,
	    arrival_interface(fd, peer->any.sa_family), &mac) &&
	    portal_list_find(allowed, &mac) != NULL);
	if (!welcome && allowed->kinds[PORTAL_TO4] == 0 &&
	    allowed->kinds[PORTAL_TO6] == 0)
		return WHO_STRANGER;
	if (!destination(fd, six, to))
		return welcome ? WHO_MISDIRECTED : WHO_STRANGER;
	key = key_of(to);
	key.kind = key.kind == PORTAL_IP6 ? PORTAL_TO6 : PORTAL_TO4;
	if (!welcome && portal_list_find(allowed, &key) == NULL)
		return WHO_STRANGER;
	if (!is_zero(&key) && is_routed(&key, RTN_UNICAST))	/* design D10 */
		return welcome ? WHO_RELAYED : WHO_VISITOR;
	return to->ip4.sin_port != at->ip4.sin_port ? WHO_REFUSED :
	    welcome ? WHO_MISDIRECTED : WHO_STRANGER;
}

/* ---- 6. Strangers: slots, deadlines, read, answer, drain ----------------- */

#define SLOTS	(CONNS_MAX + RELAYS_MAX)
#define NONE	0xffff		/* no slot */

/* One queue per timeout: who comes last leaves last, so each is sorted. */
enum queue {
	QUEUE_HEAD, QUEUE_SEND, QUEUE_DRAIN,		/* of strangers */
	QUEUE_CONNECT, QUEUE_OPEN, QUEUE_HALF,		/* of relays */
	QUEUES
};

/* What is counted; WHY_: a stranger's connection ends for one of these. */
enum count {
	ACCEPTED, RELAYED, REFUSED, CONNECT_FAILED,
	WHY_ANSWERED, WHY_SILENT, WHY_GONE, WHY_LATE, WHY_EVICTED, WHY_CAPPED,
	COUNTS
};
static const char *const count_name[COUNTS] = {
	"accepted", "relays", "refused", "connect_failed",
	"answered", "silent", "gone", "late", "evicted", "capped"
};
static uint64_t count[COUNTS], answered[PORTAL_ANSWERS];

/* Both tables' slots are numbered through: relays come behind strangers. */
struct link {
	uint16_t previous, next;
};
struct list {
	uint16_t first, last;
};
static struct slot {
	uint32_t deadline;	/* in the clock's ms */
	uint16_t generation;	/* events of an earlier one are stale */
	uint8_t queue;		/* enum queue; QUEUES: not in use */
} slots[SLOTS];
static struct link slot_links[SLOTS];

struct conn {
	int fd;
	uint32_t moved;		/* octets of the answer sent; then drained */
	struct portal_request request;
	struct portal_key client;
	uint16_t slot;		/* NONE: it is not in the table */
	uint8_t welcome;	/* its client is on the list */
};
static struct conn conns[CONNS_MAX];
static struct link kin_links[CONNS_MAX];
#define CONN_BYTES	(sizeof(struct conn) + sizeof(struct slot) + \
	2 * sizeof(struct link))
_Static_assert(CONN_BYTES == 68, "README: of an unfinished request");

static struct table {
	unsigned base, limit;	/* first slot, and how many of them to use */
	unsigned fresh;		/* slots that were ever in use */
	unsigned held, peak;
	uint16_t spare;		/* given back; linked by next */
} strangers = { .limit = CONNS, .spare = NONE },
relays = { .base = CONNS_MAX, .limit = RELAYS, .spare = NONE };

static uint32_t queue_ms[QUEUES] = {
	HEAD_MS, SEND_MS, DRAIN_MS, CONNECT_MS, IDLE_MS, HALF_MS
};
static struct list queues[QUEUES], kin[CONNS_MAX];
static uint64_t kin_secret;	/* so that nobody can choose their hash */
static unsigned client_limit = CLIENT_CONNS;

static struct portal_answers fixed;	/* all that is ever said */
static uint32_t now;		/* ms; read once a turn of the loop */
static int epoll = -1;
static int probes_redirected;	/* -r */
static int verbose;		/* -v */

/* What an event is about: the high half of its data. */
enum event { EVENT_LISTENER, EVENT_SIGNAL, EVENT_CLIENT, EVENT_ORIGIN };

static int
event_watch(int op, int fd, uint32_t events, enum event event, uint32_t low)
{
	struct epoll_event e = { .events = events };

	e.data.u64 = (uint64_t)event << 32 | low;
	return epoll_ctl(epoll, op, fd, &e);
}

static int
slot_watch(unsigned i, int op, int fd, uint32_t events, enum event event)
{
	return event_watch(op, fd, events | EPOLLIN | EPOLLRDHUP | EPOLLET,
	    event, (uint32_t)slots[i].generation << 16 | i);
}

static void
list_append(struct list *list, struct link *links, uint16_t i)
{
	links[i].previous = list->last;
	links[i].next = NONE;
	if (list->last == NONE)
		list->first = i;
	else
		links[list->last].next = i;
	list->last = i;
}

static void
list_remove(struct list *list, struct link *links, uint16_t i)
{
	if (links[i].previous == NONE)
		list->first = links[i].next;
	else
		links[links[i].previous].next = links[i].next;
	if (links[i].next == NONE)
		list->last = links[i].previous;
	else
		links[links[i].next].previous = links[i].previous;
}

/* Puts the slot at the end of a queue, with that queue's time before it. */
static void
slot_wait(uint16_t i, enum queue queue)
{
	if (slots[i].queue != QUEUES)
		list_remove(&queues[slots[i].queue], slot_links, i);
	list_append(&queues[queue], slot_links, i);
	slots[i].queue = (uint8_t)queue;
	slots[i].deadline = now + queue_ms[queue];
}

/* The caller has seen to it that held is below limit. */
static uint16_t
slot_take(struct table *table)
{
	uint16_t i = table->spare;

	ensure(table->held < table->limit);
	if (i != NONE)
		table->spare = slot_links[i].next;
	else
		i = (uint16_t)(table->base + table->fresh++);
	slots[i].queue = QUEUES;
	if (++table->held > table->peak)
		table->peak = table->held;
	return i;
}

static void
slot_give(struct table *table, uint16_t i)
{
	list_remove(&queues[slots[i].queue], slot_links, i);
	slots[i].generation++;
	slots[i].queue = QUEUES;
	slot_links[i].next = table->spare;
	table->spare = i;
	table->held--;
}

/* Which has been longest in its queue, of those from first to last; or NONE. */
static uint16_t
slot_oldest(int first, int last)
{
	uint32_t age, most = 0;
	uint16_t i, oldest = NONE;

	for (; first <= last; first++) {
		i = queues[first].first;
		if (i == NONE)
			continue;
		age = now + queue_ms[first] - slots[i].deadline;
		if (oldest == NONE || age > most) {
			oldest = i;
			most = age;
		}
	}
	return oldest;
}

/* The clients whose hash is this one's; multiplied, the top bits are good. */
static struct list *
kin_of(const struct portal_key *client)
{
	uint64_t half[2], hash;

	memcpy(half, client->addr, sizeof half);
	hash = (half[0] ^ kin_secret) * (kin_secret | 1);
	hash = (hash ^ hash >> 32 ^ half[1]) * (kin_secret | 1);
	return &kin[hash / (UINT64_MAX / CONNS_MAX + 1)];
}

/* The one place where a stranger's connection ends. */
static enum queue
conn_close(struct conn *c, enum count why)
{
	ensure(c->fd >= 0);
	count[why]++;
	(void)close(c->fd);	/* nothing can be done about a failure */
	c->fd = -1;
	if (c->slot != NONE) {
		list_remove(kin_of(&c->client), kin_links, c->slot);
		slot_give(&strangers, c->slot);
	}
	return QUEUES;
}

/*
 * The conn_ functions from here to conn_read return the queue in which the
 * connection has to wait now, QUEUES if it has ended. A short read spares the
 * call that would find nothing, unless the event told the end of the stream
 * as well: there will be no other event for that.
 *
 * The bound on what is drained bounds the turn, too.
 */
static enum queue
conn_drain(struct conn *c, int ended)
{
	ssize_t n;

	for (;;) {
		/* MSG_TRUNC: TCP discards the octets and copies nothing. */
		n = recv(c->fd, input, sizeof input, MSG_TRUNC);
		if (n == -1 && errno == EAGAIN)
			return QUEUE_DRAIN;
		if (n <= 0)
			return conn_close(c, WHY_ANSWERED);
		c->moved += (uint32_t)n;
		if (c->moved > DRAIN_BYTES_MAX)
			return conn_close(c, WHY_ANSWERED);
		if ((size_t)n < sizeof input && !ended)
			return QUEUE_DRAIN;
	}
}

/*
 * MSG_MORE lets the FIN ride in the answer's last segment, and the shutdown
 * is what makes it leave. Octets that came and were not read would turn the
 * close into a reset, which can destroy the answer: they are drained first.
 */
static enum queue
conn_send(struct conn *c)
{
	unsigned answer = c->request.answer;
	const char *text = fixed.text + fixed.of[answer].at;
	size_t all = c->request.head ? fixed.of[answer].head :
	    fixed.of[answer].all;
	ssize_t n;

	n = send(c->fd, text + c->moved, all - c->moved,
	    MSG_MORE | MSG_NOSIGNAL);
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

/* The request is decided; rest says whether octets may follow it. */
static enum queue
conn_answer(struct conn *c, enum portal_answer answer, int rest)
{
	uint32_t since = c->slot == NONE ? now :
	    slots[c->slot].deadline - queue_ms[QUEUE_HEAD];
	static const int small = KEPT_BYTES, wait = SEND_MS;
	union address peer = { .any.sa_family = AF_UNSPEC };
	socklen_t n = sizeof peer;

	if (answer == PORTAL_302 && (!probes_redirected || c->welcome))
		answer = PORTAL_511;
	if (answer == PORTAL_511 && c->welcome)
		answer = PORTAL_421;	/* came here by itself: design D10 */
	c->request.answer = (uint8_t)answer;
	c->request.body = c->request.body || rest;
	answered[answer]++;
	/* Who reads no large page costs the kernel little, nor for long. */
	if (!c->request.head && fixed.of[answer].all > SEGMENT_BYTES) {
		(void)setsockopt(c->fd, SOL_SOCKET, SO_SNDBUF, &small,
		    sizeof small);
		(void)setsockopt(c->fd, IPPROTO_TCP, TCP_USER_TIMEOUT, &wait,
		    sizeof wait);
	}
	if (verbose && getpeername(c->fd, &peer.any, &n) == 0)
		say("%s %d %u octets %u ms", address_text(&peer),
		    answers[answer].status, c->request.head ?
		    fixed.of[answer].head : fixed.of[answer].all, now - since);
	return conn_send(c);
}

/* Reads what is there of a head; its limit bounds the turn, too. */
static enum queue
conn_read(struct conn *c, int ended)
{
	size_t taken;
	ssize_t n;

	do {
		n = recv(c->fd, input, sizeof input, 0);
		if (n == -1)
			return errno == EAGAIN ? QUEUE_HEAD :
			    conn_close(c, WHY_GONE);
		if (n == 0)	/* it will say no more; RFC 9112 8 */
			return c->request.octets == 0 ?
			    conn_close(c, WHY_SILENT) :
			    conn_answer(c, PORTAL_400, 0);
		taken = portal_request_feed(&c->request, input, (size_t)n);
		if (c->request.answer == PORTAL_SILENCE)
			return conn_close(c, WHY_SILENT);
		if (c->request.answer != PORTAL_MORE)
			return conn_answer(c, c->request.answer,
			    taken < (size_t)n ||
			    c->request.answer > PORTAL_302);
	} while ((size_t)n == sizeof input || ended);
	return QUEUE_HEAD;
}

/* Makes room under the limit per client: its own oldest gives way. */
static void
conn_cap(const struct portal_key *client)
{
	unsigned n = 0;
	uint16_t i, oldest = NONE;

	for (i = kin_of(client)->last; i != NONE && n < client_limit;
	    i = kin_links[i].previous)
		if (memcmp(&conns[i].client, client, sizeof *client) == 0) {
			oldest = i;
			n++;
		}
	if (n == client_limit)
		(void)conn_close(&conns[oldest], WHY_CAPPED);
}

/* Ends the stranger that has waited longest. False: there is none. */
static int
conn_evict(void)
{
	uint16_t i = slot_oldest(QUEUE_HEAD, QUEUE_DRAIN);

	if (i != NONE)
		(void)conn_close(&conns[i], WHY_EVICTED);
	return i != NONE;
}

/* Gives an unfinished connection a slot, a deadline and an eye on it. */
static void
conn_keep(const struct conn *fresh, enum queue queue)
{
	static const int small = KEPT_BYTES;
	uint16_t i;

	conn_cap(&fresh->client);
	if (strangers.held == strangers.limit)
		(void)conn_evict();
	i = slot_take(&strangers);
	conns[i] = *fresh;
	conns[i].slot = i;
	slot_wait(i, queue);
	list_append(kin_of(&fresh->client), kin_links, i);
	/* Without these it would only cost the kernel more memory. */
	(void)setsockopt(fresh->fd, SOL_SOCKET, SO_RCVBUF, &small,
	    sizeof small);
	(void)setsockopt(fresh->fd, SOL_SOCKET, SO_SNDBUF, &small,
	    sizeof small);
	if (slot_watch(i, EPOLL_CTL_ADD, fresh->fd,
	    queue == QUEUE_SEND ? EPOLLOUT : 0, EVENT_CLIENT) == -1)
		(void)conn_close(&conns[i], WHY_EVICTED);
}

/* Where a connection that has a slot goes from here. */
static void
conn_move(uint16_t i, enum queue queue)
{
	if (queue == QUEUES || queue == slots[i].queue)
		return;
	slot_wait(i, queue);
	if (queue == QUEUE_SEND && slot_watch(i, EPOLL_CTL_MOD, conns[i].fd,
	    EPOLLOUT, EVENT_CLIENT) == -1)
		(void)conn_close(&conns[i], WHY_EVICTED);
}

static void
conn_event(uint16_t i, uint32_t events)
{
	int ended = (events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0;
	struct conn *c = &conns[i];

	conn_move(i, slots[i].queue == QUEUE_HEAD ? conn_read(c, ended) :
	    slots[i].queue == QUEUE_SEND ? conn_send(c) :
	    conn_drain(c, ended));
}

/* Its time is over: 408 for a head that was begun, silence before. */
static void
conn_expire(uint16_t i)
{
	struct conn *c = &conns[i];
	int queue = slots[i].queue;

	if (queue == QUEUE_HEAD && c->request.octets > 0)
		conn_move(i, conn_answer(c, PORTAL_408, 1));
	else
		(void)conn_close(c, queue == QUEUE_HEAD ? WHY_SILENT :
		    queue == QUEUE_SEND ? WHY_LATE : WHY_ANSWERED);
}

/* ---- 7. Relay ------------------------------------------------------------ */

enum { CLIENT, ORIGIN };	/* the sides of a relay */

/* One way of a relay: from one side to the other. */
struct way {
	int pipe[2];		/* held while octets are in it; else -1 */
	unsigned inside;	/* octets in it */
	uint8_t ended;		/* the side it comes from has no more */
	uint8_t passed_on;	/* and the other side knows */
};

static struct relay {
	int fd[2];
	struct way way[2];	/* by the side it comes from */
} relay_table[RELAYS_MAX];

#define RELAY_BYTES	(sizeof(struct relay) + sizeof(struct slot) + \
	sizeof(struct link))

static int pipes[PIPES_SPARE][2];	/* made, empty, not in use */
static unsigned pipes_spare;

static int
pipe_take(int ends[2])
{
	if (pipes_spare > 0) {
		memcpy(ends, pipes[--pipes_spare], sizeof pipes[0]);
		return 1;
	}
	if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) == -1)
		return 0;
	/* Half the CPU of the default size; but that will do, too. */
	(void)fcntl(ends[0], F_SETPIPE_SZ, PIPE_BYTES);
	return 1;
}

static void
pipe_give(struct way *way)
{
	if (way->pipe[0] == -1)
		return;
	if (way->inside == 0 && pipes_spare < PIPES_SPARE)
		memcpy(pipes[pipes_spare++], way->pipe, sizeof pipes[0]);
	else {
		(void)close(way->pipe[0]);
		(void)close(way->pipe[1]);
	}
	way->pipe[0] = -1;
}

/* Closes; as a reset, if that is how the other side ended. */
static void
relay_hang_up(int fd, int reset)
{
	static const struct linger now_or_never = { .l_onoff = 1 };

	if (reset)
		(void)setsockopt(fd, SOL_SOCKET, SO_LINGER, &now_or_never,
		    sizeof now_or_never);
	(void)close(fd);
}

/* The one place where a relay ends. False, as relay_pump needs it. */
static int
relay_close(uint16_t i, int reset)
{
	struct relay *r = &relay_table[i - CONNS_MAX];
	int side;

	for (side = CLIENT; side <= ORIGIN; side++) {
		relay_hang_up(r->fd[side], reset);
		pipe_give(&r->way[side]);
	}
	slot_give(&relays, i);
	return 0;
}

static int
relay_watch(uint16_t i, int op, int side)
{
	return slot_watch(i, op, relay_table[i - CONNS_MAX].fd[side],
	    EPOLLOUT | EPOLLPRI, side == CLIENT ? EVENT_CLIENT : EVENT_ORIGIN);
}

/*
 * Moves octets one way, from the socket into a pipe and on, without copying
 * them, until a socket has to be waited for or the share of this turn is used
 * up. False: the relay has ended.
 */
static int
relay_pump(uint16_t i, int from)
{
	struct relay *r = &relay_table[i - CONNS_MAX];
	struct way *w = &r->way[from];
	size_t share = 0;
	ssize_t n = 0;

	while (share < SHARE_BYTES) {
		if (w->inside == 0) {
			if (w->ended)
				break;
			if (w->pipe[0] == -1 && !pipe_take(w->pipe))
				return relay_close(i, 1);
			n = splice(r->fd[from], NULL, w->pipe[1], NULL,
			    SHARE_BYTES, SPLICE_F_MOVE | SPLICE_F_NONBLOCK);
			w->ended = n == 0;
			if (n <= 0)
				break;
			w->inside = (unsigned)n;
		}
		n = splice(w->pipe[0], NULL, r->fd[!from], NULL, w->inside,
		    SPLICE_F_MOVE | SPLICE_F_NONBLOCK);
		if (n <= 0)
			break;
		w->inside -= (unsigned)n;
		share += (size_t)n;
	}
	if (n == -1 && errno != EAGAIN)
		return relay_close(i, 1);
	if (w->inside == 0)
		pipe_give(w);
	if (w->inside == 0 && w->ended && !w->passed_on) {
		(void)shutdown(r->fd[!from], SHUT_WR);	/* or it is gone */
		w->passed_on = 1;
	}
	if (w->passed_on && r->way[!from].passed_on)
		return relay_close(i, 0);
	slot_wait(i, w->passed_on || r->way[!from].passed_on ? QUEUE_HALF :
	    QUEUE_OPEN);
	/* What is left is reported again, behind what others wait for. */
	if (share >= SHARE_BYTES && relay_watch(i, EPOLL_CTL_MOD,
	    w->inside > 0 ? !from : from) == -1)
		return relay_close(i, 1);
	return 1;
}

/* Something happened on one side. */
static void
relay_event(uint16_t i, int side, uint32_t events)
{
	struct relay *r = &relay_table[i - CONNS_MAX];
	socklen_t n = sizeof(int);
	int error = 0;

	if (slots[i].queue == QUEUE_CONNECT) {
		if (getsockopt(r->fd[ORIGIN], SOL_SOCKET, SO_ERROR, &error,
		    &n) == -1 || error != 0) {
			count[CONNECT_FAILED]++;
			(void)relay_close(i, 1);
			return;
		}
		slot_wait(i, QUEUE_OPEN);
		if (relay_watch(i, EPOLL_CTL_ADD, CLIENT) == -1) {
			(void)relay_close(i, 1);
			return;
		}
	}
	/* After a reset, what came before it can still be read. */
	if ((events & ~(uint32_t)EPOLLOUT) != 0 && !relay_pump(i, side))
		return;
	/* Splice never gets past urgent data. */
	if ((events & (EPOLLERR | EPOLLPRI)) != 0)
		(void)relay_close(i, 1);
	else if ((events & EPOLLOUT) != 0)
		(void)relay_pump(i, !side);
}

/* Connects to where the client wanted to go. */
static void
relay_open(int client, const union address *to)
{
	static const int on = 1, off = 0, idle = KEEPALIVE_S;
	int fd = socket(to->any.sa_family, SOCK_STREAM | SOCK_NONBLOCK |
	    SOCK_CLOEXEC, 0), *side;
	struct relay *r;
	uint16_t i;

	/* With -T an IPv4 destination is a v4-mapped one. */
	if (fd == -1 || (to->any.sa_family == AF_INET6 && setsockopt(fd,
	    IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off) == -1) ||
	    (connect(fd, &to->any, sizeof *to) == -1 &&
	    errno != EINPROGRESS)) {
		count[CONNECT_FAILED]++;
		relay_hang_up(client, 1);
		if (fd != -1)
			(void)close(fd);
		return;
	}
	if (relays.held == relays.limit)
		(void)relay_close(slot_oldest(QUEUE_CONNECT, QUEUE_HALF), 1);
	i = slot_take(&relays);
	r = &relay_table[i - CONNS_MAX];
	*r = (struct relay){ .fd = { client, fd },
	    .way = { { .pipe = { -1, -1 } }, { .pipe = { -1, -1 } } } };
	slot_wait(i, QUEUE_CONNECT);
	count[RELAYED]++;
	/* Without these a dead relay only ends later, and a small segment. */
	(void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
	for (side = r->fd; side <= &r->fd[ORIGIN]; side++) {
		(void)setsockopt(*side, SOL_SOCKET, SO_KEEPALIVE, &on,
		    sizeof on);
		(void)setsockopt(*side, IPPROTO_TCP, TCP_KEEPIDLE, &idle,
		    sizeof idle);
	}
	if (relay_watch(i, EPOLL_CTL_ADD, ORIGIN) == -1)
		(void)relay_close(i, 1);
}

/* ---- 8. Event loop ------------------------------------------------------- */

static struct {
	int fd;
	union address at;
} listeners[LISTENERS_MAX];
static int listeners_count;
static int signals = -1;	/* signalfd */
static uint32_t leave;		/* when to end at the latest, if leaving */
static int leaving;
static int reload_due;		/* SIGHUP came */
static uint32_t reloaded;	/* when that was done last */
static uint32_t reload_ms;	/* and how long it took */

static uint32_t
clock_ms(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);	/* cannot fail */
	return (uint32_t)((uint64_t)t.tv_sec * 1000 +
	    (uint64_t)t.tv_nsec / 1000000);
}

/*
 * One connection. The listener is level-triggered: what waits behind this one
 * is reported again. Without descriptors or memory the oldest gives way, and
 * with nobody to give way the loop naps, so that it never spins.
 */
static void
loop_accept(uint32_t listener)
{
	struct conn fresh = { .slot = NONE };
	union address peer = { .any.sa_family = AF_UNSPEC }, to;
	socklen_t n = sizeof peer;
	enum queue queue;
	enum who who;

	fresh.fd = accept4(listeners[listener].fd, &peer.any, &n,
	    SOCK_NONBLOCK | SOCK_CLOEXEC);
	if (fresh.fd == -1) {
		/* Any other failure: that client has left meanwhile. */
		if ((errno == EMFILE || errno == ENFILE || errno == ENOBUFS ||
		    errno == ENOMEM) && !conn_evict())
			(void)poll(NULL, 0, RETRY_MS);
		return;
	}
	count[ACCEPTED]++;
	who = who_is(fresh.fd, &peer, &listeners[listener].at, &to);
	/* In a full table the quietest gives way, but not to a visitor. */
	if (who == WHO_VISITOR && relays.held == relays.limit)
		who = WHO_REFUSED;
	if (verbose && (who == WHO_RELAYED || who == WHO_VISITOR))
		say("%s relay", address_text(&peer));
	if (who == WHO_RELAYED || who == WHO_VISITOR)
		relay_open(fresh.fd, &to);
	else if (who == WHO_REFUSED) {
		count[REFUSED]++;
		relay_hang_up(fresh.fd, 1);
	} else {
		fresh.client = key_of(&peer);
		fresh.welcome = who == WHO_MISDIRECTED;
		queue = conn_read(&fresh, 0);
		if (queue != QUEUES)
			conn_keep(&fresh, queue);
	}
}

/* Until the next deadline, in ms; -1 if there is none. */
static int
loop_timeout(void)
{
	int32_t least = INT32_MAX, left;
	int q;

	for (q = 0; q < QUEUES; q++)
		if (queues[q].first != NONE) {
			left = (int32_t)(slots[queues[q].first].deadline - now);
			least = left < least ? left : least;
		}
	if (reload_due && (left = (int32_t)(reloaded + reload_ms - now)) <
	    least)
		least = left;
	if (leaving && (int32_t)(leave - now) < least)
		least = (int32_t)(leave - now);
	return least == INT32_MAX ? -1 : least > 0 ? (int)least : 0;
}

/* Sees to all whose time is over. */
static void
loop_expire(void)
{
	uint16_t i;
	int q;

	for (q = 0; q < QUEUES; q++)
		while ((i = queues[q].first) != NONE &&
		    (int32_t)(slots[i].deadline - now) <= 0)
			if (i < CONNS_MAX)
				conn_expire(i);
			else {
				count[CONNECT_FAILED] += q == QUEUE_CONNECT;
				(void)relay_close(i, 1);
			}
}

/* One turn. Returns the number of a signal that came, or 0. */
static int
loop_turn(void)
{
	static struct epoll_event events[EVENTS];
	struct signalfd_siginfo info;
	int n, e, signal = 0;
	uint32_t event, low;
	uint16_t i;

	n = epoll_wait(epoll, events, EVENTS, loop_timeout());
	now = clock_ms();
	for (e = 0; e < n; e++) {
		event = (uint32_t)(events[e].data.u64 >> 32);
		low = (uint32_t)events[e].data.u64;
		i = (uint16_t)low;
		if (event == EVENT_LISTENER)
			loop_accept(low);
		else if (event == EVENT_SIGNAL) {
			if (read(signals, &info, sizeof info) == sizeof info)
				signal = (int)info.ssi_signo;
		} else if (slots[i].generation != low >> 16)
			continue;	/* of an earlier one in this slot */
		else if (i < CONNS_MAX)
			conn_event(i, events[e].events);
		else
			relay_event(i, event == EVENT_CLIENT ? CLIENT : ORIGIN,
			    events[e].events);
	}
	loop_expire();
	return signal;
}

/* ---- 9. Sandbox ---------------------------------------------------------- */

/*
 * The processor as audit and ELF number it, and where the calls begin that all
 * processors number alike. For any other there is no filter.
 */
#define CALLS_FROM	0
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
#elif defined __powerpc64__
#define MACHINE		21
#elif defined __powerpc__
#define MACHINE		20
#elif defined __s390x__
#define MACHINE		22
#elif defined __mips__ && (_MIPS_SIM == 1 || _MIPS_SIM == 3)	/* o32, n64 */
#define MACHINE		8
#undef CALLS_FROM
#define CALLS_FROM	(_MIPS_SIM == 1 ? 4000 : 5000)
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
	LANDLOCK_BIND = 1, LANDLOCK_CONNECT = 2, LANDLOCK_SCOPES = 3,
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
 * C libraries differ in which they use for the same thing. Where there is a
 * mask, the argument has to have that value under it.
 */
#define ALWAYS(call)	{ call, 0, 0, 0, 0 }
#define LISTED(call)	{ call, 1, 0, 0, 0 }	/* for relays and reloads */
#define LISTED_IF(call, argument, mask, value) \
	{ call, 1, argument, (uint32_t)(mask), (uint32_t)(value) }
static const struct call {
	long number;
	uint8_t listed;			/* only if there is an allowlist */
	uint8_t argument;
	uint32_t mask, value;
} calls[] = {
	ALWAYS(SYS_accept4), ALWAYS(SYS_recvfrom), ALWAYS(SYS_sendto),
	ALWAYS(SYS_shutdown), ALWAYS(SYS_close), ALWAYS(SYS_epoll_pwait),
	ALWAYS(SYS_epoll_ctl), ALWAYS(SYS_setsockopt), ALWAYS(SYS_getpeername),
	ALWAYS(SYS_read), ALWAYS(SYS_write),
	ALWAYS(SYS_restart_syscall),	/* of a poll, after SIGCONT */
	ALWAYS(SYS_exit_group),
	LISTED(SYS_splice), LISTED(SYS_getsockopt), LISTED(SYS_getsockname),
	LISTED(SYS_connect), LISTED(SYS_pipe2),
	LISTED_IF(SYS_socket, 0, ~0, AF_INET),
	LISTED_IF(SYS_socket, 0, ~0, AF_INET6),
	LISTED_IF(SYS_openat, 2, ~O_LARGEFILE, FILE_FLAGS),
#ifdef SYS_epoll_wait
	ALWAYS(SYS_epoll_wait), ALWAYS(SYS_poll),
#endif
#ifdef SYS_ppoll_time64
	ALWAYS(SYS_ppoll_time64),
#endif
#ifdef SYS_ppoll
	ALWAYS(SYS_ppoll),
#endif
#ifdef SYS_fcntl
	LISTED_IF(SYS_fcntl, 1, ~0, F_SETPIPE_SZ),
#endif
#ifdef SYS_fstat
	LISTED(SYS_fstat),
#endif
#ifdef SYS_statx		/* 32 bits; mips64 */
	LISTED(SYS_statx),
#endif
#ifdef SYS_newfstatat
	LISTED(SYS_newfstatat),
#endif
#ifdef SYS_fcntl64		/* 32 bits */
	LISTED(SYS_fstat64),
	LISTED_IF(SYS_fcntl64, 1, ~0, F_SETPIPE_SZ),
#endif
#ifdef SYS_clock_gettime	/* where the kernel does not map it in */
	ALWAYS(SYS_clock_gettime),
#endif
#ifdef SYS_clock_gettime32
	ALWAYS(SYS_clock_gettime32),
#endif
#ifdef SYS_clock_gettime64
	ALWAYS(SYS_clock_gettime64),
#endif
#ifdef SYS_recv
	ALWAYS(SYS_recv), ALWAYS(SYS_send),
#endif
#ifdef SYS_socketcall		/* the call within has a number of its own */
	LISTED_IF(SYS_socketcall, 0, ~0, 1),		/* socket */
	LISTED_IF(SYS_socketcall, 0, ~0, 3),		/* connect */
	LISTED_IF(SYS_socketcall, 0, ~0, 6),		/* getsockname */
	LISTED_IF(SYS_socketcall, 0, ~0, 15),		/* getsockopt */
	{ SYS_socketcall, 0, 0, ~0U, 7 },		/* getpeername */
	{ SYS_socketcall, 0, 0, ~0U, 9 },		/* send */
	{ SYS_socketcall, 0, 0, ~0U, 10 },		/* recv */
	{ SYS_socketcall, 0, 0, ~0U, 11 },		/* sendto */
	{ SYS_socketcall, 0, 0, ~0U, 12 },		/* recvfrom */
	{ SYS_socketcall, 0, 0, ~0U, 13 },		/* shutdown */
	{ SYS_socketcall, 0, 0, ~0U, 14 },		/* setsockopt */
	{ SYS_socketcall, 0, 0, ~0U, 18 },		/* accept4 */
#endif
};
#undef ALWAYS
#undef LISTED
#undef LISTED_IF

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
	*s++ = (struct step){ STEP_LOAD, 0, 0, CALL_NUMBER };
	for (c = calls; c < calls + ARRAY_LEN(calls); c++) {
		if (c->listed && !listed)
			continue;
		*s++ = (struct step){ STEP_IF, 0, c->mask == 0 ? 1 : 4,
		    (uint32_t)c->number };
		if (c->mask != 0) {
			*s++ = (struct step){ STEP_LOAD, 0, 0, CALL_ARGUMENTS +
			    8U * c->argument + 4 * big };
			*s++ = (struct step){ STEP_AND, 0, 0, c->mask };
			*s++ = (struct step){ STEP_IF, 0, 1, c->value };
		}
		*s++ = (struct step){ STEP_RETURN, 0, 0, CALL_ALLOWED };
		if (c->mask != 0)
			*s++ = (struct step){ STEP_LOAD, 0, 0, CALL_NUMBER };
	}
	*s++ = (struct step){ STEP_RETURN, 0, 0, SANDBOX_REFUSAL };
	program.n = (unsigned short)(s - steps);
	errno = ENOSYS;
	return MACHINE != 0 &&
	    prctl(PR_SET_SECCOMP, FILTER_MODE, &program, 0, 0) == 0;
}

/*
 * From here on no file can be opened but to read, below the folder that the
 * list lies in; no port taken; and, without a list, nothing connected to.
 * False: the kernel cannot do that.
 */
static int
sandbox_landlock(const char *list)
{
	struct {
		uint64_t files, ports, scopes;
	} rules = { 0x1fff, 0, 0 };
	struct {
		uint64_t allowed;
		int32_t folder;
	} beneath = { LANDLOCK_READ_FILE, -1 };
	long version, done, to;
	char folder[PATH_MAX];

	errno = ENOSYS;
	version = MACHINE == 0 ? -1 : syscall(CALLS_FROM + LANDLOCK_CREATE,
	    NULL, 0, LANDLOCK_VERSION);
	if (version >= 2)
		rules.files = version >= 5 ? 0xffff : version >= 3 ? 0x7fff :
		    0x3fff;
	if (version >= 4)
		rules.ports = LANDLOCK_BIND | (list ? 0 : LANDLOCK_CONNECT);
	if (version >= 6)
		rules.scopes = LANDLOCK_SCOPES;
	to = version < 1 ? -1 : syscall(CALLS_FROM + LANDLOCK_CREATE, &rules,
	    version >= 6 ? 24 : version >= 4 ? 16 : 8, 0);
	if (to == -1)
		return 0;
	if (list != NULL && realpath(list, folder) != NULL) {
		strrchr(folder, '/')[1] = '\0';
		beneath.folder = open(folder, O_PATH | O_CLOEXEC);
	}
	/* Without that rule a reload fails, and the caller says so. */
	if (beneath.folder != -1) {
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
 * Gives up every privilege there is, for good; what it had to be used for is
 * done. To be another user is asked for; the rest is not, and what the kernel
 * has not is said. Returns NULL, or what failed: then portal must not go on.
 */
static const char *
sandbox_enter(const struct user *user, const char *list)
{
	struct {
		uint32_t version;
		int pid;
	} self = { CAPABILITY_VERSION, 0 };
	uint32_t none[2][3] = { { 0 } };	/* effective, permitted, ... */
	const struct rlimit zero = { 0, 0 };
	const char *files, *calls_said;

	/* No limit on the size of files: the log may be one. */
	if (setrlimit(RLIMIT_NPROC, &zero) == -1 ||
	    setrlimit(RLIMIT_CORE, &zero) == -1)
		return "cannot lower limits";
	if (user != NULL && user->uid != geteuid() &&
	    (setgroups(0, NULL) == -1 ||
	    setresgid(user->gid, user->gid, user->gid) == -1 ||
	    setresuid(user->uid, user->uid, user->uid) == -1))
		return "-U: cannot become that user; only root can";
	if (syscall(SYS_capset, &self, none) == -1)
		return "cannot drop capabilities";
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == -1)
		return "cannot set no_new_privs";
	files = sandbox_landlock(list) ? "" : strerror(errno);
	calls_said = sandbox_filter(list != NULL) ? "" : strerror(errno);
	say("sandbox: no capability, %sLandlock%s%s, %sseccomp%s%s",
	    *files ? "no " : "", *files ? ": " : "", files,
	    *calls_said ? "no " : "", *calls_said ? ": " : "", calls_said);
	return NULL;
}

/* ---- 10. Ruleset, options, signals, main --------------------------------- */

enum { EXIT_SYSTEM = 1, EXIT_INPUT = 2 };

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
    "  -c N        unfinished requests held at once (4096)\n"
    "  -k N        of these, per client address (64)\n"
    "  -s N        relayed connections at once (1024)\n"
    "  -w SECONDS  a client has to finish its request (10)\n"
    "  -U USER     become USER after binding\n"
    "  -T          listeners receive by TPROXY\n"
    "  -R          listeners share their ports with other portals\n"
    "  -n IF[,IF]  print an nftables ruleset for guests on these interfaces,\n"
    "              and exit\n"
    "  -q WHO      say whether this address or MAC is let through, and by\n"
    "              which line of the list, and exit\n"
    "  -t          check options, page and allowlist, and exit\n"
    "  -v          log each answer and relay\n"
    "  -h, --help, -V, --version\n";

static struct {
	const char *url, *list, *page, *who, *interfaces, *user;
	const char *languages;
	const char *listen[LISTENERS_MAX];
	int listens, delay, test, shared;
} opt = { .languages = "en", .delay = 10 };

static void __attribute__((noreturn, format(printf, 2, 3)))
die(int status, const char *format, ...)
{
	char text[LOG_BYTES];
	va_list args;

	va_start(args, format);
	(void)text_format(text, sizeof text, format, args);
	va_end(args);
	say("%s", text);
	exit(status);
}

/* What -h, -V, -q and -n print, by the page. It has to arrive. */
static char out[4096];
static size_t out_n;

static int
out_end(void)
{
	size_t done;
	ssize_t n;

	for (done = 0; done < out_n; done += (size_t)n) {
		n = write(STDOUT_FILENO, out + done, out_n - done);
		if (n == -1)
			die(EXIT_SYSTEM, "cannot write: %s", strerror(errno));
	}
	out_n = 0;
	return 0;
}

static void
out_text(const char *text, size_t n)
{
	for (; n > 0; n--) {
		if (out_n == sizeof out)
			(void)out_end();
		out[out_n++] = *text++;
	}
}

static void __attribute__((format(printf, 1, 2)))
out_print(const char *format, ...)
{
	char text[LOG_BYTES];
	va_list args;

	va_start(args, format);
	out_text(text, text_format(text, sizeof text, format, args));
	va_end(args);
}

/* The argument of an option as a number in a range. */
static unsigned
number(int option, const char *text, unsigned least, unsigned most)
{
	const char *end;
	uint32_t n = number_read(text, &end);

	if (end == text || n < least || n > most ||
	    (*end != '\0' && (option != 'u' || strchr("/?#", *end) == NULL)))
		die(EXIT_INPUT, "-%c: not a number from %u to %u: %s", option,
		    least, most, text);
	return n;
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
	char right[PORTAL_ENTRY_MAX];

	if (line == PORTAL_LINE_UNKNOWN && strncmp(list->text, "to ", 3) == 0)
		say("%s:%u: not an address or prefix (names are not looked "
		    "up): %s", opt.list, list->line, list->text);
	else if (line == PORTAL_LINE_HOST_BITS) {
		portal_entry_text(entry, right);
		say("%s:%u: host bits are set in %s; %s?", opt.list,
		    list->line, list->text, right);
	} else
		say("%s:%u: %s: %s", opt.list, list->line, what[line],
		    list->text);
}

/* Opens a file to read from; -1, and says why, if it is not one. */
static int
file_open(const char *path, unsigned most, struct stat *st)
{
	int fd = openat(AT_FDCWD, path, FILE_FLAGS);

	if (fd == -1 || fstat(fd, st) == -1)
		say("%s: %s", path, strerror(errno));
	else if (!S_ISREG(st->st_mode))
		say("%s: not a regular file", path);
	else if (st->st_size > most)
		say("%s: larger than %u octets", path, most);
	else
		return fd;
	if (fd != -1)
		(void)close(fd);
	return -1;
}

/* Reads the allowlist into list. False, and says why, if it is not one. */
static int
list_load(struct portal_list *list)
{
	enum portal_line line = PORTAL_LINE_BLANK;
	struct portal_entry entry;
	struct stat st;
	off_t all = 0;
	ssize_t n = 0;
	int fd = file_open(opt.list, ALLOW_BYTES_MAX, &st), skip;

	if (fd == -1)
		return 0;
	portal_list_begin(list);
	while (line == PORTAL_LINE_BLANK && all <= st.st_size &&
	    (n = read(fd, input, sizeof input)) > 0) {
		/* A byte order mark is no part of the first line. */
		skip = all == 0 && n >= 3 &&
		    memcmp(input, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
		line = portal_list_feed(list, input + skip, (size_t)(n - skip),
		    &entry);
		all += n;
	}
	if (n == -1)
		say("%s: %s", opt.list, strerror(errno));
	else if (line == PORTAL_LINE_BLANK && all != st.st_size)
		say("%s: changed while it was read; replace it by rename",
		    opt.list);
	(void)close(fd);
	if (n == -1 || (line == PORTAL_LINE_BLANK && all != st.st_size))
		return 0;
	if (line == PORTAL_LINE_BLANK)
		line = portal_list_end(list, &entry);
	if (line != PORTAL_LINE_BLANK)
		list_complain(list, line, &entry);
	return line == PORTAL_LINE_BLANK;
}

static struct timespec list_read;	/* when */

static void
list_say(const char *did)
{
	const uint32_t *k = allowed->kinds;

	say("%s: %s%u entries: %u IPv4, %u IPv6, %u MAC, %u destinations",
	    opt.list, did, k[PORTAL_IP4] + k[PORTAL_IP6] + k[PORTAL_MAC] +
	    k[PORTAL_TO4] + k[PORTAL_TO6], k[PORTAL_IP4], k[PORTAL_IP6],
	    k[PORTAL_MAC], k[PORTAL_TO4] + k[PORTAL_TO6]);
	if (allowed->count == 0)
		say("%s: nothing is on it: everybody is a stranger", opt.list);
	(void)clock_gettime(CLOCK_MONOTONIC, &list_read);
}

/*
 * After SIGHUP: the new list is in force, or the old one stays. Main leaves a
 * pause between two, so that no storm of signals keeps the guests waiting.
 */
static void
list_reload(void)
{
	struct portal_list *spare = allowed == allow ? &allow[1] : allow;
	uint32_t begin = clock_ms();

	if (opt.list == NULL)
		say("no list to reload: there was no -a");
	else if (list_load(spare)) {
		allowed = spare;
		list_say("reloaded, ");
	} else
		say("%s: the old list stays, as of the last good load",
		    opt.list);
	reload_due = 0;
	reloaded = clock_ms();
	reload_ms = reloaded - begin;
}

/* -q: what the list says of one client. */
static void
list_query(const char *who)
{
	const struct portal_entry *found;
	struct portal_entry asked;
	char text[PORTAL_ENTRY_MAX];

	if (portal_entry_parse(who, &asked) != PORTAL_LINE_ENTRY ||
	    asked.bits != kind_bits[asked.key.kind])
		die(EXIT_INPUT, "-q: not an address or MAC: %s", who);
	found = portal_list_find(allowed, &asked.key);
	if (found == NULL) {
		out_print("stranger: %s is not on the list%s\n", who,
		    opt.list == NULL ? ": there was no -a" : "");
		return;
	}
	portal_entry_text(found, text);
	out_print("allowed: %s by %s:%u: %s\n", who, opt.list, found->line,
	    text);
}

/* SIGUSR1: one line, for people and for scripts. */
static void
count_say(void)
{
	char line[2 * LOG_BYTES];	/* there is room for 20 digits each */
	struct timespec t;
	size_t n = 0;
	int i;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);

	for (i = 0; i < COUNTS; i++)
		n += text_print(line + n, sizeof line - n, " %s=%llu",
		    count_name[i], (unsigned long long)count[i]);
	for (i = PORTAL_511; i < PORTAL_SILENCE; i++)
		n += text_print(line + n, sizeof line - n, " %d=%llu",
		    answers[i].status, (unsigned long long)answered[i]);
	say("counters%s relaying=%u held=%u peak=%u list=%u list_age=%llu",
	    line, relays.held, strangers.held, strangers.peak, allowed->count,
	    opt.list == NULL ? 0 :
	    (unsigned long long)(t.tv_sec - list_read.tv_sec));
}

/* The login page's port; true if its host is an address, then in *key. */
static int
url_target(struct portal_key *key, unsigned *port)
{
	const char *host = strchr(opt.url, ':') + 3, *end;
	size_t bracket = *host == '[', n;
	char address[INET6_ADDRSTRLEN] = "";

	host += bracket;
	n = strcspn(host, bracket ? "]" : ":/?#");
	if (n < sizeof address)
		memcpy(address, host, n);
	end = host + n + bracket;
	*port = tolower((uint8_t)opt.url[4]) == 's' ? 443 : 80;
	if (end[0] == ':' && isdigit((uint8_t)end[1]))
		*port = number('u', end + 1, 1, 65535);
	return key_parse(address, key) && key->kind != PORTAL_MAC;
}

/* Builds the answers; the page's file, if there is one, is read whole. */
static void
answers_load(void)
{
	static uint8_t page[PORTAL_PAGE_MAX];
	const char *wrong, *where;
	struct stat st = { .st_size = 0 };
	struct portal_key key;
	unsigned port;
	ssize_t n = 0;
	int fd;

	wrong = opt.url == NULL ? "the login page is missing" :
	    portal_url_wrong(opt.url);
	if (wrong != NULL)
		die(EXIT_INPUT, "-u: %s (portal -h tells the options)", wrong);
	(void)url_target(&key, &port);		/* refuses a wrong port */
	if (opt.page != NULL) {
		fd = file_open(opt.page, sizeof page, &st);
		if (fd == -1)
			exit(EXIT_INPUT);
		n = read(fd, page, sizeof page);
		if (n != st.st_size)
			die(EXIT_INPUT, "%s: %s", opt.page, n == -1 ?
			    strerror(errno) : "changed while it was read");
		(void)close(fd);
	}
	wrong = portal_answers_build(&fixed, opt.url, opt.languages, opt.delay,
	    opt.page != NULL ? page : NULL, (size_t)n, &where);
	if (wrong != NULL && where == NULL)
		die(EXIT_INPUT, "%s: %s", opt.page, wrong);
	if (wrong != NULL)
		die(EXIT_INPUT, "-L: %.*s: %s", 2, where, wrong);
}

/* [ADDR]:PORT; no ADDR means both families, an IPv6 one wants its brackets. */
static void
listen_parse(const char *text, union address *a)
{
	const char *colon = strrchr(text, ':');
	size_t n = colon == NULL ? 0 : (size_t)(colon - text);
	size_t bracket = n > 2 && *text == '[' && text[n - 1] == ']';
	char host[INET6_ADDRSTRLEN] = "::";
	struct portal_key key;

	if (n > 0)
		(void)text_print(host, sizeof host, "%.*s",
		    (int)(n - 2 * bracket), text + bracket);
	if (colon == NULL || n >= sizeof host || !key_parse(host, &key) ||
	    key.kind == PORTAL_MAC ||
	    (key.kind == PORTAL_IP6 && n > 0 && !bracket))
		die(EXIT_INPUT, "-l: not ADDR:PORT or [ADDR]:PORT: %s", text);
	memset(a, 0, sizeof *a);
	a->any.sa_family = key.kind == PORTAL_IP6 ? AF_INET6 : AF_INET;
	a->ip4.sin_port = htons((uint16_t)number('l', colon + 1, 0, 65535));
	if (key.kind == PORTAL_IP6)
		memcpy(&a->ip6.sin6_addr, key.addr, 16);
	else
		memcpy(&a->ip4.sin_addr, key.addr, 4);
}

/* What the operator can do about it. */
static const char *
listen_remedy(int error)
{
	return error == EACCES ? "; start it as root, with -U USER" :
	    error == EPERM ? "; -T needs root at start: with -U USER" :
	    error == EADDRINUSE ? "; ss -ltnp says by whom (-R shares it)" :
	    error == EINVAL ? "; a link-local address will not do" : "";
}

/*
 * IP_FREEBIND: at boot the address may not be there yet. Where IPv6 is
 * switched off, both families means the one there is.
 */
static int
listen_open(const char *text)
{
	static const int on = 1, off = 0;
	union address a;
	struct portal_key key;
	int six, fd;

	listen_parse(text, &a);
	key = key_of(&a);
	six = a.any.sa_family == AF_INET6;
	fd = socket(a.any.sa_family, SOCK_STREAM | SOCK_NONBLOCK |
	    SOCK_CLOEXEC, 0);
	if (fd == -1 && errno == EAFNOSUPPORT && six && is_zero(&key)) {
		say("no IPv6 here: %s is IPv4 alone", text);
		six = 0;
		a.any.sa_family = AF_INET;	/* the port stays there */
		a.ip4.sin_addr.s_addr = 0;
		fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK |
		    SOCK_CLOEXEC, 0);
	}
	if (fd == -1 || (six && setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &off,
	    sizeof off) == -1) || (transparent && setsockopt(fd,
	    six ? IPPROTO_IPV6 : IPPROTO_IP, six ? IPV6_TRANSPARENT :
	    IP_TRANSPARENT, &on, sizeof on) == -1) ||
	    setsockopt(fd, IPPROTO_IP, IP_FREEBIND, &on, sizeof on) == -1 ||
	    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) == -1 ||
	    (opt.shared && setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &on,
	    sizeof on) == -1) ||
	    bind(fd, &a.any, sizeof a) == -1 || listen(fd, BACKLOG) == -1)
		die(EXIT_SYSTEM, "cannot listen on %s: %s%s", text,
		    strerror(errno), listen_remedy(errno));
	if (netlink != -1 && !is_zero(&key) && !is_routed(&key, RTN_LOCAL))
		say("%s: no interface has this address yet", text);
	return fd;
}

/*
 * TCP_DEFER_ACCEPT: a client shows up together with its first octets, so that
 * the first recv finds them. TCP_NODELAY: the end of a page that takes several
 * segments does not wait for the first one's acknowledgement. Both are passed
 * on to what is accepted, and service is possible without.
 */
static void
listen_add(int fd)
{
	static const int on = 1, wait = DEFER_S;
	union address *at;
	socklen_t n = sizeof *at;

	if (listeners_count == LISTENERS_MAX)
		die(EXIT_INPUT, "more than %d listeners", LISTENERS_MAX);
	at = &listeners[listeners_count].at;
	(void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
	(void)setsockopt(fd, IPPROTO_TCP, TCP_DEFER_ACCEPT, &wait, sizeof wait);
	(void)setsockopt(fd, IPPROTO_IP, IP_PKTINFO, &on, sizeof on);
	if (getsockname(fd, &at->any, &n) == -1 || event_watch(EPOLL_CTL_ADD,
	    fd, EPOLLIN, EVENT_LISTENER, (uint32_t)listeners_count) == -1)
		die(EXIT_SYSTEM, "cannot watch a listener: %s",
		    strerror(errno));
	listeners[listeners_count++].fd = fd;
}

/* Listeners that a service manager passes: sd_listen_fds(3). */
static void
listen_passed(void)
{
	const char *pid = getenv("LISTEN_PID"), *fds = getenv("LISTEN_FDS");
	socklen_t n = sizeof(int);
	int fd, listens, family;
	uint32_t left;

	if (pid == NULL || fds == NULL ||
	    number_read(pid, &pid) != (uint32_t)getpid())
		return;
	left = number_read(fds, &fds);
	for (fd = 3; left > 0; fd++, left--) {
		if (getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listens, &n) ==
		    -1 || !listens || getsockopt(fd, SOL_SOCKET, SO_DOMAIN,
		    &family, &n) == -1 ||
		    (family != AF_INET && family != AF_INET6) ||
		    fcntl(fd, F_SETFL, O_NONBLOCK) == -1 ||
		    fcntl(fd, F_SETFD, FD_CLOEXEC) == -1)
			die(EXIT_INPUT, "descriptor %d, passed by "
			    "LISTEN_FDS, is no listening socket", fd);
		listen_add(fd);
	}
}

/* The sets of the ruleset, one for each kind of entry in the list. */
static void
ruleset_sets(void)
{
	static const char *const names[PORTAL_KINDS] = {
		"allow4", "allow6", "allow_mac", "to4", "to6"
	};
	const struct portal_entry *e = allowed->entries;
	char text[PORTAL_ENTRY_MAX];
	uint32_t kind, i;

	for (kind = 0; kind < PORTAL_KINDS; kind++) {
		out_print("\tset %s {\n\t\ttype %s_addr%s\n", names[kind],
		    kind == PORTAL_MAC ? "ether" :
		    kind_bits[kind] == 32 ? "ipv4" : "ipv6",
		    kind == PORTAL_MAC ? "" : "; flags interval; auto-merge");
		if (allowed->kinds[kind] > 0)
			out_print("\t\telements = {\n");
		for (i = 0; i < allowed->count; i++)
			if (e[i].key.kind == kind) {
				portal_entry_text(&e[i], text);
				out_print("\t\t\t%s,\n", text +
				    (kind >= PORTAL_TO4 ? 3 : 0));
			}
		out_print("%s\t}\n\n", allowed->kinds[kind] > 0 ?
		    "\t\t}\n" : "");
	}
}

/*
 * Guests may reach the login page: at the address that the URL names; or, if
 * it holds a name, at that port of this router, should it be there.
 */
static void
ruleset_login(int by_name)
{
	char address[INET6_ADDRSTRLEN];
	struct portal_key key;
	unsigned port;
	int literal = url_target(&key, &port), six = key.kind == PORTAL_IP6;

	address_print(address, key.addr, six);
	if (by_name && !literal)
		out_print("\t\ttcp dport %u accept\t# the login page, if here;"
		    " else it wants \"to\" lines\n", port);
	if (!by_name && literal)
		out_print("\t\t%s daddr %s tcp dport %u accept\n",
		    six ? "ip6" : "ip", address, port);
}

/*
 * What -n prints. $q: the interfaces, quoted; $p: the port;
 * $s: the sets; $l, $n: the login page by address, by name. A line that begins
 * with $t is for -T only, one with $r for all else.
 */
static const char ruleset[] =
"# portal " PORTAL_VERSION ": the firewall for guests on $q.\n"
"# Load: portal -n ... | nft -f -    again after each change of the list.\n"
"# Remove: nft delete table inet portal\n"
"# Another firewall here (fw4, ufw) must let guests in to ports 53, 67, 123,\n"
"# 547 and $p, and out to the world: what it drops, nothing here brings back.\n"
"# Who is taken off the list is cut off by the next load, but not where flows\n"
"# are offloaded to hardware: conntrack -D -s ADDRESS ends those.\n"
"# Strangers reach nothing else of this router: if you come from the guests'\n"
"# side yourself, put your MAC on the list before you load this.\n"
"# A MAC is that of the last hop: behind a repeater or router, list prefixes.\n"
"# On one bridge guests reach each other unrouted, and a login server there.\n"
"# 443 is never redirected: that would be a certificate alarm.\n"
"$t# TPROXY wants, once at boot, and with ip -6 alike:\n"
"$t#   ip rule add fwmark 0x8511 lookup 8511\n"
"$t#   ip route add local default dev lo table 8511\n"
"$t# and on a bridge net.bridge.bridge-nf-call-iptables=0, -ip6tables=0.\n"
"table inet portal\n"
"delete table inet portal\n"
"table inet portal {\n"
"	set guests { type ifname; elements = { $q }; }\n\n"
"$s"
"	chain open {	# to everybody: \"to\" lines and the login page\n"
"		ip daddr @to4 accept\n"
"		ip6 daddr @to6 accept\n"
"$l"
"	}\n\n"
"	chain allowed {\n"
"		ether saddr @allow_mac accept\n"
"		ip saddr @allow4 accept\n"
"		ip6 saddr @allow6 accept\n"
"	}\n\n"
"	chain refuse {	# at once, so that nothing hangs: HTTPS, QUIC, DoH\n"
"		meta l4proto tcp reject with tcp reset\n"
"		reject with icmpx admin-prohibited\n"
"	}\n\n"
"	chain web {\n"
"$t		# What portal holds stays with it when sets change.\n"
"$t		socket transparent 1 socket wildcard 0 meta mark set 0x8511 "
    "accept\n"
"		fib daddr type local accept\n"
"		jump open\n"
"		jump allowed\n"
"$r		meta nfproto ipv4 meta l4proto tcp redirect to :$p\n"
"$r		meta nfproto ipv6 meta l4proto tcp redirect to :$p\n"
"$t		meta nfproto ipv4 meta l4proto tcp tproxy ip to :$p "
    "meta mark set 0x8511 accept\n"
"$t		meta nfproto ipv6 meta l4proto tcp tproxy ip6 to :$p "
    "meta mark set 0x8511 accept\n"
"	}\n\n"
"	chain prerouting {\n"
"$r		type nat hook prerouting priority dstnat - 1; policy accept;\n"
"$t		type filter hook prerouting priority mangle + 1; "
    "policy accept;\n"
"		iifname @guests tcp dport 80 jump web\n"
"	}\n\n"
"	chain forward {	# each packet is judged: no pass for old connections\n"
"		type filter hook forward priority filter - 1; policy accept;\n"
"		iifname != @guests accept\n"
"		ct direction reply accept\n"
"		jump open\n"
"		jump allowed\n"
"		goto refuse\n"
"	}\n\n"
"	chain input {\n"
"		type filter hook input priority filter - 1; policy accept;\n"
"		ct state established,related accept\n"
"		iifname \"lo\" accept\n"
"$t		meta mark 0x8511 accept\n"
"		iifname != @guests tcp dport $p drop\n"
"		iifname != @guests accept\n"
"		meta l4proto { icmp, igmp, icmpv6 } accept\n"
"		udp dport { 67, 547 } accept\n"
"		jump open\n"
"		fib daddr type local fib daddr . iif type != local "
    "goto refuse\n"
"$n"
"		tcp dport { 53, $p } accept\n"
"		udp dport { 53, 123 } accept\n"
"		jump allowed\n"
"		goto refuse\n"
"	}\n"
"}\n";

/* The interfaces, quoted, as the elements of a set; or only checked. */
static void
ruleset_interfaces(int print)
{
	const char *name;
	size_t n;

	for (name = opt.interfaces;; name += n + 1) {
		n = strcspn(name, ",");
		if (n == 0 || n > 15 || strcspn(name, "\"\\/*\n ") < n)
			die(EXIT_INPUT, "-n: no name of an interface: %s",
			    name);
		if (print)
			out_print("\"%.*s\"%s", (int)n, name,
			    name[n] == '\0' ? "" : ", ");
		if (name[n] == '\0')
			break;
	}
}

static void
ruleset_print(void)
{
	struct portal_key key;
	union address a;
	unsigned port = 0;
	const char *p;
	int i;

	if (opt.listens == 0)
		opt.listen[opt.listens++] = DEFAULT_LISTEN;
	for (i = 0; i < opt.listens; i++) {
		listen_parse(opt.listen[i], &a);
		if (a.ip4.sin_port == 0 ||
		    (i > 0 && ntohs(a.ip4.sin_port) != port))
			die(EXIT_INPUT, "-n: every -l needs the same port, "
			    "and not 0: %s", opt.listen[i]);
		key = key_of(&a);
		if (key.addr[0] == 127 || (key.kind == PORTAL_IP6 &&
		    IN6_IS_ADDR_LOOPBACK(&a.ip6.sin6_addr)))
			die(EXIT_INPUT, "-n: guests do not reach %s: listen on "
			    "their interface's address, or on all",
			    opt.listen[i]);
		port = ntohs(a.ip4.sin_port);
	}
	ruleset_interfaces(0);
	for (p = ruleset; *p != '\0'; p++)
		if (*p != '$')
			out_text(p, 1);
		else if (*++p == 't' || *p == 'r')
			p += (*p == 't') == transparent ? 0 : strcspn(p, "\n");
		else if (*p == 'q')
			ruleset_interfaces(1);
		else if (*p == 'p')
			out_print("%u", port);
		else if (*p == 's')
			ruleset_sets();
		else
			ruleset_login(*p == 'n');
}

/* As many descriptors as the tables may need; else smaller tables. */
static void
limits_fit(void)
{
	rlim_t want = strangers.limit + RELAY_FDS * relays.limit, have;
	unsigned all = (unsigned)want + RESERVED_FDS;
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) == -1)
		return;
	if (limit.rlim_cur < all) {
		limit.rlim_cur = limit.rlim_max < all ? limit.rlim_max : all;
		if (setrlimit(RLIMIT_NOFILE, &limit) == -1 &&
		    getrlimit(RLIMIT_NOFILE, &limit) == -1)
			return;
	}
	if (limit.rlim_cur < RESERVED_FDS + 2 * RELAY_FDS)
		die(EXIT_SYSTEM, "too few descriptors: raise ulimit -n to %u",
		    all);
	if (limit.rlim_cur < all) {
		/* One of each at least. */
		have = limit.rlim_cur - RESERVED_FDS - RELAY_FDS - 1;
		relays.limit = 1 + (unsigned)((relays.limit - 1) * have / want);
		strangers.limit = 1 +
		    (unsigned)((strangers.limit - 1) * have / want);
		say("ulimit -n is low: raise it to %u for all of -c and -s",
		    all);
	}
	want = strangers.limit + RELAY_FDS * relays.limit;
	say("holds %u unfinished requests, %u per client, and %u relays, in at "
	    "most %u descriptors and %u KiB", strangers.limit, client_limit,
	    relays.limit, (unsigned)want + RESERVED_FDS, (unsigned)
	    (strangers.limit * CONN_BYTES + relays.limit * RELAY_BYTES) / 1024);
}

static void
option(int o, const char *value)
{
	switch (o) {
	case 'u': opt.url = value; break;
	case 'a': opt.list = value; break;
	case 'l':
		if (opt.listens == LISTENERS_MAX)
			die(EXIT_INPUT, "-l: more than %d", LISTENERS_MAX);
		opt.listen[opt.listens++] = value;
		break;
	case 'L': opt.languages = value; break;
	case 'p': opt.page = value; break;
	case 'd':
		opt.delay = strcmp(value, "no") == 0 ? -1 :
		    (int)number(o, value, 0, DELAY_S_MAX);
		break;
	case 'r': probes_redirected = 1; break;
	case 'c': strangers.limit = number(o, value, 1, CONNS_MAX); break;
	case 'k': client_limit = number(o, value, 1, CONNS_MAX); break;
	case 's': relays.limit = number(o, value, 1, RELAYS_MAX); break;
	case 'w':
		queue_ms[QUEUE_HEAD] = 1000 * number(o, value, 1, WAIT_S_MAX);
		break;
	case 'U': opt.user = value; break;
	case 'T': transparent = 1; break;
	case 'R': opt.shared = 1; break;
	case 'n': opt.interfaces = value; break;
	case 'q': opt.who = value; break;
	case 't': opt.test = 1; break;
	case 'v': verbose = 1; break;
	case 'h': out_text(usage, sizeof usage - 1); exit(out_end());
	case 'V': out_print("portal %s\n", PORTAL_VERSION); exit(out_end());
	}
}

/* As getopt(3) would: -rv, -c8 and -c 8 are all right. */
static void
options_read(int argc, char **argv)
{
	const char *a;
	int i;

	for (i = 1; i < argc; i++) {
		a = strcmp(argv[i], "--help") == 0 ? "-h" :
		    strcmp(argv[i], "--version") == 0 ? "-V" : argv[i];
		if (a[0] != '-' || a[1] == '\0' || a[1] == '-')
			die(EXIT_INPUT, "no option: %s (portal -h tells them)",
			    a);
		while (*++a != '\0' && strchr("rTRtvhV", *a) != NULL)
			option(*a, "");
		if (*a == '\0')
			continue;
		if (strchr("ualLpdckswUnq", *a) == NULL)
			die(EXIT_INPUT, "no option: -%c (portal -h tells them)",
			    *a);
		if (a[1] == '\0' && ++i == argc)
			die(EXIT_INPUT, "-%c: its argument is missing", *a);
		option(*a, a[1] != '\0' ? a + 1 : argv[i]);
	}
}

/* A line of /etc/passwd, name:password:uid:gid:... False: not this name's. */
static int
user_parse(const char *line, const char *name, struct user *user)
{
	size_t n = strlen(name);
	const char *uid, *gid, *end;

	if (strncmp(line, name, n) != 0 || line[n] != ':')
		return 0;
	uid = strchr(line + n + 1, ':');
	if (uid == NULL)
		return 0;
	user->uid = number_read(uid + 1, &gid);
	if (*gid != ':' || gid == uid + 1)
		return 0;
	user->gid = number_read(gid + 1, &end);
	/* The last number of all would mean: stay who you are. */
	return *end == ':' && end != gid + 1 && user->uid != UINT32_MAX &&
	    user->gid != UINT32_MAX;
}

/*
 * The user as /etc/passwd has it: getpwnam would bring in whatever the C
 * library is configured to ask.
 */
static struct user
user_find(const char *name)
{
	int fd = openat(AT_FDCWD, "/etc/passwd", FILE_FLAGS), found = 0;
	char line[LOG_BYTES];
	struct user user;
	size_t at = 0;
	ssize_t n = 0, i;

	while (fd != -1 && !found &&
	    (n = read(fd, input, sizeof input)) > 0)
		for (i = 0; i < n && !found; i++)
			if (input[i] == '\n') {
				line[at] = '\0';
				found = user_parse(line, name, &user);
				at = 0;
			} else if (at < sizeof line - 1)
				line[at++] = (char)input[i];
	line[at] = '\0';		/* a last line may lack its end */
	if (!found && n == 0)
		found = user_parse(line, name, &user);
	if (fd == -1 || n == -1)
		die(EXIT_INPUT, "-U: /etc/passwd: %s", strerror(errno));
	if (!found)
		die(EXIT_INPUT, "-U: no such user in /etc/passwd: %s", name);
	(void)close(fd);
	return user;
}

static int
is_login_page(const union address *listener)
{
	struct portal_key key, own = key_of(listener);
	unsigned port;

	return url_target(&key, &port) && port == ntohs(listener->ip4.sin_port)
	    && (memcmp(&key, &own, sizeof key) == 0 ||
	    (is_zero(&own) && (own.kind == key.kind ||
	    own.kind == PORTAL_IP6) && is_routed(&key, RTN_LOCAL)));
}

/* Then says what the reduced rights do not reach, if anything. */
static void
privileges_drop(void)
{
	struct user user = { .uid = geteuid() };
	const char *failed;
	struct stat st;
	int fd;

	if (opt.user != NULL)
		user = user_find(opt.user);
	failed = sandbox_enter(opt.user == NULL ? NULL : &user, opt.list);
	if (failed != NULL)
		die(EXIT_SYSTEM, "%s: %s", failed, strerror(errno));
	if (opt.list == NULL)
		return;
	fd = file_open(opt.list, ALLOW_BYTES_MAX, &st);
	if (fd == -1)
		say("%s: SIGHUP will not be able to read it; let uid %u",
		    opt.list, user.uid);
	else
		(void)close(fd);
}

/* With set, the signals that are blocked, and those that end it. */
static void
start(sigset_t *set)
{
	int i;

	memset(queues, 0xff, sizeof queues);	/* every link is NONE */
	memset(kin, 0xff, sizeof kin);
	if (getentropy(&kin_secret, sizeof kin_secret) == -1)
		kin_secret = clock_ms();	/* a kernel before 3.17 */
	limits_fit();
	(void)sigaddset(set, SIGTERM);
	(void)sigaddset(set, SIGINT);
	(void)sigprocmask(SIG_BLOCK, set, NULL);
	(void)signal(SIGPIPE, SIG_IGN);		/* of the log, and if it is */
	(void)signal(SIGXFSZ, SIG_IGN);		/* a file, of ulimit -f */
	/* Without NETLINK_ROUTE no MAC is known, and nothing is relayed. */
	netlink = socket(AF_NETLINK, SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC,
	    0);
	signals = signalfd(-1, set, SFD_NONBLOCK | SFD_CLOEXEC);
	epoll = epoll_create1(EPOLL_CLOEXEC);
	if (signals == -1 || epoll == -1 || event_watch(EPOLL_CTL_ADD, signals,
	    EPOLLIN, EVENT_SIGNAL, 0) == -1)
		die(EXIT_SYSTEM, "no epoll or signalfd: %s", strerror(errno));
	listen_passed();
	if (opt.listens == 0 && listeners_count == 0)
		opt.listen[opt.listens++] = DEFAULT_LISTEN;
	for (i = 0; i < opt.listens; i++)
		listen_add(listen_open(opt.listen[i]));
	privileges_drop();
	now = clock_ms();
	for (i = 0; i < listeners_count; i++) {
		if (is_login_page(&listeners[i].at))
			say("-u is this server itself: nobody can sign in at "
			    "%s", opt.url);
		say("listening on %s", address_text(&listeners[i].at));
	}
}

/* SIGTERM: nobody new; what is in progress has the drain's time to end. */
static void
stop(void)
{
	uint64_t before;
	int i, n;

	for (i = 0; i < listeners_count; i++) {
		/* Who waits in its queue is not new, and would be reset. */
		before = UINT64_MAX;
		for (n = 0; n < BACKLOG && before != count[ACCEPTED]; n++) {
			before = count[ACCEPTED];
			loop_accept((uint32_t)i);
		}
		/* Who passed it may have it open still: close is not enough. */
		(void)epoll_ctl(epoll, EPOLL_CTL_DEL, listeners[i].fd, NULL);
		(void)close(listeners[i].fd);
	}
	listeners_count = 0;
	leaving = 1;
	leave = now + queue_ms[QUEUE_DRAIN];
}

int
main(int argc, char **argv)
{
	union address at;
	sigset_t set;
	int i;

	/* Whoever has just changed the list must not end its first reading. */
	(void)sigemptyset(&set);
	(void)sigaddset(&set, SIGHUP);
	(void)sigaddset(&set, SIGUSR1);
	(void)sigprocmask(SIG_BLOCK, &set, NULL);
	options_read(argc, argv);
	if (opt.list != NULL && !list_load(allowed))
		exit(EXIT_INPUT);
	if (opt.who != NULL) {
		list_query(opt.who);
		return out_end();
	}
	answers_load();
	if (opt.interfaces != NULL) {
		ruleset_print();
		return out_end();
	}
	if (opt.test)
		said_to = STDOUT_FILENO;
	say("answer of %u octets, %s", fixed.of[PORTAL_511].all,
	    fixed.of[PORTAL_511].all <= SEGMENT_BYTES ? "one segment" :
	    "more than the 1208 that fit any segment");
	if (opt.list != NULL)
		list_say("");
	else
		say("no allowlist: everybody is a stranger");
	if (opt.test) {
		for (i = 0; i < opt.listens; i++)
			listen_parse(opt.listen[i], &at);
		if (opt.user != NULL)
			(void)user_find(opt.user);
		return 0;
	}
	start(&set);
	while (!leaving || (strangers.held + relays.held > 0 &&
	    (int32_t)(leave - now) > 0)) {
		switch (loop_turn()) {
		case SIGHUP:
			reload_due = 1;
			break;
		case SIGUSR1:
			count_say();
			break;
		case SIGTERM:
		case SIGINT:
			if (leaving)	/* asked twice */
				return 0;
			stop();
		}
		if (reload_due && now - reloaded >= reload_ms)
			list_reload();
	}
	return 0;
}

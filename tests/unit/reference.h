/*
 * A second request parser and a second allowlist, slow and plain, to compare
 * portal's with; written from the RFCs and from README, not from portal.c.
 *
 * The parser has the whole buffer, walks it with one cursor in the order of
 * the grammar and keeps what it likes. The list is read line by line with
 * inet_pton, and searched from its first entry to its last. Attributes of the
 * kernel's answers are counted off one by one.
 *
 * Needs portal.h and the limits before it.
 */
#ifndef REFERENCE_H
#define REFERENCE_H

#include <arpa/inet.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Octets of the buffer: a part of a head that matters later. */
struct ref_part {
	const uint8_t *octets;
	size_t n;
};

struct reference {
	const uint8_t *octets;	/* the buffer */
	size_t n;
	size_t at;		/* taken so far */
	enum portal_answer answer;
	bool head;
	bool body;
	int minor;
	int hosts;
	int lengths;
	int codings;		/* Transfer-Encoding lines */
	int chunked;		/* elements in them that are chunked */
	int others;		/* and that are not */
	bool chunked_last;
	struct ref_part method, target, host;
};

/* ---- Characters, RFC 5234 B.1, 9110 5.5, 5.6.2, 3986 2 */

/* Is it one of the ASCII characters of set? */
static bool
ref_in(const char *set, int c)
{
	return c > 0 && c < 128 && strchr(set, c) != NULL;
}

static bool
ref_digit(int c)
{
	return ref_in("0123456789", c);
}

static bool
ref_hex(int c)
{
	return ref_in("0123456789abcdefABCDEF", c);
}

static bool
ref_alpha(int c)
{
	return ref_in("abcdefghijklmnopqrstuvwxyz"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ", c);
}

static bool
ref_tchar(int c)
{
	return ref_alpha(c) || ref_digit(c) ||
	    ref_in("!#$%&'*+-.^_`|~", c);
}

static bool
ref_visible(int c)	/* VCHAR / obs-text */
{
	return (c >= 0x21 && c <= 0x7e) || (c >= 0x80 && c <= 0xff);
}

static bool
ref_blank(int c)
{
	return c == ' ' || c == '\t';
}

static bool
ref_reg_name(int c)	/* unreserved / sub-delims */
{
	return ref_alpha(c) || ref_digit(c) ||
	    ref_in("-._~" "!$&'()*+,;=", c);
}

/* ---- The cursor */

enum { REF_END = -1 };

/* The next octet, not taken; REF_END where the buffer ends. */
static int
ref_peek(const struct reference *r)
{
	return r->at < r->n ? r->octets[r->at] : REF_END;
}

/* Takes the octet that decides. False, so that callers can return it. */
static bool
ref_refuse(struct reference *r, enum portal_answer answer)
{
	if (r->at >= r->n)
		return false;	/* no octet, no decision: MORE */
	r->answer = r->at < HEAD_BYTES_MAX ? answer : PORTAL_431;
	r->at++;
	return false;
}

/* Takes an octet that is allowed here. False: the head is too large. */
static bool
ref_take(struct reference *r)
{
	if (r->at >= HEAD_BYTES_MAX)
		return ref_refuse(r, PORTAL_431);
	r->at++;
	return true;
}

/* Takes the octets of s; any other is refused. */
static bool
ref_literal(struct reference *r, const char *s)
{
	for (; *s != '\0'; s++)
		if (ref_peek(r) != *s)
			return ref_refuse(r, PORTAL_400);
		else if (!ref_take(r))
			return false;
	return true;
}

/* CRLF, or a bare LF. */
static bool
ref_line_end(struct reference *r)
{
	if (ref_peek(r) == '\r' && !ref_take(r))
		return false;
	return ref_literal(r, "\n");
}

/* ---- The grammar */

/* Is a part this text? ref_is_nocase: in whichever case. */
static bool
ref_is(struct ref_part part, const char *s)
{
	return part.n == strlen(s) && memcmp(part.octets, s, part.n) == 0;
}

static bool
ref_is_nocase(struct ref_part part, const char *s)
{
	return part.n == strlen(s) &&
	    strncasecmp((const char *)part.octets, s, part.n) == 0;
}

/* The part without the white space around it. */
static struct ref_part
ref_trim(struct ref_part part)
{
	while (part.n > 0 && ref_blank(part.octets[part.n - 1]))
		part.n--;
	while (part.n > 0 && ref_blank(*part.octets)) {
		part.octets++;
		part.n--;
	}
	return part;
}

/* Cuts the part up to c, or all of it, off *from. */
static struct ref_part
ref_until(struct ref_part *from, char c)
{
	struct ref_part part = *from;
	const uint8_t *end = memchr(part.octets, c, part.n);

	if (end != NULL)
		part.n = (size_t)(end - part.octets);
	from->octets += part.n + (end != NULL);
	from->n -= part.n + (end != NULL);
	return part;
}

/*
 * 1*octets of a kind, as many as fit, are a part; one more than most is refused
 * with that answer.
 */
static bool
ref_run(struct reference *r, bool (*kind)(int), size_t most,
    enum portal_answer answer, struct ref_part *part)
{
	part->octets = r->octets + r->at;
	for (part->n = 0; kind(ref_peek(r)); part->n++) {
		if (part->n == most)
			return ref_refuse(r, answer);
		if (!ref_take(r))
			return false;
	}
	return part->n > 0 || ref_refuse(r, PORTAL_400);
}

/* HTTP-version = "HTTP/" DIGIT "." DIGIT, and its line's end; 9112 2.3 */
static bool
ref_version(struct reference *r)
{
	int major;

	if (!ref_literal(r, "HTTP/"))
		return false;
	major = ref_peek(r);
	if (!ref_digit(major))
		return ref_refuse(r, PORTAL_400);
	if (!ref_take(r) || !ref_literal(r, "."))
		return false;
	if (!ref_digit(ref_peek(r)))
		return ref_refuse(r, PORTAL_400);
	r->minor = ref_peek(r) - '0';
	if (!ref_take(r))
		return false;
	if (ref_peek(r) == '\r' && !ref_take(r))
		return false;
	if (ref_peek(r) == '\n' && major != '1')
		return ref_refuse(r, PORTAL_505);
	return ref_literal(r, "\n");
}

/* request-line = method SP request-target SP HTTP-version; 9112 3 */
static bool
ref_request_line(struct reference *r)
{
	if (!ref_run(r, ref_tchar, METHOD_BYTES_MAX, PORTAL_501, &r->method))
		return false;
	if (ref_peek(r) == ' ')
		r->head = ref_is(r->method, "HEAD");
	return ref_literal(r, " ") &&
	    ref_run(r, ref_visible, TARGET_BYTES_MAX, PORTAL_414,
	    &r->target) && ref_literal(r, " ") && ref_version(r);
}

/*
 * Whether a value is whole, or the beginning of one, or neither. What is
 * wrong stays wrong however it goes on. Trailing white space is part of it.
 */
enum ref_fit { REF_WRONG, REF_BEGUN, REF_WHOLE };

/*
 * Host = uri-host [ ":" port ]; 9112 3.2, 3986 3.2.2, 3.2.3. What stands in
 * brackets is not examined beyond its octets.
 */
static enum ref_fit
ref_host(const uint8_t *v, size_t n)
{
	size_t i = 0, first;

	while (i < n && ref_blank(v[i]))
		i++;
	if (i < n && v[i] == '[') {
		first = ++i;
		while (i < n && (ref_reg_name(v[i]) || v[i] == ':'))
			i++;
		if (i == n)
			return REF_BEGUN;
		if (i == first || v[i++] != ']')
			return REF_WRONG;
	} else {
		while (i < n && (ref_reg_name(v[i]) || v[i] == '%')) {
			if (v[i++] != '%')
				continue;
			if (i == n)
				return REF_BEGUN;
			if (!ref_hex(v[i++]))
				return REF_WRONG;
			if (i == n)
				return REF_BEGUN;
			if (!ref_hex(v[i++]))
				return REF_WRONG;
		}
	}
	if (i < n && v[i] == ':')
		for (i++; i < n && ref_digit(v[i]); i++)
			;
	while (i < n && ref_blank(v[i]))
		i++;
	return i == n ? REF_WHOLE : REF_WRONG;
}

/* Content-Length = 1*DIGIT; 9110 8.6 */
static enum ref_fit
ref_length(const uint8_t *v, size_t n)
{
	size_t i = 0, first;

	while (i < n && ref_blank(v[i]))
		i++;
	first = i;
	while (i < n && ref_digit(v[i]))
		i++;
	if (i == first)
		return i == n ? REF_BEGUN : REF_WRONG;
	while (i < n && ref_blank(v[i]))
		i++;
	return i == n ? REF_WHOLE : REF_WRONG;
}

/*
 * #( token [ OWS ";" parameters ] ), parameters up to the next comma unread,
 * and none for chunked; 9112 6.1, 7.1, 9110 5.6.1.2, 10.1.4.
 */
static enum ref_fit
ref_codings(const uint8_t *v, size_t n)
{
	struct ref_part list = { v, n }, element, name;
	size_t i;

	while (list.n > 0) {
		element = ref_until(&list, ',');
		name = ref_trim(ref_until(&element, ';'));
		for (i = 0; i < name.n; i++)
			if (!ref_tchar(name.octets[i]))
				return REF_WRONG;
		if (name.octets + name.n == v + n)
			continue;
		/* A semicolon: it stands between name and element. */
		if (element.octets[-1] == ';' &&
		    (name.n == 0 || ref_is_nocase(name, "chunked")))
			return REF_WRONG;
	}
	return REF_WHOLE;
}

/* Any other value; its octets were seen to before. */
static enum ref_fit
ref_any(const uint8_t *v, size_t n)
{
	(void)v;
	(void)n;
	return REF_WHOLE;
}

/* Counts the codings of one line behind those of the lines before. */
static void
ref_count(struct reference *r, struct ref_part list)
{
	struct ref_part element;

	while (list.n > 0) {
		element = ref_trim(ref_until(&list, ','));
		if (element.n == 0)
			continue;
		r->chunked_last = ref_is_nocase(element, "chunked");
		r->chunked += r->chunked_last;
		r->others += !r->chunked_last;
	}
}

typedef enum ref_fit ref_fitter(const uint8_t *, size_t);

/* Takes n octets. */
static bool
ref_skip(struct reference *r, size_t n)
{
	while (n-- > 0)
		if (!ref_take(r))
			return false;
	return true;
}

/* Takes a value that fits; else refuses the first octet that is wrong. */
static bool
ref_value(struct reference *r, ref_fitter *fit, struct ref_part *value)
{
	size_t least = 1, most, half;

	value->octets = r->octets + r->at;
	value->n = 0;
	while (r->at + value->n < r->n &&
	    (ref_visible(value->octets[value->n]) ||
	    ref_blank(value->octets[value->n])))
		value->n++;
	if (fit(value->octets, value->n) != REF_WRONG)
		return ref_skip(r, value->n) &&
		    (fit(value->octets, value->n) == REF_WHOLE ||
		    ref_refuse(r, PORTAL_400));
	for (most = value->n; least < most;) {
		half = least + (most - least) / 2;
		if (fit(value->octets, half) == REF_WRONG)
			most = half;
		else
			least = half + 1;
	}
	return ref_skip(r, least - 1) && ref_refuse(r, PORTAL_400);
}

/* What the value of this field must fit; NULL: the field stands twice. */
static ref_fitter *
ref_fitter_of(struct reference *r, struct ref_part name)
{
	if (ref_is_nocase(name, "Host"))
		return r->hosts++ > 0 ? NULL : ref_host;
	if (ref_is_nocase(name, "Content-Length"))
		return r->lengths++ > 0 ? NULL : ref_length;
	if (!ref_is_nocase(name, "Transfer-Encoding"))
		return ref_any;
	r->codings++;
	return ref_codings;
}

/* field-line = field-name ":" OWS field-value OWS; 9112 5 */
static bool
ref_field_line(struct reference *r)
{
	struct ref_part name, value;
	ref_fitter *fit;

	if (!ref_run(r, ref_tchar, SIZE_MAX, PORTAL_400, &name))
		return false;
	if (ref_peek(r) != ':')
		return ref_refuse(r, PORTAL_400);
	fit = ref_fitter_of(r, name);
	if (fit == NULL)
		return ref_refuse(r, PORTAL_400);
	if (!ref_take(r) || !ref_value(r, fit, &value) || !ref_line_end(r))
		return false;

	if (fit == ref_host)
		r->host = ref_trim(value);
	if (fit == ref_length)
		while (value.n-- > 0)
			r->body = r->body ||
			    ref_in("123456789", value.octets[value.n]);
	if (fit == ref_codings)
		ref_count(r, value);
	return true;
}

/* The probes that -r answers: a path, and its host or NULL for any. */
static bool
ref_probe(const struct reference *r)
{
	static const char *const probes[][2] = {
		{ "/generate_204", NULL },
		{ "/gen_204", NULL },
		{ "/online/status.html", NULL },
		{ "/return_204", "ipv4.jolla.com" },
		{ "/return_204", "ipv6.jolla.com" },
		{ "/canonical.html", "detectportal.firefox.com" },
		{ "/", "detectportal.firefox.com" },
		{ "/", "captive.apple.com" },
		{ "/hotspot-detect.html", "captive.apple.com" },
		{ "/library/test/success.html", "www.apple.com" },
		{ "/library/test/success.html", "www.appleiphonecell.com" },
		{ "/library/test/success.html", "www.airport.us" },
		{ "/library/test/success.html", "www.ibook.info" },
		{ "/library/test/success.html", "www.itools.info" },
		{ "/library/test/success.html", "www.thinkdifferent.us" },
		{ "/kindle-wifi/wifistub.html", "spectrum.s3.amazonaws.com" },
		{ "/kindle-wifi/wifistub-eink.html",
		  "spectrum.s3.amazonaws.com" },
		{ "/kindle-wifi/wifistub-echo.html",
		  "spectrum.s3.amazonaws.com" },
		{ "/kindle-wifi/wifiredirect.html",
		  "spectrum.s3.amazonaws.com" },
		{ "/redirect", "www.msftconnecttest.com" },
		{ "/captiveportal/generate_204", "edge-http.microsoft.com" },
	};
	struct ref_part target = r->target, path = ref_until(&target, '?');
	struct ref_part host = r->host;
	size_t i;

	if (r->hosts == 0 ||
	    (!ref_is(r->method, "GET") && !ref_is(r->method, "HEAD")))
		return false;
	if (host.n >= 3 && memcmp(host.octets + host.n - 3, ":80", 3) == 0)
		host.n -= 3;
	if (host.n >= 1 && host.octets[host.n - 1] == '.')
		host.n--;
	for (i = 0; i < sizeof probes / sizeof probes[0]; i++)
		if (ref_is(path, probes[i][0]) && (probes[i][1] == NULL ||
		    ref_is_nocase(host, probes[i][1])))
			return true;
	return false;
}

/* What a whole head is answered with; 9112 3.2, 6.1, 6.3. */
static enum portal_answer
ref_decide(const struct reference *r)
{
	if (r->minor >= 1 && r->hosts == 0)
		return PORTAL_400;
	if (r->codings > 0 && (r->minor == 0 || r->lengths > 0))
		return PORTAL_400;
	if (r->codings > 0 && (!r->chunked_last || r->chunked != 1))
		return PORTAL_400;
	if (r->others > 0)
		return PORTAL_501;
	return ref_probe(r) ? PORTAL_302 : PORTAL_511;
}

/* HTTP-message up to the end of its head; 9112 2.1, 2.2. */
static inline void
reference_parse(struct reference *r, const uint8_t *octets, size_t n)
{
	int lines = 0;

	memset(r, 0, sizeof *r);
	r->octets = octets;
	r->n = n;
	if (ref_peek(r) == 0x16) {
		(void)ref_refuse(r, PORTAL_TLS);
		return;
	}
	while (ref_peek(r) == '\r' || ref_peek(r) == '\n') {
		if (ref_peek(r) == '\r' && !ref_take(r))
			return;
		if (ref_peek(r) != '\n' || lines++ == EMPTY_LINES_MAX) {
			(void)ref_refuse(r, PORTAL_400);
			return;
		}
		if (!ref_take(r))
			return;
	}
	if (!ref_request_line(r))
		return;
	for (lines = 0; ref_peek(r) != '\r' && ref_peek(r) != '\n'; lines++) {
		if (lines == FIELDS_MAX && ref_tchar(ref_peek(r))) {
			(void)ref_refuse(r, PORTAL_431);
			return;
		}
		if (!ref_field_line(r))
			return;
	}
	if (!ref_line_end(r))
		return;
	r->answer = ref_decide(r);
	r->body = r->body || r->codings > 0;
}

/* ---- Allowlist ----------------------------------------------------------- */

/* Groups of an even number of digits with one sign between, twelve in all. */
static bool
ref_mac(const char *s, uint8_t *mac)
{
	char digits[13] = "", pair[3] = "", sign[2] = "";
	size_t group, i;

	sign[0] = s[strcspn(s, ":-.")];
	for (;;) {
		group = strcspn(s, sign);
		if (group == 0 || group % 2 != 0 ||
		    strlen(digits) + group > 12)
			return false;
		strncat(digits, s, group);
		s += group;
		if (*s++ == '\0')
			break;
	}
	for (i = 0; i < 12; i++)
		if (!ref_hex((uint8_t)digits[i]))
			return false;
	for (i = 0; i < 6; i++) {
		memcpy(pair, digits + 2 * i, 2);
		mac[i] = (uint8_t)strtoul(pair, NULL, 16);
	}
	return true;
}

/* Bit i of an address, from the left. */
static bool
ref_bit(const uint8_t *addr, unsigned i)
{
	return (addr[i / 8] >> (7 - i % 8) & 1) != 0;
}

enum { REF_BLANK = -1 };	/* no entry, and not wrong */

/*
 * The text of a line of n octets: blanks are one, and none at its ends; NUL is
 * no end. Returns its length, -1 if it is longer than PORTAL_LINE_MAX.
 */
static int
ref_text(const char *line, size_t n, char *text)
{
	size_t i, k = 0, blanks = 0;

	for (; n > 0 && ref_in(" \t\r", line[n - 1]); n--)
		blanks++;
	while (n > 0 && ref_in(" \t\r", *line)) {
		line++;
		n--;
	}
	for (i = 0; i < n; i++) {
		if (ref_in(" \t\r", line[i]) && ref_in(" \t\r", line[i - 1]))
			continue;
		if (k == PORTAL_LINE_MAX)
			return -1;
		text[k++] = line[i] == '\0' ? '?' : line[i];
	}
	text[k] = '\0';
	/* One blank behind it is text, too, and another one more than that. */
	if (k > 0 && blanks > 0 && k + (blanks > 1) >= PORTAL_LINE_MAX)
		return -1;
	return (int)k;
}

/* Is a prefix length what is written here? NULL is all of it. Sets *bits. */
static bool
ref_bits(const char *text, unsigned all, unsigned *bits)
{
	*bits = all;
	if (text == NULL)
		return true;
	if (*text == '\0' || strlen(text) > 3 ||
	    strspn(text, "0123456789") != strlen(text))
		return false;
	*bits = (unsigned)strtoul(text, NULL, 10);
	return *bits <= all;
}

/* An address or a prefix; a mapped one is of IPv4. Cuts s at its slash. */
static enum portal_line
ref_prefix(char *s, bool to, struct portal_entry *entry)
{
	static const uint8_t mapped[12] = { [10] = 0xff, [11] = 0xff };
	uint8_t *addr = entry->key.addr;
	char *slash = strchr(s, '/');
	unsigned all, bits, i;
	bool host_bits = false;
	int family;

	if (slash != NULL)
		*slash++ = '\0';
	family = strchr(s, ':') == NULL ? AF_INET : AF_INET6;
	all = family == AF_INET ? 32 : 128;
	if (inet_pton(family, s, addr) != 1)
		return PORTAL_LINE_UNKNOWN;
	if (!ref_bits(slash, all, &bits))
		return PORTAL_LINE_BITS;
	if (family == AF_INET6 && memcmp(addr, mapped, sizeof mapped) == 0) {
		if (bits < 96)
			return PORTAL_LINE_BITS;
		memmove(addr, addr + 12, 4);
		memset(addr + 4, 0, 12);
		bits -= 96;
		all = 32;
	}
	for (i = bits; i < all; i++) {
		host_bits = host_bits || ref_bit(addr, i);
		addr[i / 8] = (uint8_t)(addr[i / 8] & ~(0x80U >> i % 8));
	}
	entry->key.kind = all == 32 ? (to ? PORTAL_TO4 : PORTAL_IP4) :
	    (to ? PORTAL_TO6 : PORTAL_IP6);
	entry->bits = (uint8_t)bits;
	return host_bits ? PORTAL_LINE_HOST_BITS : PORTAL_LINE_ENTRY;
}

/*
 * A line of n octets without its end and comment, which may hold NUL. Returns
 * an enum portal_line, or REF_BLANK.
 */
static int
ref_entry(const char *line, size_t n, struct portal_entry *entry)
{
	static const uint8_t zero[16];
	char text[PORTAL_LINE_MAX + 1];
	uint8_t *addr = entry->key.addr;
	int length = ref_text(line, n, text);

	if (length <= 0)
		return length == 0 ? REF_BLANK : PORTAL_LINE_UNKNOWN;
	memset(entry, 0, sizeof *entry);
	if (ref_mac(text, addr)) {
		entry->key.kind = PORTAL_MAC;
		entry->bits = 48;
		return (addr[0] & 1) != 0 || memcmp(addr, zero, 6) == 0 ?
		    PORTAL_LINE_MAC : PORTAL_LINE_ENTRY;
	}
	if (strncmp(text, "to", 2) == 0 && ref_in(" \t\r", text[2]))
		return ref_prefix(text + 3, true, entry);
	return ref_prefix(text, false, entry);
}

/*
 * The entries of a file of n octets, in its order, up to max; *line is where
 * reading ended. ENTRY if all is well.
 */
static inline enum portal_line
ref_list(const char *file, size_t n, struct portal_entry *entries,
    size_t max, size_t *size, uint32_t *line)
{
	struct portal_entry entry;
	size_t at = 0, end, length;
	int what;

	*size = 0;
	*line = 0;
	if (n >= 3 && memcmp(file, "\xef\xbb\xbf", 3) == 0)
		at = 3;		/* a byte order mark is the file's */
	for (; at < n; at = end + 1) {
		++*line;
		end = at;
		while (end < n && file[end] != '\n')
			end++;
		length = end - at;
		if (memchr(file + at, '#', length) != NULL)
			length = (size_t)((const char *)memchr(file + at, '#',
			    length) - (file + at));
		what = ref_entry(file + at, length, &entry);
		if (what == REF_BLANK)
			continue;
		if (what != PORTAL_LINE_ENTRY)
			return (enum portal_line)what;
		if (*size == max)
			return PORTAL_LINE_FULL;
		entry.line = *line;
		entries[(*size)++] = entry;
	}
	return PORTAL_LINE_ENTRY;
}

/* The line of the widest entry that holds key, the first of these; or 0. */
static inline uint32_t
ref_find(const struct portal_entry *entries, size_t size,
    const struct portal_key *key)
{
	const struct portal_entry *best = NULL;
	size_t i;
	unsigned bit;

	for (i = 0; i < size; i++) {
		if (entries[i].key.kind != key->kind)
			continue;
		for (bit = 0; bit < entries[i].bits; bit++)
			if (ref_bit(entries[i].key.addr, bit) !=
			    ref_bit(key->addr, bit))
				break;
		if (bit == entries[i].bits &&
		    (best == NULL || entries[i].bits < best->bits))
			best = &entries[i];
	}
	return best == NULL ? 0 : best->line;
}

/* ---- Netlink answers, RFC 3549 2.3.2, rtnetlink(7) ----------------------- */

/* A number of 2 or 4 octets in this machine's order. */
static inline unsigned
ref_number(const uint8_t *p, size_t octets)
{
	uint16_t small;
	uint32_t large;

	memcpy(&small, p, sizeof small);
	if (octets == sizeof small)
		return small;
	memcpy(&large, p, sizeof large);
	return large;
}

/*
 * The first attribute of that type and size in a message of n octets, behind
 * the two heads that are 28 octets together; NULL if there is none before the
 * first that is not whole.
 */
static inline const uint8_t *
ref_attribute(const uint8_t *message, size_t n, unsigned type, size_t size)
{
	size_t at = 28, length;

	while (n >= at + 4) {
		length = ref_number(message + at, 2);
		if (length < 4 || at + length > n)
			return NULL;
		if (ref_number(message + at + 2, 2) == type &&
		    length == 4 + size)
			return message + at + 4;
		while (length % 4 != 0)
			length++;
		at += length;
	}
	return NULL;
}

#endif

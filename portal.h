/*
 * portal.h: what tests, fuzzers, the proof and embedders call.
 *
 * SPDX-License-Identifier: ISC
 *
 * Everything here is pure: no descriptor, no clock, no allocation, and but for
 * the parser's table no global that changes. The caller owns every structure
 * and buffer; nothing is kept after a call but what stands in the structure
 * passed. Sizes are in octets, addresses in network order.
 */
#ifndef PORTAL_H
#define PORTAL_H

#include <stddef.h>
#include <stdint.h>

#define PORTAL_VERSION "0.2"

/* ---- Addresses and allowlist --------------------------------------------- */

/*
 * What an entry is about. A v4-mapped IPv6 address is PORTAL_IP4, so ::/0
 * says nothing of IPv4. The TO kinds are destinations open to everybody.
 */
enum portal_kind {
	PORTAL_IP4, PORTAL_IP6, PORTAL_MAC, PORTAL_TO4, PORTAL_TO6,
	PORTAL_KINDS
};

/* A kind, an address of it, then zeros: compared as one string of octets. */
struct portal_key {
	uint8_t kind;		/* enum portal_kind */
	uint8_t addr[16];
};

struct portal_entry {
	struct portal_key key;
	uint8_t bits;		/* how many bits of the address count */
	uint32_t line;		/* where it stands in the file, from 1 */
};

/* What became of a line, or of the whole list. */
enum portal_line {
	PORTAL_LINE_ENTRY,	/* an entry was made of it */
	PORTAL_LINE_UNKNOWN,	/* not an address, prefix or MAC */
	PORTAL_LINE_BITS,	/* a prefix length no such address has */
	PORTAL_LINE_HOST_BITS,	/* host bits are set; the entry holds the fix */
	PORTAL_LINE_MAC,	/* a MAC no client has: zero or a group's */
	PORTAL_LINE_FULL	/* more entries than the table holds */
};

#define PORTAL_LINE_MAX   80	/* of a line before its comment */
#define PORTAL_ENTRY_MAX  64	/* of portal_entry_text, with its NUL */

/* An allowlist. */
struct portal_list {
	struct portal_entry *entries;	/* the caller's, room for max */
	uint32_t max;
	uint32_t count;		/* entries; sorted, none holds another */
	uint32_t line;		/* the last one read, from 1 */
	uint32_t kinds[PORTAL_KINDS];	/* entries of each kind as written */
	char text[PORTAL_LINE_MAX + 1];	/* that line, without comment */
};

/*
 * One line without its end, blanks as one space; text ends in NUL. Sets *entry
 * for ENTRY and HOST_BITS (then with the host bits cleared); leaves entry->line
 * alone.
 */
enum portal_line portal_entry_parse(const char *text,
    struct portal_entry *entry);

/* Writes the entry as the file would have it. text: PORTAL_ENTRY_MAX octets. */
void portal_entry_text(const struct portal_entry *entry, char *text);

/*
 * Makes the list of a whole file of n octets; entries and max must be set.
 * Returns ENTRY, else what is wrong with list->line, whose text is in
 * list->text. *entry is the fix of a HOST_BITS line.
 */
enum portal_line portal_list_parse(struct portal_list *list,
    const char *text, size_t n, struct portal_entry *entry);

/* The widest entry that holds key, or NULL. */
const struct portal_entry *portal_list_find(const struct portal_list *list,
    const struct portal_key *key);

/* ---- Request parser ------------------------------------------------------ */

/* What a client gets. */
enum portal_answer {
	PORTAL_MORE,		/* no answer yet: the head goes on */
	PORTAL_511,
	PORTAL_302,		/* a connectivity probe; 511 without -r */
	PORTAL_421,		/* 511 and 302 become this for the listed */
	PORTAL_400, PORTAL_408, PORTAL_414, PORTAL_431, PORTAL_501, PORTAL_505,
	PORTAL_TLS,		/* a fatal alert, for a TLS ClientHello */
	PORTAL_ANSWERS
};

#define PORTAL_WORD_MAX   32	/* kept of a word; known ones are shorter */

/* The whole of what is kept of a request. */
struct portal_request {
	uint8_t state;		/* where in the grammar */
	uint8_t answer;		/* enum portal_answer; never changes again */
	uint8_t head;		/* the method is HEAD: no body in the answer */
	uint8_t body;		/* a body was declared, not empty */
	uint8_t major;		/* of HTTP/major.minor */
	uint8_t minor;
	uint8_t hosts;		/* Host seen */
	uint8_t lengths;	/* Content-Length seen */
	uint8_t codings;	/* Transfer-Encoding seen */
	uint8_t chunked;	/* times chunked stood in it, up to 2 */
	uint8_t coded;		/* another coding stood in it */
	uint8_t last;		/* its last coding was chunked */
	uint8_t probe;		/* 0: it is no connectivity probe */
	uint8_t length;		/* octets in word */
	uint16_t empty;		/* empty lines before it */
	uint16_t method;	/* octets of the method */
	uint16_t fields;	/* field lines begun */
	uint16_t target;	/* octets of the target */
	uint16_t octets;	/* of the head so far */
	char word[PORTAL_WORD_MAX];	/* the one that goes by now */
};

/* The first call of all makes the parser's table, which then stays. */
void portal_request_begin(struct portal_request *request);

/*
 * Reads up to n octets of a head, cut anywhere. Returns how many were taken:
 * all of them while request->answer is MORE; up to and with the octet that
 * decided, when it is not. Nothing is taken once it is decided.
 */
size_t portal_request_feed(struct portal_request *request,
    const void *octets, size_t n);

/* ---- Fixed answers ------------------------------------------------------- */

#define PORTAL_URL_MAX     240	/* login URL; RFC 8910 caps its own at 255 */
#define PORTAL_PAGE_MAX  32768	/* a page of the operator's own */

struct portal_answers {
	struct portal_part {
		uint16_t at;	/* in text */
		uint16_t head;	/* octets of the header block */
		uint16_t all;	/* octets with the body */
	} of[PORTAL_ANSWERS];
	char text[PORTAL_PAGE_MAX + 8192];
};

/*
 * Returns NULL if url may be the login page, else what is wrong with it. Sets
 * *port, and *key to its host's address; if that is a name, its kind is
 * PORTAL_KINDS.
 */
const char *portal_url_parse(const char *url, struct portal_key *key,
    unsigned *port);

/*
 * Builds every answer. url: as portal_url_parse likes it. languages: "en" or
 * "fr,en", the main one first. delay: of the refresh, in seconds; negative
 * leaves it out. page: the 511's body instead of the built-in one, or NULL.
 * Returns NULL, or what is wrong with the page or, without one, the languages.
 */
const char *portal_answers_build(struct portal_answers *answers,
    const char *url, const char *languages, int delay,
    const void *page, size_t page_size);

#endif

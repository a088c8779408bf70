/*
 * pure.c: what the parser and the allowlist cost by themselves, as Markdown.
 *
 * Beside portal's parser: memmem for the empty line, which is the limit of any
 * parser; picohttpparser, as libh2o carries it, if its library is there; and
 * llhttp, if run found Debian's copy of its source (-DLLHTTP).
 *
 *	pure ROUNDS
 *
 * Built with -DPORTAL_C='"FILE"' it measures the parser of that portal.c.
 */
#define _GNU_SOURCE
#ifndef PORTAL_C
#define PORTAL_C "../../portal.c"
#define LISTS			/* another one may have another kind */
#endif
#define main portal_main
#include PORTAL_C
#undef main

#include <dlfcn.h>
#include <stdio.h>
#ifdef LLHTTP
#include <llhttp.h>
#endif

#include "bench.h"

#define ROUNDS_MAX  101
#define ROUND_S   0.004		/* of CPU, for one figure of one round */
#define KEYS       4096		/* looked up in turn */
#define PICO_LIBRARY "libh2o-evloop.so.0.13"

/* CPU time used up to now. */
static double
cpu(void)
{
	return seconds(CLOCK_PROCESS_CPUTIME_ID);
}

/* Prints a cell: the median, and the least and the most behind it. */
static void
cell(double *rounds, int count, int digits)
{
	qsort(rounds, (size_t)count, sizeof *rounds, ascending);
	printf(" %.*f (%.*f to %.*f) |", digits, rounds[count / 2],
	    digits, rounds[0], digits, rounds[count - 1]);
}

/* Ends a table's first line, and prints its second one. */
static void
rule(size_t columns)
{
	printf("\n|");
	for (size_t i = 0; i < columns; i++)
		printf("---|");
	printf("\n");
}

/* ---- Parsers: 1 if the head was read to its end -------------------------- */

/* Each reads n octets of a head as if they had come in pieces of that size. */
static int
read_portal(const char *head, size_t n, size_t piece)
{
	struct portal_request r;

	portal_request_begin(&r);
	for (size_t at = 0; at < n && r.answer == PORTAL_MORE; at += piece)
		(void)portal_request_feed(&r, head + at,
		    n - at < piece ? n - at : piece);
	return r.answer == PORTAL_511;
}

/* A search for the empty line, which may be cut by the end of a piece. */
static int
read_memmem(const char *head, size_t n, size_t piece)
{
	for (size_t at = 0; at < n; at += piece) {
		size_t from = at < 3 ? 0 : at - 3;
		size_t to = n - at < piece ? n : at + piece;

		if (memmem(head + from, to - from, "\r\n\r\n", 4) != NULL)
			return 1;
	}
	return 0;
}

/* As picohttpparser documents its interface; where its library is. */
struct pico_field {
	const char *name;
	size_t name_size;
	const char *value;
	size_t value_size;
};
static int (*pico)(const char *, size_t, const char **, size_t *,
    const char **, size_t *, int *, struct pico_field *, size_t *, size_t);

static int
read_pico(const char *head, size_t n, size_t piece)
{
	struct pico_field fields[128];
	const char *method, *target;
	size_t method_size, target_size, count, to = 0, before = 0;
	int minor, got = -2;

	while (got == -2 && to < n) {
		before = to;
		to = n - to < piece ? n : to + piece;
		count = 128;
		got = pico(head, to, &method, &method_size, &target,
		    &target_size, &minor, fields, &count, before);
	}
	return got == (int)n;
}

#ifdef LLHTTP
static int llhttp_ended;

static int
llhttp_end(llhttp_t *parser)
{
	(void)parser;
	llhttp_ended = 1;
	return 0;
}

static int
read_llhttp(const char *head, size_t n, size_t piece)
{
	static llhttp_settings_t settings;
	llhttp_t parser;

	settings.on_message_complete = llhttp_end;
	llhttp_init(&parser, HTTP_REQUEST, &settings);
	llhttp_ended = 0;
	for (size_t at = 0; at < n; at += piece)
		(void)llhttp_execute(&parser, head + at,
		    n - at < piece ? n - at : piece);
	return llhttp_ended;
}
#else
#define read_llhttp NULL
#endif

enum { READ_PORTAL, READ_MEMMEM, READ_PICO, READ_LLHTTP, PARSERS };
static struct parser {
	const char *name;
	int (*read)(const char *head, size_t n, size_t piece);	/* or NULL */
	const char *package;	/* Debian's, where it is from */
} parsers[PARSERS] = {
	[READ_PORTAL] = { "portal", read_portal, NULL },
	[READ_MEMMEM] = { "memmem", read_memmem, NULL },
	[READ_PICO]   = { "picohttpparser", NULL, "libh2o-evloop0.13" },
	[READ_LLHTTP] = { "llhttp", read_llhttp, "node-llhttp" },
};

/* Finds picohttpparser, and says which are not here. */
static void
parsers_find(void)
{
	void *library = dlopen(PICO_LIBRARY, RTLD_NOW | RTLD_LOCAL);

	if (library != NULL)
		*(void **)&pico = dlsym(library, "phr_parse_request");
	if (pico != NULL)
		parsers[READ_PICO].read = read_pico;
	for (int p = 0; p < PARSERS; p++)
		if (parsers[p].read == NULL)
			printf("Left out: %s, for want of Debian's %s.\n\n",
			    parsers[p].name, parsers[p].package);
}

/* CPU ns a head, over enough heads to be seen by the clock. */
static double
parser_ns(const struct parser *p, const char *head, size_t n, size_t piece)
{
	const char *volatile hidden = head;	/* else it is read once */
	double start = cpu(), used;
	long heads = 0;

	do {
		for (int i = 0; i < 64; i++)
			if (!p->read(hidden, n, piece))
				errx(1, "%s refuses the head", p->name);
		heads += 64;
		used = cpu() - start;
	} while (used < ROUND_S);
	return used * 1e9 / (double)heads;
}

/* A row: one head in pieces of one size, and each parser that is here. */
static void
parser_row(enum shape shape, size_t piece, const char *pieces, int rounds)
{
	static double ns[PARSERS][ROUNDS_MAX];
	char head[HEAD_MAX];
	size_t n = head_make(head, shape);

	for (int round = 0; round < rounds; round++)
		for (int p = 0; p < PARSERS; p++)
			if (parsers[p].read != NULL)
				ns[p][round] = parser_ns(&parsers[p], head, n,
				    piece);
	printf("| %zu | %s |", n, pieces);
	for (int p = 0; p < PARSERS; p++)
		if (parsers[p].read != NULL)
			cell(ns[p], rounds, 0);
	printf("\n");
}

static void
parser_table(int rounds)
{
	size_t columns = 2;

	printf("### The parser alone, CPU ns a head\n\n");
	parsers_find();
	printf("| head, octets | in pieces of |");
	for (int p = 0; p < PARSERS; p++)
		if (parsers[p].read != NULL) {
			printf(" %s, ns |", parsers[p].name);
			columns++;
		}
	rule(columns);
	for (int shape = 0; shape < SHAPES; shape++) {
		parser_row(shape, HEAD_MAX, "whole", rounds);
		parser_row(shape, 64, "64 octets", rounds);
		parser_row(shape, 1, "octet by octet", rounds);
	}
}

/* ---- Allowlist ----------------------------------------------------------- */

#ifdef LISTS
enum kind { ADDRESS, PREFIX, MAC, MISS, KINDS };
static const char *const kinds[KINDS] = { "address", "prefix", "MAC", "miss" };

static char text[ALLOW_MAX * 32];
static struct portal_entry entries[ALLOW_MAX];
static struct portal_list list = { .entries = entries, .max = ALLOW_MAX };

/* The i-th entry of a list, and of what is looked up: spread, not in order. */
static uint32_t
spread(uint32_t i)
{
	return i * 2654435761u;
}

/* Writes the text. Thirds: addresses of 10/8, /28s of 172/8, and MACs. */
static size_t
list_write(uint32_t count)
{
	size_t n = 0;

	for (uint32_t i = 0; i < count; i++) {
		uint32_t x = spread(i);
		unsigned a = x >> 24, b = x >> 16 & 255, c = x >> 8 & 255;

		if (i % 3 == 0)
			n += (size_t)sprintf(text + n, "10.%u.%u.%u\n",
			    a, b, c);
		else if (i % 3 == 1)
			n += (size_t)sprintf(text + n, "172.%u.%u.%u/28\n",
			    a, b, c & 240);
		else
			n += (size_t)sprintf(text + n,
			    "02:00:%02x:%02x:%02x:%02x\n", a, b, c, x & 255);
	}
	return n;
}

/* What the i-th entry of its kind is found by; or what none is found by. */
static struct portal_key
list_key(enum kind kind, uint32_t i)
{
	static const uint8_t first[KINDS] = { 10, 172, 2, 192 };
	uint32_t x = spread(i * 3 + (uint32_t)kind % 3);
	uint8_t octets[] = { (uint8_t)(x >> 24), (uint8_t)(x >> 16),
	    (uint8_t)(x >> 8), (uint8_t)x };
	struct portal_key key = { .kind = PORTAL_IP4 };

	key.addr[0] = first[kind];
	if (kind == MAC) {
		key.kind = PORTAL_MAC;
		memcpy(key.addr + 2, octets, 4);
	} else {
		memcpy(key.addr + 1, octets, 3);
	}
	return key;
}

/* Reads the text, of that size, into the list. */
static double
load_ms(size_t size)
{
	struct portal_entry fix;
	double start = cpu();

	if (portal_list_parse(&list, text, size, &fix) != PORTAL_LINE_ENTRY)
		errx(1, "line %u of the list: %s", (unsigned)list.line,
		    list.text);
	return (cpu() - start) * 1e3;
}

/* Looks up those of one kind, in a list of so many entries. */
static double
find_ns(enum kind kind, uint32_t count)
{
	static struct portal_key keys[KEYS];
	uint32_t of = count / 3 < KEYS ? count / 3 : KEYS;
	double start, used;
	long found = 0, asked = 0;

	for (uint32_t i = 0; i < of; i++)
		keys[i] = list_key(kind, i);
	start = cpu();
	do {
		for (uint32_t i = 0; i < of; i++)
			found += portal_list_find(&list, &keys[i]) != NULL;
		asked += of;
		used = cpu() - start;
	} while (used < ROUND_S);
	if (found != (kind == MISS ? 0 : asked))
		errx(1, "%s: %ld of %ld found", kinds[kind], found, asked);
	return used * 1e9 / (double)asked;
}

/* A row: a list of so many entries. */
static void
list_row(uint32_t count, int rounds)
{
	double load[ROUNDS_MAX], ns[KINDS][ROUNDS_MAX];
	size_t size = list_write(count);

	for (int round = 0; round < rounds; round++) {
		load[round] = load_ms(size);
		for (int k = 0; k < KINDS; k++)
			ns[k][round] = find_ns(k, count);
	}
	printf("| %u |", (unsigned)count);
	cell(load, rounds, 2);
	for (int k = 0; k < KINDS; k++)
		cell(ns[k], rounds, 0);
	printf("\n");
}

static void
list_table(int rounds)
{
	printf("\n### The allowlist alone\n\n| entries | load, ms |");
	for (int k = 0; k < KINDS; k++)
		printf(" %s, ns |", kinds[k]);
	rule(2 + KINDS);
	list_row(1000, rounds);
	list_row(100000, rounds);
}
#else
static void
list_table(int rounds)
{
	(void)rounds;
}
#endif

int
main(int argc, char **argv)
{
	int rounds = argc > 1 ? atoi(argv[1]) : 0;

	if (rounds < 1 || rounds > ROUNDS_MAX)
		errx(2, "usage: pure ROUNDS, at most %d", ROUNDS_MAX);
	parser_table(rounds);
	list_table(rounds);
	return 0;
}

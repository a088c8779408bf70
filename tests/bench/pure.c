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
#ifndef PORTAL_C		/* another one, of whose parser is wanted */
#define PORTAL_C "../../portal.c"
#define LISTS			/* and of its list */
#endif
#define main portal_main
#include PORTAL_C
#undef main

#include <dlfcn.h>
#include <stdio.h>
#ifdef LLHTTP
#include <llhttp.h>
#endif

#include "head.h"

#define ROUNDS_MAX  101
#define ROUND_S   0.004		/* of CPU, for one figure of one round */
#define KEYS       4096		/* looked up in turn */
#define PICO "libh2o-evloop.so.0.13"

/* As picohttpparser documents its interface. */
struct pico_field {
	const char *name;
	size_t name_size;
	const char *value;
	size_t value_size;
};
static int (*pico)(const char *, size_t, const char **, size_t *,
    const char **, size_t *, int *, struct pico_field *, size_t *, size_t);

static double
cpu_s(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int
ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Prints a cell: the median, and the least and the most behind it. */
static void
cell(double *ns, int rounds)
{
	qsort(ns, (size_t)rounds, sizeof *ns, ascending);
	printf(" %.0f (%.0f to %.0f) |", ns[rounds / 2], ns[0],
	    ns[rounds - 1]);
}

/* ---- Parsers: 1 if the head was read to its end -------------------------- */

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
#endif

static struct {
	const char *name;
	int (*read)(const char *head, size_t n, size_t piece);
} parsers[] = {
	{ "portal",         read_portal },
	{ "memmem",         read_memmem },
	{ "picohttpparser", read_pico },
#ifdef LLHTTP
	{ "llhttp",         read_llhttp },
#endif
};
#define PARSERS (sizeof parsers / sizeof parsers[0])

/* CPU ns a head, over enough heads to be seen by the clock. */
static double
parser_ns(size_t which, const char *head, size_t n, size_t piece)
{
	const char *volatile hidden = head;
	double start = cpu_s(), used;
	long heads = 0;

	do {
		for (int i = 0; i < 64; i++)
			if (!parsers[which].read(hidden, n, piece)) {
				fprintf(stderr, "%s refuses the head\n",
				    parsers[which].name);
				exit(1);
			}
		heads += 64;
		used = cpu_s() - start;
	} while (used < ROUND_S);
	return used * 1e9 / (double)heads;
}

static void
parser_table(int rounds)
{
	static double ns[PARSERS][ROUNDS_MAX];
	const size_t pieces[] = { HEAD_MAX, 64, 1 };
	const char *cut[] = { "whole", "64 octets", "octet by octet" };
	char head[HEAD_MAX];

	printf("| head, octets | in pieces of |");
	for (size_t p = 0; p < PARSERS; p++)
		printf(" %s, ns |", parsers[p].name);
	printf("\n|---|---|");
	for (size_t p = 0; p < PARSERS; p++)
		printf("---|");
	for (int s = 0; s < SHAPES * 3; s++) {
		size_t n = head_make(head, s / 3);

		for (int round = 0; round < rounds; round++)
			for (size_t p = 0; p < PARSERS; p++)
				ns[p][round] = parsers[p].read == read_pico &&
				    pico == NULL ? 0 :
				    parser_ns(p, head, n, pieces[s % 3]);
		printf("\n| %zu | %s |", n, cut[s % 3]);
		for (size_t p = 0; p < PARSERS; p++)
			cell(ns[p], rounds);
	}
	printf("\n");
}

#ifdef LISTS
/* ---- Allowlist ----------------------------------------------------------- */

static const char *const kinds[] = { "address", "prefix", "MAC", "miss" };
#define KINDS (sizeof kinds / sizeof kinds[0])

static char text[ALLOW_MAX * 32];
static struct portal_entry entries[ALLOW_MAX];
static struct portal_list list = { .entries = entries, .max = ALLOW_MAX };

/* The i-th entry of a list, and of what is looked up: spread, not in order. */
static uint32_t
spread(uint32_t i)
{
	return i * 2654435761u;
}

/* Thirds: addresses of 10/8, prefixes /28 of 172/8, and MACs. */
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

static struct portal_key
list_key(size_t kind, uint32_t i)
{
	static const uint8_t first[] = { 10, 172, 2, 192 };
	uint32_t x = spread(i * 3 + (uint32_t)kind % 3);
	struct portal_key key = { .kind = PORTAL_IP4 };

	key.addr[0] = first[kind];
	key.addr[1] = (uint8_t)(x >> 24);
	key.addr[2] = (uint8_t)(x >> 16);
	key.addr[3] = (uint8_t)(x >> 8);
	if (kind == 2) {
		key.kind = PORTAL_MAC;
		memcpy(key.addr, (uint8_t[]){ 2, 0, (uint8_t)(x >> 24),
		    (uint8_t)(x >> 16), (uint8_t)(x >> 8), (uint8_t)x }, 6);
	}
	return key;
}

static double
load_ms(size_t size)
{
	struct portal_entry fix;
	double start = cpu_s();

	if (portal_list_parse(&list, text, size, &fix) != PORTAL_LINE_ENTRY) {
		fprintf(stderr, "line %u of the list: %s\n",
		    (unsigned)list.line, list.text);
		exit(1);
	}
	return (cpu_s() - start) * 1e3;
}

static double
find_ns(size_t kind, uint32_t count)
{
	static struct portal_key keys[KEYS];
	uint32_t of = count / 3 < KEYS ? count / 3 : KEYS;
	double start, used;
	long found = 0, asked = 0;

	for (uint32_t i = 0; i < of; i++)
		keys[i] = list_key(kind, i);
	start = cpu_s();
	do {
		for (uint32_t i = 0; i < of; i++)
			found += portal_list_find(&list, &keys[i]) != NULL;
		asked += of;
		used = cpu_s() - start;
	} while (used < ROUND_S);
	if (found != (kind == KINDS - 1 ? 0 : asked)) {
		fprintf(stderr, "%s: %ld of %ld found\n", kinds[kind], found,
		    asked);
		exit(1);
	}
	return used * 1e9 / (double)asked;
}

static void
list_table(int rounds)
{
	static const uint32_t counts[] = { 1000, 100000 };
	double load[ROUNDS_MAX], ns[KINDS][ROUNDS_MAX];

	printf("| entries | load, ms |");
	for (size_t k = 0; k < KINDS; k++)
		printf(" %s, ns |", kinds[k]);
	printf("\n|---|---|---|---|---|---|");
	for (size_t c = 0; c < 2; c++) {
		size_t size = list_write(counts[c]);

		for (int round = 0; round < rounds; round++) {
			load[round] = load_ms(size);
			for (size_t k = 0; k < KINDS; k++)
				ns[k][round] = find_ns(k, counts[c]);
		}
		qsort(load, (size_t)rounds, sizeof *load, ascending);
		printf("\n| %u | %.2f (%.2f to %.2f) |", counts[c],
		    load[rounds / 2], load[0], load[rounds - 1]);
		for (size_t k = 0; k < KINDS; k++)
			cell(ns[k], rounds);
	}
	printf("\n");
}

#endif

int
main(int argc, char **argv)
{
	int rounds = argc > 1 ? atoi(argv[1]) : 7;
	void *library = dlopen(PICO, RTLD_NOW | RTLD_LOCAL);

	if (rounds < 1 || rounds > ROUNDS_MAX)
		return 2;
	if (library != NULL)
		*(void **)&pico = dlsym(library, "phr_parse_request");
	printf("### The parser alone, CPU ns a head\n\n");
	parser_table(rounds);
	if (pico == NULL)
		printf("\nLeft out: picohttpparser (0), for want of "
		    "libh2o-evloop0.13.\n");
#ifndef LLHTTP
	printf("\nLeft out: llhttp, for want of node-llhttp.\n");
#endif
#ifdef LISTS
	printf("\n### The allowlist alone\n\n");
	list_table(rounds);
#endif
	return 0;
}

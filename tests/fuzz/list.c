/*
 * Allowlists, for libFuzzer: any octets give the same list whole, octet by
 * octet and cut in two; the plain list of reference.h reads the same entries
 * or the same error, and finds each entry by the same line; what is written
 * of an entry is read as that entry.
 *
 *	clang -g -O1 -fsanitize=fuzzer,address,undefined \
 *	    -o fuzz_list tests/fuzz/list.c
 *	./fuzz_list FOLDER...
 */
#define main portal_main
#include "../../portal.c"
#undef main

#include <stdio.h>
#include <stdlib.h>

#include "../unit/reference.h"

enum { ENTRIES_MAX = 16 };

static void
must(int good, const char *what)
{
	if (!good) {
		fprintf(stderr, "fuzz_list: %s\n", what);
		abort();
	}
}

static enum portal_line
feed(struct portal_list *list, struct portal_entry *entries,
    const uint8_t *octets, size_t n, size_t first, size_t rest,
    struct portal_entry *fix)
{
	enum portal_line what;
	size_t at, piece;

	list->entries = entries;
	list->max = ENTRIES_MAX;
	portal_list_begin(list);
	what = portal_list_feed(list, octets, first, fix);
	for (at = first; at < n && what == PORTAL_LINE_BLANK; at += piece) {
		piece = rest < n - at ? rest : n - at;
		what = portal_list_feed(list, octets + at, piece, fix);
	}
	return what == PORTAL_LINE_BLANK ? portal_list_end(list, fix) : what;
}

static void
same(const struct portal_list *a, const struct portal_list *b)
{
	uint32_t i;

	must(a->line == b->line, "another line when cut");
	must(a->count == b->count, "another count when cut");
	for (i = 0; i < a->count; i++)
		must(memcmp(&a->entries[i].key, &b->entries[i].key,
		    sizeof a->entries[i].key) == 0 &&
		    a->entries[i].bits == b->entries[i].bits &&
		    a->entries[i].line == b->entries[i].line,
		    "other entries when cut");
}

static void
text_is_read_again(const struct portal_entry *entry)
{
	struct portal_entry again;
	char text[PORTAL_ENTRY_MAX];

	portal_entry_text(entry, text);
	must(strlen(text) < sizeof text &&
	    portal_entry_parse(text, &again) == PORTAL_LINE_ENTRY &&
	    again.bits == entry->bits &&
	    memcmp(&again.key, &entry->key, sizeof again.key) == 0,
	    "what is written is not what is read");
}

int LLVMFuzzerTestOneInput(const uint8_t *octets, size_t n);

int
LLVMFuzzerTestOneInput(const uint8_t *octets, size_t n)
{
	struct portal_entry entries[ENTRIES_MAX], parted[ENTRIES_MAX],
	    plain[ENTRIES_MAX], fix, plain_fix;
	struct portal_list list, parts;
	const struct portal_entry *found;
	enum portal_line what;
	size_t cut = 0, size, i;
	uint32_t line;

	what = feed(&list, entries, octets, n, n, 1, &fix);
	for (i = 0; i < n; i++)
		cut += octets[i];
	cut %= n + 1;
	must(feed(&parts, parted, octets, n, cut, n, &fix) == what,
	    "another answer when cut in two");
	same(&list, &parts);
	must(feed(&parts, parted, octets, n, 0, 1, &fix) == what,
	    "another answer octet by octet");
	same(&list, &parts);

	must(ref_list((const char *)octets, n, plain, ENTRIES_MAX, &size,
	    &line) == what, "the reference reads otherwise");
	if (what != PORTAL_LINE_BLANK)
		must(list.line == line, "the reference names another line");
	if (what == PORTAL_LINE_HOST_BITS) {
		(void)ref_entry(list.text, strlen(list.text), &plain_fix);
		must(memcmp(&fix.key, &plain_fix.key, sizeof fix.key) == 0 &&
		    fix.bits == plain_fix.bits, "the fix is another");
		text_is_read_again(&fix);
	}
	if (what != PORTAL_LINE_BLANK)
		return 0;
	for (i = 0; i < size; i++) {
		text_is_read_again(&plain[i]);
		found = portal_list_find(&list, &plain[i].key);
		must(found != NULL && found->line == ref_find(plain, size,
		    &plain[i].key), "the reference finds another line");
	}
	return 0;
}

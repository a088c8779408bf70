/*
 * Allowlists, for libFuzzer: the plain list of reference.h reads the same
 * entries or the same error in any octets, and finds each entry by the same
 * line; entries are sorted and apart; what is written of an entry is read as
 * that entry; none is looked at behind the last octet.
 *
 *	clang -g -O1 -fsanitize=fuzzer,address,undefined \
 *	    -o fuzz_list tests/fuzz/list.c
 *	./fuzz_list FOLDER...
 */
#include "fuzz.h"

enum { ENTRIES_MAX = 16 };

/* Sorted, and none holds another: so one step of a look-up is enough. */
static void
sorted_and_apart(const struct portal_list *list)
{
	uint32_t i, k;

	for (i = 0; i < list->count; i++)
		for (k = 0; k < list->count; k++) {
			must(k <= i || memcmp(&list->entries[i].key,
			    &list->entries[k].key, sizeof list->entries[i].key)
			    < 0, "entries are not sorted");
			must(k == i || ref_find(&list->entries[i], 1,
			    &list->entries[k].key) == 0,
			    "an entry holds another");
		}
}

/* What is written of an entry is read as that entry. */
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

/* The right prefix that is named is the one that the reference names. */
static void
same_fix(const struct portal_list *list, const struct portal_entry *fix)
{
	struct portal_entry plain;

	(void)ref_entry(list->text, strlen(list->text), &plain);
	must(memcmp(&fix->key, &plain.key, sizeof fix->key) == 0 &&
	    fix->bits == plain.bits, "the fix is another");
	text_is_read_again(fix);
}

/* Of what the reference has read, each entry is found, and by its line. */
static void
same_entries(const struct portal_list *list, const struct portal_entry *plain,
    size_t size)
{
	const struct portal_entry *found;
	uint32_t kinds[PORTAL_KINDS] = { 0 };
	size_t i;

	for (i = 0; i < size; i++) {
		kinds[plain[i].key.kind]++;
		text_is_read_again(&plain[i]);
		found = portal_list_find(list, &plain[i].key);
		must(found != NULL && found->line == ref_find(plain, size,
		    &plain[i].key), "the reference finds another line");
	}
	must(memcmp(kinds, list->kinds, sizeof kinds) == 0,
	    "entries are counted otherwise");
}

int LLVMFuzzerTestOneInput(const uint8_t *octets, size_t n);

int
LLVMFuzzerTestOneInput(const uint8_t *octets, size_t n)
{
	struct portal_entry entries[ENTRIES_MAX], plain[ENTRIES_MAX], fix;
	struct portal_list list = { .entries = entries, .max = ENTRIES_MAX };
	enum portal_line what;
	uint32_t line;
	size_t size;

	what = portal_list_parse(&list, (const char *)octets, n, &fix);
	must(ref_list((const char *)octets, n, plain, ENTRIES_MAX, &size,
	    &line) == what, "the reference reads otherwise");
	must(list.line == line, "the reference names another line");
	if (what == PORTAL_LINE_HOST_BITS)
		same_fix(&list, &fix);
	if (what == PORTAL_LINE_ENTRY) {
		sorted_and_apart(&list);
		same_entries(&list, plain, size);
	}
	return 0;
}

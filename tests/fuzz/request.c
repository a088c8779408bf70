/*
 * Request heads, for libFuzzer: any octets give the same result whole, octet
 * by octet and cut in two, and the same as the plain parser of reference.h.
 *
 *	clang -g -O1 -fsanitize=fuzzer,address,undefined \
 *	    -o fuzz_request tests/fuzz/request.c
 *	./fuzz_request -dict=tests/fuzz/http.dict FOLDER...
 */
#include "fuzz.h"

/* A first piece, then pieces of rest octets. */
static size_t
feed(struct portal_request *request, const uint8_t *octets, size_t n,
    size_t first, size_t rest)
{
	size_t taken, at, piece;

	portal_request_begin(request);
	taken = portal_request_feed(request, octets, first);
	for (at = first; at < n; at += piece) {
		piece = rest < n - at ? rest : n - at;
		taken += portal_request_feed(request, octets + at, piece);
	}
	return taken;
}

int LLVMFuzzerTestOneInput(const uint8_t *octets, size_t n);

int
LLVMFuzzerTestOneInput(const uint8_t *octets, size_t n)
{
	static struct reference r;
	struct portal_request whole, parts;
	size_t taken, cut = 0, i;

	taken = feed(&whole, octets, n, n, 1);
	must(taken == n || whole.answer != PORTAL_MORE,
	    "left octets though it wants more");
	must(feed(&parts, octets, n, 0, 1) == taken,
	    "octet by octet takes another count");
	must(memcmp(&parts, &whole, sizeof whole) == 0,
	    "octet by octet is not as whole");
	for (i = 0; i < n; i++)
		cut += octets[i];
	cut %= n + 1;
	must(feed(&parts, octets, n, cut, n) == taken,
	    "cut in two takes another count");
	must(memcmp(&parts, &whole, sizeof whole) == 0,
	    "cut in two is not as whole");

	reference_parse(&r, octets, n);
	must(whole.answer == r.answer, "the reference answers otherwise");
	must(taken == r.at, "the reference takes another count");
	if (r.answer != PORTAL_MORE)
		must((whole.head != 0) == r.head,
		    "the reference sees HEAD otherwise");
	if (r.answer == PORTAL_511 || r.answer == PORTAL_302)
		must((whole.body != 0) == r.body,
		    "the reference sees the body otherwise");
	return 0;
}

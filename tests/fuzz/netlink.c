/*
 * What the kernel may answer to a question by netlink, for libFuzzer: any
 * messages, in any number, give the neighbour's MAC and the kind of the route
 * that the plain reader of reference.h finds in them; and what is asked is one
 * whole question. Octets behind a message must not be looked at.
 *
 *	clang -g -O1 -fsanitize=fuzzer,address,undefined \
 *	    -o fuzz_netlink tests/fuzz/netlink.c
 *	./fuzz_netlink FOLDER...
 *
 * An input is an octet that says what is asked, then messages: what to put
 * right in it (SEQUENCE, TYPE, LENGTH, LONGER), how many octets, these octets.
 */
#define _GNU_SOURCE
#define _FILE_OFFSET_BITS 64
#define _TIME_BITS 64

#include <errno.h>
#include <sanitizer/asan_interface.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static ssize_t kernel_hears(int, const void *, size_t, int);
static ssize_t kernel_says(int, void *, size_t, int);

#define send	kernel_hears
#define recv	kernel_says
#define main	portal_main
#include "../../portal.c"
#undef main
#undef recv
#undef send

#include "../unit/reference.h"

/* What is asked; DEAF: and not heard. */
enum { ROUTE = 1, SIX = 2, DEAF = 4 };
/* What is put right in a message; and a length that is one too many. */
enum { SEQUENCE = 1, TYPE = 2, LENGTH = 4, LONGER = 8 };

static const uint8_t *left;	/* of the input */
static size_t left_n;
static int asks;
static uint32_t sequence;	/* of the question */
static struct portal_key who;

/* The answer by the plain reader: the message of the question's sequence. */
static uint8_t answer[256];
static size_t answer_n;
static int answer_said, silence;

static void
must(int good, const char *what)
{
	if (!good) {
		fprintf(stderr, "fuzz_netlink: %s\n", what);
		abort();
	}
}

static ssize_t
kernel_hears(int fd, const void *octets, size_t n, int flags)
{
	const uint8_t *o = octets;
	size_t address = (asks & SIX) != 0 ? 16 : 4;

	(void)fd;
	must(flags == MSG_DONTWAIT, "it would wait to ask");
	must(n == 32 + address && ref_number(o, 4) == n, "not one question");
	must(ref_number(o + 4, 2) == ((asks & ROUTE) != 0 ? 26 : 30),
	    "another question");
	must(ref_number(o + 6, 2) == 1, "not only a request");
	must(o[16] == ((asks & SIX) != 0 ? AF_INET6 : AF_INET) &&
	    o[17] == ((asks & ROUTE) != 0 ? 8 * address : 0),
	    "of another family or length");
	must(ref_number(o + 28, 2) == 4 + address &&
	    ref_number(o + 30, 2) == 1 &&
	    memcmp(o + 32, who.addr, address) == 0, "about another address");
	must(ref_number(o + 8, 4) == sequence + 1, "not the next question");
	sequence++;
	silence = (asks & DEAF) != 0;
	return silence ? -1 : (ssize_t)n;
}

static ssize_t
kernel_says(int fd, void *octets, size_t size, int flags)
{
	static const uint16_t types[] = { 28, 24 };
	uint8_t message[256];
	uint32_t length;
	size_t n;

	(void)fd;
	must(flags == MSG_DONTWAIT && size == sizeof input, "it would wait");
	must(!answer_said && !silence, "it asks again");
	ASAN_UNPOISON_MEMORY_REGION(input, sizeof input);
	if (left_n < 2) {
		silence = 1;
		errno = EAGAIN;
		return -1;
	}
	n = left[1] < left_n - 2 ? left[1] : left_n - 2;
	length = (uint32_t)n;
	memcpy(message, left + 2, n);
	if (n >= 32) {
		if ((left[0] & SEQUENCE) != 0)
			memcpy(message + 8, &sequence, sizeof sequence);
		if ((left[0] & TYPE) != 0)
			memcpy(message + 4, &types[(asks & ROUTE) != 0],
			    sizeof types[0]);
		length += (left[0] & LONGER) != 0;
		if ((left[0] & LENGTH) != 0)
			memcpy(message, &length, sizeof length);
		answer_said = ref_number(message + 8, 4) == sequence;
	}
	silence = n < 32;
	memcpy(answer, message, n);
	answer_n = n;
	left += 2 + n;
	left_n -= 2 + n;
	/* Only what was said can be read without a report. */
	memcpy(octets, message, n);
	ASAN_POISON_MEMORY_REGION(input + n, sizeof input - n);
	return (ssize_t)n;
}

int LLVMFuzzerTestOneInput(const uint8_t *octets, size_t n);

int
LLVMFuzzerTestOneInput(const uint8_t *octets, size_t n)
{
	const uint8_t *lladdr = NULL;
	struct portal_key mac;
	size_t length;
	int good, unicast = 0;

	if (n == 0)
		return 0;
	asks = octets[0];
	left = octets + 1;
	left_n = n - 1;
	answer_said = silence = 0;
	memset(&who, 0, sizeof who);
	memset(who.addr, 0x20, (asks & SIX) != 0 ? 16 : 4);
	who.kind = (asks & SIX) != 0 ? PORTAL_IP6 : PORTAL_IP4;
	if ((asks & ROUTE) != 0)
		good = is_routed(&who, RTN_UNICAST);
	else
		good = neighbour(&who, 7, &mac);
	ASAN_UNPOISON_MEMORY_REGION(input, sizeof input);

	if (answer_said && ref_number(answer, 4) <= answer_n &&
	    ref_number(answer + 4, 2) == ((asks & ROUTE) != 0 ? 24 : 28)) {
		length = ref_number(answer, 4);
		/* Incomplete and failed neighbours have no address. */
		if ((ref_number(answer + 24, 2) & 0x21) == 0)
			lladdr = ref_attribute(answer, length, 2, 6);
		unicast = length > 0 && answer[23] == 1;
	}
	if ((asks & ROUTE) != 0)
		must(good == unicast, "the reference sees another route");
	else
		must(good == (lladdr != NULL) && (!good || (mac.kind ==
		    PORTAL_MAC && memcmp(mac.addr, lladdr, 6) == 0 &&
		    memcmp(mac.addr + 6, "\0\0\0\0\0\0\0\0\0", 10) == 0)),
		    "the reference sees another MAC");
	return 0;
}

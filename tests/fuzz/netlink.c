/*
 * What the kernel may answer to a question by netlink, for libFuzzer: any
 * messages, in any number, give the neighbour's MAC that the plain reader of
 * reference.h finds in them; and what is asked is one whole question, or none
 * if the interface is not known. Octets behind a message must not be looked
 * at.
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
static int kernel_tells(int, int, int, void *, socklen_t *);

#define send		kernel_hears
#define recv		kernel_says
#define getsockopt	kernel_tells
#include "fuzz.h"
#undef getsockopt
#undef recv
#undef send

/*
 * What is asked; DEAF: and not heard; NOWHERE: the interface is not told;
 * OLD: by a socket of IPv4, which tells it by a control message; OTHER: of
 * another kind.
 */
enum { SIX = 2, DEAF = 4, NOWHERE = 8, OLD = 16, OTHER = 32 };
enum { INTERFACE = 7 };
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

/* send: what is asked is one whole question about this client. */
static ssize_t
kernel_hears(int fd, const void *octets, size_t n, int flags)
{
	const uint8_t *o = octets;
	size_t address = (asks & SIX) != 0 ? 16 : 4;

	(void)fd;
	must(flags == MSG_DONTWAIT, "it would wait to ask");
	must(n == 32 + address && ref_number(o, 4) == n, "not one question");
	must(ref_number(o + 4, 2) == 30, "another question");
	must(ref_number(o + 6, 2) == 1, "not only a request");
	must(o[16] == ((asks & SIX) != 0 ? AF_INET6 : AF_INET) &&
	    ref_number(o + 20, 4) == INTERFACE,
	    "of another family or interface");
	must(ref_number(o + 28, 2) == 4 + address &&
	    ref_number(o + 30, 2) == 1 &&
	    memcmp(o + 32, who.addr, address) == 0, "about another address");
	must(ref_number(o + 8, 4) > sequence, "an older question's number");
	sequence = ref_number(o + 8, 4);
	silence = (asks & DEAF) != 0;
	return silence ? -1 : (ssize_t)n;
}

/* Puts right in a message what the input says. */
static void
put_right(uint8_t *message, size_t n, uint8_t what)
{
	static const uint16_t type = 28;
	uint32_t length = (uint32_t)n + ((what & LONGER) != 0);

	if ((what & SEQUENCE) != 0)
		memcpy(message + 8, &sequence, sizeof sequence);
	if ((what & TYPE) != 0)
		memcpy(message + 4, &type, sizeof type);
	if ((what & LENGTH) != 0)
		memcpy(message, &length, sizeof length);
}

/* recv: the next message of the input, or none. */
static ssize_t
kernel_says(int fd, void *octets, size_t size, int flags)
{
	(void)fd;
	must(flags == MSG_DONTWAIT && size == sizeof input, "it would wait");
	must(!answer_said && !silence, "it asks again");
	ASAN_UNPOISON_MEMORY_REGION(input, sizeof input);
	if (left_n < 2) {
		silence = 1;
		errno = EAGAIN;
		return -1;
	}
	answer_n = left[1] < left_n - 2 ? left[1] : left_n - 2;
	memcpy(answer, left + 2, answer_n);
	silence = answer_n < 32;
	if (!silence) {
		put_right(answer, answer_n, left[0]);
		answer_said = ref_number(answer + 8, 4) == sequence;
	}
	left += 2 + answer_n;
	left_n -= 2 + answer_n;
	/* Only what was said can be read without a report. */
	memcpy(octets, answer, answer_n);
	ASAN_POISON_MEMORY_REGION(input + answer_n, sizeof input - answer_n);
	return (ssize_t)answer_n;
}

/* getsockopt: which interface the connection came in by. */
static int
kernel_tells(int fd, int level, int name, void *value, socklen_t *n)
{
	struct in_pktinfo info = { .ipi_ifindex = INTERFACE };
	struct cmsghdr head = { .cmsg_len = CMSG_LEN(sizeof info),
	    .cmsg_level = IPPROTO_IP, .cmsg_type = IP_PKTINFO };
	uint8_t *to = value;
	int failed = (asks & NOWHERE) != 0 ? -1 : 0;

	(void)fd;
	errno = ENOPROTOOPT;
	if ((asks & OLD) == 0) {
		must(level == IPPROTO_IPV6 && name == IPV6_MULTICAST_IF &&
		    *n == sizeof(int), "another option of IPv6");
		memcpy(value, &info.ipi_ifindex, sizeof(int));
		return failed;
	}
	must(level == IPPROTO_IP && name == IP_PKTOPTIONS &&
	    *n >= CMSG_SPACE(sizeof info), "another option of IPv4");
	if ((asks & OTHER) != 0)
		head.cmsg_type = IP_TTL;
	memcpy(to, &head, sizeof head);
	memcpy(to + CMSG_LEN(0), &info, sizeof info);
	*n = CMSG_LEN(sizeof info);
	return failed;
}

/* Makes up who is asked about, and its address as accept4 has it. */
static void
client_of(union address *peer)
{
	size_t n = (asks & SIX) != 0 ? 16 : 4;
	uint8_t *addr = (uint8_t *)&peer->ip6.sin6_addr;

	memset(&who, 0, sizeof who);
	memset(who.addr, 0x20, n);
	memset(peer, 0, sizeof *peer);
	if ((asks & OLD) != 0) {
		peer->any.sa_family = AF_INET;
		memcpy(&peer->ip4.sin_addr, who.addr, n);
		return;
	}
	peer->any.sa_family = AF_INET6;
	addr[10] = addr[11] = 0xff;	/* as of IPv4, unless overwritten */
	memcpy(addr + 16 - n, who.addr, n);
}

/* The MAC that the plain reader finds in the answer, or NULL. */
static const uint8_t *
reference_mac(void)
{
	/* Of a message that says it is longer counts what came of it. */
	size_t length = ref_number(answer, 4);

	/* Incomplete and failed neighbours have no address. */
	if (!answer_said || ref_number(answer + 4, 2) != 28 ||
	    (ref_number(answer + 24, 2) & 0x21) != 0)
		return NULL;
	return ref_attribute(answer, length < answer_n ? length : answer_n, 2,
	    6);
}

int LLVMFuzzerTestOneInput(const uint8_t *octets, size_t n);

int
LLVMFuzzerTestOneInput(const uint8_t *octets, size_t n)
{
	static const uint8_t zero[10];
	const uint8_t *wanted;
	union address peer;
	struct portal_key mac = { .kind = PORTAL_KINDS };
	uint32_t before = sequence;
	int good;

	if (n == 0)
		return 0;
	asks = octets[0];
	if ((asks & OLD) != 0)
		asks &= ~SIX;
	left = octets + 1;
	left_n = n - 1;
	answer_said = silence = 0;
	client_of(&peer);
	good = neighbour(3, &peer, &mac);
	ASAN_UNPOISON_MEMORY_REGION(input, sizeof input);

	if ((asks & NOWHERE) != 0 || (asks & (OLD | OTHER)) == (OLD | OTHER))
		must(!good && sequence == before, "it asks about no interface");
	wanted = reference_mac();
	must(good == (wanted != NULL), "the reference sees another MAC");
	must(good ? mac.kind == PORTAL_MAC &&
	    memcmp(mac.addr, wanted, 6) == 0 &&
	    memcmp(mac.addr + 6, zero, sizeof zero) == 0 :
	    mac.kind == PORTAL_KINDS, "the MAC is another, or was touched");
	return 0;
}

/*
 * Functions of the C library of which Frama-C's own says too little to prove
 * anything: what each reads is read here, what each may write is written, and
 * what cannot be known is any value.
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <__fc_builtin.h>

static volatile int any;

/* In the C locale; as expressions, so that the octet asked about is known. */
#undef isdigit
#undef isxdigit
#undef isalnum
#undef tolower
#define isdigit(c)	((c) >= '0' && (c) <= '9')
#define isxdigit(c)	(isdigit(c) || ((c) >= 'A' && (c) <= 'F') || \
	((c) >= 'a' && (c) <= 'f'))
#define isalnum(c)	(isdigit(c) || ((c) >= 'A' && (c) <= 'Z') || \
	((c) >= 'a' && (c) <= 'z'))
#define tolower(c)	((c) >= 'A' && (c) <= 'Z' ? (c) + 32 : (c))

/* As much as there is room for, of any text. */
static int
any_printed(char *to, size_t n)
{
	int length = Frama_C_interval(0, PRINTED_MAX);

	if (n > 0) {
		memset(to, any, n);
		to[(size_t)length < n ? (size_t)length : n - 1] = '\0';
	}
	return length;
}
#define snprintf(to, n, ...)	any_printed(to, n)

/* What the kernel tells of a socket, or that it does not. */
static int
any_told(void *to, unsigned *n)
{
	if (any)
		return -1;
	memset(to, any, *n);
	*n = Frama_C_unsigned_int_interval(0, *n);
	return 0;
}
#define getsockopt(fd, level, name, to, n)	any_told(to, n)

/*
 * Reads all that it may, and no octet if there is none: Frama-C would ask for
 * one behind a pointer to the end.
 */
static int
compared(const void *a, const void *b, size_t n)
{
	const uint8_t *p = a, *q = b;
	unsigned differ = 0;
	size_t i;

	for (i = 0; i < n; i++)
		differ |= p[i] ^ q[i];
	return differ == 0 ? 0 : any ? 1 : -1;
}
#define memcmp(a, b, n)	compared(a, b, n)

static char *
first_of(const char *s, int c)
{
	for (; *s != (char)c; s++)
		if (*s == '\0')
			return NULL;
	return (char *)s;
}
#define strchr(s, c)	first_of(s, c)

static int
same_or_not(const char *a, const char *b)
{
	size_t i;

	for (i = 0; a[i] == b[i]; i++)
		if (a[i] == '\0')
			return 0;
	return a[i] - b[i];
}
#define strcmp(a, b)	same_or_not(a, b)

int
strncmp(const char *a, const char *b, size_t n)
{
	size_t i;

	for (i = 0; i < n && a[i] == b[i]; i++)
		if (a[i] == '\0')
			return 0;
	return i < n ? a[i] - b[i] : 0;
}

/* Takes a few more octets for alike than there are: more ways to go on. */
int
strncasecmp(const char *a, const char *b, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if ((a[i] | 0x20) != (b[i] | 0x20))
			return 1;
	return 0;
}

/* Any that is alike; each is compared. */
static void *
any_found(const void *key, const void *all, size_t n, size_t size,
    int (*compare)(const void *, const void *))
{
	const char *one = all;
	size_t i;

	for (i = 0; i < n; i++)
		if (compare(key, one + i * size) == 0 && any)
			return (void *)(one + i * size);
	return NULL;
}
#define bsearch(key, all, n, size, compare) \
	any_found(key, all, n, size, compare)

const char *
inet_ntop(int family, const void *from, char *to, socklen_t n)
{
	uint8_t address[16];

	memcpy(address, from, family == AF_INET ? 4 : 16);
	memset(to, any, n - 1);
	to[n - 1] = '\0';
	return to;
}

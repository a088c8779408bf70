/*
 * Functions of the C library of which Frama-C's own says too little to prove
 * anything: what each reads is read here, what each may write is written, and
 * what cannot be known is any value.
 */
#include <string.h>
#include <__fc_builtin.h>

static volatile int any;

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

size_t
strcspn(const char *s, const char *set)
{
	size_t n = 0;

	while (s[n] != '\0' && strchr(set, s[n]) == NULL)
		n++;
	return n;
}

int
inet_pton(int family, const char *s, void *to)
{
	(void)strlen(s);
	if (any)
		return 0;
	memset(to, any, family == AF_INET ? 4 : 16);
	return 1;
}

const char *
inet_ntop(int family, const void *from, char *to, socklen_t n)
{
	uint8_t address[16];

	memcpy(address, from, family == AF_INET ? 4 : 16);
	memset(to, any, n - 1);
	to[n - 1] = '\0';
	return to;
}

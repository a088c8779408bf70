/*
 * client.c: a client for what nc cannot do: a request in pieces, many
 * connections at once, half-closing, writing without reading.
 *
 *   client ADDRESS PORT STEP...
 *
 * open[=FROM]  a connection more, current from now on; FROM: local address
 * small        connections opened from now on have a tiny receive buffer
 * use=N        the Nth connection opened is the current one
 * send=TEXT    send it; \r \n \t \\ and \xHH stand for octets
 * drip=TEXT    send it octet by octet, a millisecond apart
 * fill=N       send N octets; stops when the connection is gone
 * half         close the sending side
 * reset        close with a RST
 * recv         one recv; the octets go to stdout
 * read         recv to the end; the octets go to stdout
 * pause=MS     wait
 * when=FILE    wait until there is such a file, 20 s at most
 * then=FILE    make such a file
 *
 * fill, recv and read note on stderr what happened, in one line each:
 * "read 768 octets, closed, 12 ms". They end with "closed" (in order),
 * "reset", "open" (recv, or fill that could send all of it), or "stuck" after
 * 20 s without progress.
 */
#include <sys/socket.h>
#include <sys/time.h>

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define FDS_MAX 8192

static int fds[FDS_MAX], count;	/* connections, in the order of open */
static int current = -1;
static int small;		/* the next one gets a tiny receive buffer */
static struct addrinfo *to;	/* the server */

/* A step cannot be done: says which, and ends. */
static void
die(const char *what)
{
	fprintf(stderr, "client: %s: %s\n", what, strerror(errno));
	exit(1);
}

/* Milliseconds since some moment. */
static long
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* The address that these texts are. */
static struct addrinfo *
resolve(const char *address, const char *port)
{
	struct addrinfo hints, *found;

	memset(&hints, 0, sizeof hints);
	hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
	hints.ai_socktype = SOCK_STREAM;
	if (getaddrinfo(address, port, &hints, &found) != 0)
		die(address);
	return found;
}

/* One more connection, from that address; NULL: from any. */
static void
open_one(const char *from)
{
	struct timeval limit = { 20, 0 };
	int one = 1, fd = socket(to->ai_family, SOCK_STREAM, 0);
	struct addrinfo *local;

	if (fd == -1 || count == FDS_MAX)
		die("socket");
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
	if (small)
		setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &one, sizeof one);
	if (from != NULL) {
		local = resolve(from, "0");
		if (bind(fd, local->ai_addr, local->ai_addrlen) == -1)
			die(from);
		freeaddrinfo(local);
	}
	if (connect(fd, to->ai_addr, to->ai_addrlen) == -1)
		die("connect");
	fds[count++] = current = fd;
}

/* How the last call on a connection ended, by what it returned. */
static const char *
ended(ssize_t n)
{
	if (n == 0)
		return "closed";
	if (n > 0)
		return "open";
	return errno == EAGAIN || errno == EWOULDBLOCK ? "stuck" : "reset";
}

/* Octets for the escapes in text, in place; returns how many. */
static size_t
unescape(char *text)
{
	char hex[3] = "", *at = text, *to_here = text;
	const char *c;

	while (*at != '\0') {
		if (*at != '\\' || at[1] == '\0') {
			*to_here++ = *at++;
		} else if (at[1] == 'x') {
			memcpy(hex, at + 2, 2);
			*to_here++ = (char)strtol(hex, NULL, 16);
			at += 4;
		} else {
			c = strchr("r\rn\nt\t", at[1]);
			*to_here++ = c != NULL ? c[1] : at[1];
			at += 2;
		}
	}
	return (size_t)(to_here - text);
}

/* Sends in pieces of each octets; errors are left to the recv that follows. */
static void
send_text(const char *text, size_t each)
{
	char *copy = strdup(text);
	size_t n = unescape(copy), at, some;

	for (at = 0; at < n; at += some) {
		some = each < n - at ? each : n - at;
		(void)send(current, copy + at, some, 0);
		if (each == 1)
			usleep(1000);
	}
	free(copy);
}

/* Sends n octets, or as many as are taken. */
static void
fill(long n)
{
	static char octets[65536];
	long sent = 0, began = now_ms();
	ssize_t some = 1;

	memset(octets, 'x', sizeof octets);
	while (some > 0 && sent < n) {
		some = send(current, octets, n - sent < (long)sizeof octets ?
		    (size_t)(n - sent) : sizeof octets, 0);
		if (some > 0)
			sent += some;
	}
	fprintf(stderr, "fill %ld octets, %s, %ld ms\n", sent,
	    ended(some), now_ms() - began);
}

/* Prints what comes: of one recv, or until the end. */
static void
receive(const char *step, int once)
{
	static char octets[1 << 20];
	long got = 0, began = now_ms();
	ssize_t some;

	do {
		some = recv(current, octets, sizeof octets, 0);
		if (some > 0) {
			fwrite(octets, 1, (size_t)some, stdout);
			got += some;
		}
	} while (some > 0 && !once);
	fprintf(stderr, "%s %ld octets, %s, %ld ms\n", step, got,
	    ended(some), now_ms() - began);
}

/* Waits until there is such a file. */
static void
wait_for(const char *file)
{
	long began = now_ms();

	while (access(file, F_OK) == -1) {
		if (now_ms() - began > 20000)
			die(file);
		usleep(5000);
	}
}

/* Makes such a file. */
static void
make(const char *file)
{
	FILE *made = fopen(file, "w");

	if (made == NULL || fclose(made) != 0)
		die(file);
}

/* Closes with a RST. */
static void
reset(void)
{
	struct linger at_once = { 1, 0 };

	setsockopt(current, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
	close(current);
}

/* Takes one step; value is what stands behind its "=", or NULL. */
static void
act(const char *step, char *value)
{
	if (strcmp(step, "open") == 0)
		open_one(value);
	else if (strcmp(step, "small") == 0)
		small = 1;
	else if (strcmp(step, "half") == 0)
		shutdown(current, SHUT_WR);
	else if (strcmp(step, "reset") == 0)
		reset();
	else if (strcmp(step, "recv") == 0)
		receive(step, 1);
	else if (strcmp(step, "read") == 0)
		receive(step, 0);
	else if (value == NULL)
		die(step);
	else if (strcmp(step, "use") == 0)
		current = fds[atoi(value) - 1];
	else if (strcmp(step, "send") == 0)
		send_text(value, (size_t)-1);
	else if (strcmp(step, "drip") == 0)
		send_text(value, 1);
	else if (strcmp(step, "fill") == 0)
		fill(atol(value));
	else if (strcmp(step, "when") == 0)
		wait_for(value);
	else if (strcmp(step, "then") == 0)
		make(value);
	else if (strcmp(step, "pause") == 0)
		usleep((useconds_t)atol(value) * 1000);
	else
		die(step);
}

int
main(int argc, char **argv)
{
	char *value;
	int i;

	if (argc < 4)
		return 2;
	signal(SIGPIPE, SIG_IGN);
	to = resolve(argv[1], argv[2]);
	for (i = 3; i < argc; i++) {
		value = strchr(argv[i], '=');
		if (value != NULL)
			*value++ = '\0';
		act(argv[i], value);
		fflush(stdout);
	}
	return 0;
}

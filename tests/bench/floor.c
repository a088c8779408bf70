/*
 * floor.c: the least a server can do that answers a connection as portal does.
 *
 * It parses nothing: what ends in an empty line is answered with the octets
 * of FILE, anything else is read and thrown away until its client leaves. The
 * system calls are portal's own, so whatever portal costs above it is the
 * price of parsing, counting and keeping time.
 *
 *	floor PORT FILE		listens on 127.0.0.1:PORT until it is killed
 */
#define _GNU_SOURCE
#include <sys/epoll.h>
#include <sys/socket.h>

#include <netinet/in.h>
#include <netinet/tcp.h>

#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char page[65536];
static size_t page_size;
static char buffer[16384];
static int epoll;
static int listener;

/* Reads the answer. */
static void
page_read(const char *name)
{
	FILE *f = fopen(name, "r");

	if (f == NULL)
		err(1, "%s", name);
	page_size = fread(page, 1, sizeof page, f);
	(void)fclose(f);
}

/* Its events come from now on. */
static void
watch(int fd, uint32_t events)
{
	struct epoll_event event = { .events = events, .data.fd = fd };

	if (epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event) == -1)
		err(1, "epoll_ctl");
}

/* As portal opens its own. */
static void
listener_open(uint16_t port)
{
	struct sockaddr_in at = {
		.sin_family = AF_INET,
		.sin_port = htons(port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	int on = 1;

	listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	if (listener == -1 ||
	    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) ||
	    setsockopt(listener, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) ||
	    setsockopt(listener, IPPROTO_TCP, TCP_DEFER_ACCEPT, &on,
	    sizeof on) ||
	    bind(listener, (struct sockaddr *)&at, sizeof at) == -1 ||
	    listen(listener, 4096) == -1)
		err(1, "port %u", port);
	watch(listener, EPOLLIN);
}

/* One read; the answer, if the octets end as a head does. */
static void
serve(int fd, int watched)
{
	ssize_t n = recv(fd, buffer, sizeof buffer, 0);

	if (n >= 4 && memcmp(buffer + n - 4, "\r\n\r\n", 4) == 0) {
		(void)send(fd, page, page_size, MSG_MORE | MSG_NOSIGNAL);
		(void)shutdown(fd, SHUT_WR);
		(void)close(fd);
	} else if (n == 0) {
		(void)close(fd);
	} else if (!watched) {
		watch(fd, EPOLLIN | EPOLLRDHUP | EPOLLET);
	}
}

int
main(int argc, char **argv)
{
	struct epoll_event events[64];

	if (argc != 3)
		errx(2, "usage: floor PORT FILE");
	page_read(argv[2]);
	epoll = epoll_create1(0);
	listener_open((uint16_t)atoi(argv[1]));
	for (;;) {
		int n = epoll_wait(epoll, events, 64, -1);

		for (int i = 0; i < n; i++) {
			int fd = events[i].data.fd;

			if (fd != listener) {
				serve(fd, 1);
				continue;
			}
			fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
			if (fd != -1)
				serve(fd, 0);
		}
	}
}

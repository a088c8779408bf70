/*
 * attack.c: well-behaved guests, and those who are not.
 *
 *	attack guests PORT SECONDS 0 [SERVER FROM COUNT]
 *	attack NAME PORT SECONDS TABLE [SERVER FROM COUNT]
 *
 * The server is on 127.0.0.1, and clients have addresses of 127.0.0.0/8; or
 * they have COUNT addresses from FROM on. Guests come 200 a second, whatever
 * became of those before; printed is how many came, how many had a whole 511
 * within a second, how many had anything else, and how many ms the slowest
 * took, and 99 of 100. An attack prints how many connections it opened and how
 * many octets it sent. Then it does nothing more: it neither reads nor closes,
 * and waits to be killed. TABLE is how many unfinished requests the server
 * holds; where there are few files, fewer come.
 */
#define _GNU_SOURCE
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include <arpa/inet.h>
#include <netinet/in.h>

#include <err.h>
#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define CONNS_MAX    30000	/* open at a time */
#define TICK_MS         10	/* new ones are opened this often */
#define EVENTS         256
#define CHUNK        65536	/* of what is poured */
#define ENDLESS  (1L << 30)	/* octets: more than there is time for */
#define RANDOM_MAX    4096	/* octets of one that says anything */
#define SMALL         1024	/* receive buffer of those who do not read */
#define GUESTS_S       200	/* guests a second */
#define GUEST_MS      1000	/* in which a guest is to have its answer */
#define PATIENCE_MS   5000	/* for the last of them */
#define TIMES        10000	/* ms a guest may take, to be counted */
#define ANSWER_MAX   40000
#define GUESTS_NET   0x7f010000	/* 127.1.0.0: an address each */
#define STRANGERS_NET 0x7f200000	/* 127.32.0.0: alike */
#define CULPRIT      0x7f020001	/* 127.2.0.1: all from one address */

static const char whole[] = "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n";
static const char part[] = "GET / HTTP/1.1\r\nHost: a.example\r\nX: ";
static const char body[] = "POST / HTTP/1.1\r\nHost: a.example\r\n"
    "Content-Length: 1000000\r\n\r\n";
static const char anything[] = "";	/* stands for random octets */

/* What becomes of a connection that has said its first words. */
enum then {
	STAY,			/* nothing */
	DRIP,			/* an octet a second */
	POUR,			/* as many octets as the server takes */
	RESET,
	HALF			/* its sending side is closed */
};

static const struct attack {
	const char *name;
	const char *first[3];	/* words at once, in turns; NULL: none */
	enum then then;
	const char *more;	/* dripped or poured, again and again */
	long much;		/* octets of it, at most */
	int at_once;		/* open at a time; 0: half more than TABLE */
	int per_second;		/* opened, at most */
	int one;		/* all come from one address */
	int deaf;		/* they never read */
} attacks[] = {
	{ "heads-of-one", { part, part, part }, DRIP, "x", ENDLESS,
	  .at_once = 1000, .per_second = 1000, .one = 1 },
	{ "heads-of-many", { part, part, part }, DRIP, "x", ENDLESS,
	  .per_second = 3000 },
	{ "addresses", { part, part, part }, STAY,
	  .at_once = 4000, .per_second = 2000 },
	{ "flood-of-one", { part, part, part }, STAY,
	  .at_once = 20000, .per_second = 3000, .one = 1 },
	{ "idle", { NULL, NULL, NULL }, STAY, .per_second = 4000 },
	{ "bodies", { body, body, body }, DRIP, "x", ENDLESS,
	  .at_once = 2000, .per_second = 1000 },
	{ "deaf", { whole, whole, whole }, STAY,
	  .at_once = 1000, .per_second = 500, .deaf = 1 },
	{ "resets", { NULL, part, whole }, RESET,
	  .at_once = 300, .per_second = 3000 },
	{ "halves", { NULL, part, whole }, HALF,
	  .at_once = 1000, .per_second = 1000 },
	{ "octets", { anything, anything, anything }, STAY,
	  .at_once = 500, .per_second = 1000 },
	{ "endless", { part, part, part }, POUR, "x\r\nX: ", ENDLESS,
	  .at_once = 64, .per_second = 100 },
	{ "pipelines", { whole, whole, whole }, POUR, whole,
	  5000 * sizeof whole, .at_once = 64, .per_second = 100 },
};
#define ATTACKS	(int)(sizeof attacks / sizeof attacks[0])

static struct conn {
	int fd;			/* -1: none */
	int told;		/* its first words, or its request, are said */
	int heard;		/* the server has no more to say */
	long sent;		/* octets; once it has told: of more */
	long born;		/* when, in ms */
	size_t got;		/* octets of the answer */
	char *answer;		/* a guest's */
} conns[CONNS_MAX];

static uint32_t from, from_count;	/* clients' addresses, if given */
static struct sockaddr_in server = { .sin_family = AF_INET };
static int epoll;

static long
now_ms(void)
{
	struct timespec t;

	if (clock_gettime(CLOCK_MONOTONIC, &t) == -1)
		err(1, "clock_gettime");
	return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* ---- Connections --------------------------------------------------------- */

/* The n-th client's address: of those given, or else of a network. */
static uint32_t
client(uint32_t net, uint32_t n)
{
	return from_count > 0 ? from + n % from_count : net + n % 0xfffff;
}

/*
 * Begins a connection from that address; events say when it stands. Who is deaf
 * has next to no room for an answer.
 */
static void
conn_open(struct conn *c, uint32_t address, int deaf)
{
	struct sockaddr_in me = { .sin_family = AF_INET,
	    .sin_addr.s_addr = htonl(address) };
	struct epoll_event event = { .events = EPOLLOUT | EPOLLET |
	    (deaf ? 0 : EPOLLIN), .data.u32 = (uint32_t)(c - conns) };
	int on = 1, small = SMALL;

	c->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	if (c->fd == -1)
		err(1, "socket");
	(void)setsockopt(c->fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on,
	    sizeof on);
	if (deaf)
		(void)setsockopt(c->fd, SOL_SOCKET, SO_RCVBUF, &small,
		    sizeof small);
	if (bind(c->fd, (struct sockaddr *)&me, sizeof me) == -1)
		err(1, "bind");
	if (connect(c->fd, (struct sockaddr *)&server, sizeof server) == -1 &&
	    errno != EINPROGRESS)
		err(1, "connect");
	if (epoll_ctl(epoll, EPOLL_CTL_ADD, c->fd, &event) == -1)
		err(1, "epoll_ctl");
	c->told = c->heard = 0;
	c->sent = 0;
	c->got = 0;
	c->born = now_ms();
}

static void
conn_close(struct conn *c)
{
	(void)close(c->fd);
	c->fd = -1;
}

/* ---- An attack ----------------------------------------------------------- */

static long opened, octets;	/* of the attack, in all */

/* Sends what there is room for, up to n octets. False: it has ended. */
static int
attack_send(struct conn *c, const void *what, size_t n)
{
	ssize_t some = send(c->fd, what, n, MSG_NOSIGNAL);

	if (some > 0) {
		octets += some;
		c->sent += some;
	}
	return some >= 0 || errno == EAGAIN;
}

/* Its first words, said in one piece. False: it has ended. */
static int
attack_begin(const struct attack *a, struct conn *c)
{
	const char *first = a->first[(c - conns) % 3];
	char random[RANDOM_MAX];
	size_t n = first == NULL ? 0 : strlen(first);

	if (first == anything) {
		n = 1 + (size_t)rand() % sizeof random;
		for (size_t i = 0; i < n; i++)
			random[i] = (char)(rand() >> 7);
		first = random;
	}
	if (n > 0 && !attack_send(c, first, n))
		return 0;
	c->told = n == 0 || c->sent > 0;	/* else there was no room yet */
	c->sent = 0;
	if (c->told && a->then == HALF)
		(void)shutdown(c->fd, SHUT_WR);
	return 1;
}

/* Sends what there is room for of more. False: it has ended. */
static int
attack_pour(const struct attack *a, struct conn *c)
{
	static char chunk[2 * CHUNK];
	size_t pattern = strlen(a->more);
	long before;

	if (chunk[0] == '\0')
		for (size_t i = 0; i < sizeof chunk; i++)
			chunk[i] = a->more[i % pattern];
	do {
		before = c->sent;
		if (before >= a->much)
			return 1;
		if (!attack_send(c, chunk + (size_t)before % pattern, CHUNK))
			return 0;
	} while (c->sent > before);
	return 1;
}

/* Reads and forgets. False: it has ended. */
static int
attack_read(struct conn *c)
{
	ssize_t n;

	while ((n = recv(c->fd, NULL, CHUNK, MSG_TRUNC)) > 0)
		;
	c->heard |= n == 0;
	return n == 0 || errno == EAGAIN;
}

/* Who has more to say goes on, though the server has said all that it will. */
static void
attack_event(const struct attack *a, struct conn *c, uint32_t events)
{
	if (c->fd == -1)
		return;
	if ((!c->told && !attack_begin(a, c)) ||
	    (c->told && a->then == POUR && !attack_pour(a, c)) ||
	    ((events & EPOLLIN) != 0 && !attack_read(c)) ||
	    (c->heard && c->sent >= a->much) ||
	    (events & (EPOLLHUP | EPOLLERR)) != 0)
		conn_close(c);
}

/* What is due in this tick: new connections, octets dripped, resets. */
static void
attack_tick(const struct attack *a, int at_once, long tick)
{
	static const struct linger gone = { .l_onoff = 1 };
	static uint32_t clients;
	int budget = a->per_second * TICK_MS / 1000;

	for (int i = 0; i < at_once; i++) {
		struct conn *c = &conns[i];

		if (c->fd == -1) {
			if (budget == 0)
				continue;
			budget--;
			opened++;
			conn_open(c, a->one ? CULPRIT :
			    client(STRANGERS_NET, clients++), a->deaf);
		} else if (c->told && a->then == RESET) {
			(void)setsockopt(c->fd, SOL_SOCKET, SO_LINGER,
			    &gone, sizeof gone);
			conn_close(c);
		} else if (c->told && a->then == DRIP &&
		    (tick + i) % (1000 / TICK_MS) == 0 &&
		    !attack_send(c, a->more, 1))
			conn_close(c);
	}
}

/* One attack, so long; then it stays, and is to be killed. */
static void
attack(const struct attack *a, long seconds, int at_once)
{
	struct epoll_event events[EVENTS];
	long began = now_ms(), tick = 0, left;
	int n;

	while (now_ms() - began < seconds * 1000) {
		left = began + tick * TICK_MS - now_ms();
		if (left <= 0) {
			attack_tick(a, at_once, tick);
			/* Who comes late does not make up for it. */
			tick = 1 + (now_ms() - began) / TICK_MS;
			left = 0;
		}
		n = epoll_wait(epoll, events, EVENTS, (int)left);
		for (int i = 0; i < n; i++)
			attack_event(a, &conns[events[i].data.u32],
			    events[i].events);
	}
	printf("%ld %ld\n", opened, octets);
	(void)fflush(stdout);
	for (;;)
		(void)pause();
}

/* ---- Guests -------------------------------------------------------------- */

static struct {
	long came;
	long ended;
	long content;		/* a whole 511, in time */
	long wrong;		/* no whole 511 */
	long slowest;		/* ms */
} result;
static long times[TIMES];	/* how many ended after so many ms */

/* The next one comes. */
static void
guest_come(void)
{
	struct conn *c = &conns[result.came];

	c->answer = malloc(ANSWER_MAX + 1);
	if (c->answer == NULL)
		err(1, "malloc");
	conn_open(c, client(GUESTS_NET + 1, (uint32_t)result.came), 0);
	result.came++;
}

/* A 511 with as many octets behind its head as it says, and not one more. */
static int
guest_is_content(const struct conn *c)
{
	static const char begins[] = "HTTP/1.1 511 ";
	static const char says[] = "\r\nContent-Length: ";
	const char *end, *length;

	c->answer[c->got] = '\0';
	end = strstr(c->answer, "\r\n\r\n");
	length = strstr(c->answer, says);
	return strncmp(c->answer, begins, sizeof begins - 1) == 0 &&
	    end != NULL && length != NULL && length < end &&
	    strtol(length + sizeof says - 1, NULL, 10) ==
	    (long)c->got - (end + 4 - c->answer);
}

/* Returns 1 when its connection has ended. */
static int
guest_read(struct conn *c)
{
	ssize_t n;

	while ((n = recv(c->fd, c->answer + c->got, ANSWER_MAX - c->got,
	    0)) > 0)
		c->got += (size_t)n;
	return n != -1 || errno != EAGAIN;
}

/* One has ended, and is counted. */
static void
guest_leave(struct conn *c)
{
	long took = now_ms() - c->born;

	result.ended++;
	times[took < TIMES ? took : TIMES - 1]++;
	if (took > result.slowest)
		result.slowest = took;
	if (!guest_is_content(c))
		result.wrong++;
	else if (took <= GUEST_MS)
		result.content++;
	conn_close(c);
	free(c->answer);
}

/* Asks once its connection stands, and reads. */
static void
guest_event(struct conn *c)
{
	if (c->fd == -1)
		return;
	if (!c->told)
		c->told = send(c->fd, whole, sizeof whole - 1,
		    MSG_NOSIGNAL) > 0;
	if (guest_read(c))
		guest_leave(c);
}

/* The ms in which 99 of 100 of those who have ended did. */
static long
guests_p99(void)
{
	long ms = 0, seen = times[0];

	while (seen * 100 < result.ended * 99)
		seen += times[++ms];
	return ms;
}

/* So many seconds of guests, and a while for the last of them. */
static void
guests(long seconds)
{
	struct epoll_event events[EVENTS];
	long all = seconds * GUESTS_S, began = now_ms(), due;
	int n;

	if (all > CONNS_MAX)
		errx(2, "at most %d s", CONNS_MAX / GUESTS_S);
	while (result.ended < all &&
	    now_ms() - began < seconds * 1000 + PATIENCE_MS) {
		due = (now_ms() - began) * GUESTS_S / 1000;
		while (result.came < all && result.came <= due)
			guest_come();
		n = epoll_wait(epoll, events, EVENTS, 2);
		for (int i = 0; i < n; i++)
			guest_event(&conns[events[i].data.u32]);
	}
	printf("%ld %ld %ld %ld %ld\n", all, result.content,
	    result.wrong + all - result.ended, result.slowest, guests_p99());
}

/* ---- main ---------------------------------------------------------------- */

/* As many files as may be; returns how many connections that will do for. */
static int
files_raise(void)
{
	struct rlimit files;

	if (getrlimit(RLIMIT_NOFILE, &files) == -1)
		err(1, "getrlimit");
	files.rlim_cur = files.rlim_max;
	(void)setrlimit(RLIMIT_NOFILE, &files);
	return files.rlim_max < CONNS_MAX + 16 ? (int)files.rlim_max - 16 :
	    CONNS_MAX;
}

/* The attack of that name. */
static const struct attack *
attack_named(const char *name)
{
	for (int i = 0; i < ATTACKS; i++)
		if (strcmp(name, attacks[i].name) == 0)
			return &attacks[i];
	errx(2, "no attack is called %s", name);
}

int
main(int argc, char **argv)
{
	const struct attack *a;
	int most = files_raise(), at_once;

	if (argc != 5 && argc != 8)
		errx(2, "see the head of attack.c");
	epoll = epoll_create1(0);
	server.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	server.sin_port = htons((uint16_t)atoi(argv[2]));
	if (argc == 8) {
		server.sin_addr.s_addr = inet_addr(argv[5]);
		from = ntohl(inet_addr(argv[6]));
		from_count = (uint32_t)atoi(argv[7]);
	}
	for (int i = 0; i < CONNS_MAX; i++)
		conns[i].fd = -1;
	if (strcmp(argv[1], "guests") == 0) {
		guests(atol(argv[3]));
		return 0;
	}
	a = attack_named(argv[1]);
	at_once = a->at_once > 0 ? a->at_once : atoi(argv[4]) * 3 / 2;
	attack(a, atol(argv[3]), at_once < most ? at_once : most);
	return 0;
}

/*
 * The model of the whole server: what its parts know of each other.
 *
 * under.c	portal.c itself, its static memory, and what has to hold in it
 * kernel.c	the small kernel that portal.c calls
 * clients.c	who connects, and what they send
 * neighbours.c	what the kernel knows of them
 * search.c	the search: every state, every order of events
 */
#ifndef MODEL_H
#define MODEL_H

#include <stddef.h>
#include <stdint.h>

#ifndef SLOTS
#define SLOTS	2
#endif

enum {
	SOCKS = SLOTS + 2,	/* connections at once: held, and new ones */
	PIECES_MAX = 2,		/* sent by a client and not read yet */
	INPUT = 64,		/* INPUT_BYTES of small.sed */
	PART = 10,		/* of an answer: what a partial send takes */
	NO_WAIT = 100,		/* no timeout */
	LATE_MAX = 1,		/* how many ms late the server may run */
	NOBODY = 0x7f,		/* a device that could not be told */
	CALLS_MAX = 16,		/* about one connection, in one turn */
	OLD = 10		/* ms after which it is all the same how many */
};

/* Who comes; worlds name them by bits. */
enum { WHO_1, WHO_2, WHO_3, WHO_4, WHO_5, WHOS };
extern const struct who {
	const char *text;
	uint8_t six, last;	/* IPv6 or not; the last octet */
	uint8_t mac;		/* its last octet */
	uint8_t listed;		/* by LIST_ADDRESS */
} whos[WHOS];

/* The IPv6 one takes both families. */
enum {
	LISTENER_4, LISTENER_6, LISTENERS,
	LISTENERS_ALL = 1 << LISTENER_4 | 1 << LISTENER_6
};

/* What a client can send; clients.c has the octets. */
enum piece {
	HALF, REST, WHOLE, POST, LONG, BAD, TLS, BODY, BLOCK, EXTRA, LINE,
	FLOOD, PIECES
};

/* What a client has sent so far, and what the server has read of it. */
enum stage { NEW, BEGUN, IN_LINE, DONE, MORE, OVER };
enum heard {
	NOTHING, SOME, A_HEAD, A_HEAD_AND_BODY, REFUSED, HELLO, TOO_LONG
};
extern const struct piece_of {
	const char *text;
	uint8_t from, to;	/* stages, from by bits */
	uint8_t heard;
} pieces[PIECES];

enum life { NOT, QUEUED, OPEN };
enum reset { NO_RESET, RESET, RESET_SEEN };

/* A connection, as the kernel and its client know it. */
struct sock {
	uint8_t life, who, listener, stage;
	uint8_t pieces, piece[PIECES_MAX], taken;	/* of the first */
	uint8_t ended, reset;
	uint8_t full;		/* no room; the server was told, and waits */
	uint8_t watched, edge;	/* epoll knows it; it is on the ready list */
	uint8_t heard, end_seen, answer, shut, drained, device;
	uint16_t sent;		/* octets of its answer */
};

/* The small kernel, as far as a state of the model goes. */
struct kernel {
	struct sock sock[SOCKS];
	uint8_t ahead;		/* ms from the server's clock to the true one */
	uint8_t wait;		/* ms from there until epoll_wait times out */
	uint8_t late;		/* ms since there was something to do */
	uint8_t signals;	/* pending: a bit each */
	uint8_t listening;	/* a bit for each listener */
	uint8_t list;		/* which one is in force */
};

/* The turn that is on. */
struct turn {
	int waits;		/* calls of epoll_wait */
	int interrupted;	/* a client has acted meanwhile */
	int disturbed;		/* it was not let wait: an error */
	int fresh;		/* accepted, not watched yet; or -1 */
	int lacks, refused;	/* accept4, for want or for other reasons */
	int napped, dead;	/* after it failed */
	int failures;		/* of all calls */
	int leaves;		/* it was asked to end */
	unsigned due;		/* listeners somebody waits at, and that was
				 * said; a bit each */
	unsigned unwatched;	/* listeners, the same */
	uint8_t accepts[LISTENERS];
	uint8_t calls[SOCKS];	/* about each */
	int failed;		/* epoll_ctl failed for the fresh one */
	int crowded;		/* somebody was held when it began */
	uint8_t told[SOCKS];	/* epoll_wait has reported it */
	uint8_t waited[SOCKS];	/* octets for it were there, unread */
	int8_t mac[SOCKS];	/* what was said of it; 0: nothing */
	uint8_t nameless[SOCKS];	/* getpeername failed */
	int asked;		/* by netlink, about this one */
	uint32_t sequence;
	int answers;		/* of netlink, that wait */
	int stale;		/* the first of them is an older one */
	int file, stats;	/* the list that is read, and fstat's calls */
};

/* What may happen in a world, so that each can be searched to its end. */
struct world {
	const char *name;
	unsigned whos;		/* a bit for each client that may come */
	unsigned clients;	/* at once; 0: as many as sockets */
	unsigned pieces;	/* what clients send */
	unsigned listeners;	/* a bit each; 0: the IPv4 one */
	unsigned slots;		/* 0: all there are */
	unsigned limit;		/* per device */
	unsigned signals;	/* bits, as in kernel.signals */
	uint8_t list;		/* there is a list */
	uint8_t neighbours;	/* the neighbour table may not know a client */
	uint8_t midturn;	/* clients act during a turn, too */
	uint8_t starved;	/* accept4 and epoll_ctl may fail */
	uint8_t errors;		/* so many calls a turn may fail, in any way */
	uint8_t resets;		/* clients reset their connections */
	uint8_t partial;	/* sends may be cut, or find no room */
	uint8_t late;		/* the clock may go on while there is work */
	uint8_t verbose;
	unsigned odd;		/* so many calls of a turn do what is not
				 * usual; 0: any */
	size_t most;		/* states; 0: all of them */
};
enum { HUP = 1, USR1 = 2, TERM = 4 };
enum { LIST_NONE, LIST_ADDRESS, LIST_MAC, LIST_BAD, LISTS };

extern struct world world;
extern struct kernel kernel;
extern struct turn turn;
extern int tracing;
extern uint64_t base;		/* the server's clock at a state's beginning */
extern unsigned fd_base;	/* what the clients' descriptors begin with */

/* search.c: choices, and how a turn ends, early. */
enum how { TURN_WAITS = 1, TURN_LEAVES, TURN_DIES, TURN_WRONG };
unsigned choose(unsigned n);
void turn_end(enum how how) __attribute__((noreturn));
void blame(const char *what) __attribute__((noreturn));

/* clients.c */
enum { ACT_END = PIECES, ACT_RESET, ACT_ROOM, ACTS };
enum { CONTENTS = 23, CONTENT_HALF = 1 };
void trace(const char *format, ...) __attribute__((format(printf, 1, 2)));
void trace_octets(const char *octets, size_t n);
void client_act(unsigned sock, unsigned act);
int client_may(unsigned sock, unsigned act);
int client_reaches(unsigned who, unsigned listener);
int client_connect(unsigned who, unsigned listener, unsigned content);
void client_meanwhile(int sock);
size_t client_octets(struct sock *s, char *to, size_t n);

/* kernel.c */
extern uint64_t clock_now, wait_until;
extern uint64_t sock_data[SOCKS];	/* of their epoll_events */
extern int turn_list, turn_asked_again;
void kernel_begin(void);
void turn_begin(void);
int turn_enabled(void);
int turn_alone(void);
unsigned sock_fd(unsigned sock);
int sock_fd_to(int fd);
uint32_t sock_mask(const struct sock *s);
const char *list_text(unsigned list);
unsigned failure_of(unsigned n);
int error_of(const int *errors);
int fails(int error);

/* under.c */
struct holder {
	int slot;		/* -1: none */
	int queue;
	int64_t left;		/* ms until its deadline */
	int64_t age;		/* ms since it was accepted */
	uint32_t moved;
};
size_t portal_size(void);
void portal_start(void);
void portal_run(void);
void portal_thaw(const uint8_t *from, uint64_t seed);
void portal_freeze(uint8_t *to);
const char *portal_wrong(void);
const char *portal_turned(const struct holder *before);
void portal_holders(struct holder *of);
const char *portal_answer(unsigned answer, size_t *n, size_t *head);
int portal_closing(void);
int portal_victim(int fd);
int portal_at_start(void);
const char *portal_unchanged(void);
int portal_device_is(int fd, int mac);
int64_t portal_left(int fd);
int portal_leaves_rightly(void);
int portal_listener_error(void);
#endif

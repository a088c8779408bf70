/*
 * The model of the whole server: what its three parts know of each other.
 *
 * under.c	portal.c itself, its static memory, and what has to hold in it
 * kernel.c	the small kernel that portal.c calls, and its clients
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
	OLD = 12		/* ms after which it is all the same how many */
};

/* What a client can send; kernel.c has the octets. */
enum piece {
	HALF, REST, WHOLE, POST, LONG, BAD, TLS, BODY, BLOCK, EXTRA, PIECES
};

/* What a client has sent so far, and what the server has read of it. */
enum stage { NEW, BEGUN, DONE, MORE, OVER };
enum heard { NOTHING, SOME, A_HEAD, A_HEAD_AND_BODY, REFUSED, HELLO };

enum life { NOT, QUEUED, OPEN };
enum reset { NO_RESET, RESET, RESET_SEEN };

/* A connection, as the kernel and its client know it. */
struct sock {
	uint8_t life, who, stage;
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
	uint8_t listening;
	uint8_t list;		/* which one is in force */
};

/* What may happen in a world, so that each can be searched to its end. */
struct world {
	const char *name;
	unsigned whos;		/* a bit for each client that may come */
	unsigned pieces;	/* what clients send */
	unsigned slots;		/* 0: all there are */
	unsigned limit;		/* per device */
	unsigned signals;	/* bits, as in kernel.signals */
	uint8_t list;		/* there is a list */
	uint8_t neighbours;	/* the neighbour table may not know a client */
	uint8_t midturn;	/* clients act during a turn, too */
	uint8_t starved;	/* accept4 and epoll_ctl may fail */
	uint8_t resets;		/* clients reset their connections */
	uint8_t partial;	/* sends may be cut, or find no room */
	uint8_t late;		/* the clock may go on while there is work */
	uint8_t verbose;
};
enum { HUP = 1, USR1 = 2, TERM = 4 };
enum { LIST_NONE, LIST_ADDRESS, LIST_MAC, LIST_BAD, LISTS };

extern struct world world;
extern struct kernel kernel;
extern int tracing;
extern uint64_t base;		/* the server's clock at a state's beginning */
extern unsigned fd_base;	/* what the clients' descriptors begin with */

/* kernel.c */
unsigned choose(unsigned n);
void trace(const char *format, ...) __attribute__((format(printf, 1, 2)));
void blame(const char *what) __attribute__((noreturn));
void kernel_begin(void);
void turn_begin(void);
int turn_enabled(void);
int turn_alone(void);
uint64_t kernel_ms(void);
void client_act(unsigned sock, unsigned act);
int client_may(unsigned sock, unsigned act);
enum { ACT_END = PIECES, ACT_RESET, ACT_ROOM, ACTS };
int client_connect(unsigned who, unsigned content);
enum { CONTENTS = 20 };
unsigned sock_fd(unsigned sock);
int sock_fd_to(int fd);
uint32_t sock_mask(const struct sock *s);
extern uint64_t clock_now, wait_until;
extern uint64_t sock_data[SOCKS];	/* of their epoll_events */
extern int turn_list, turn_asked_again;
const char *list_text(unsigned list);
extern const uint8_t who_mac[4];

/* search.c: how a turn ends, early. */
enum how { TURN_WAITS = 1, TURN_LEAVES, TURN_DIES, TURN_WRONG };
void turn_end(enum how how) __attribute__((noreturn));

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

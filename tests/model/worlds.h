/*
 * The worlds. What multiplies states without meeting (the list and partial
 * sends, say) is searched apart; what each leaves out is seen here.
 */
#define P(piece)	(1U << (piece))

static const struct world worlds[] = {
	/* All that one client can do to the server, at any moment of a turn. */
	{ .name = "clients", .slots = 1, .whos = 1, .limit = 1,
	  .pieces = P(PIECES) - 1, .midturn = 1, .resets = 1, .partial = 1,
	  .late = 1 },
	/* The table is full, in all queues, and who comes puts others out. */
	{ .name = "table", .whos = 1, .limit = SLOTS + 1,
	  .pieces = P(HALF) | P(REST), .partial = 1 },
	{ .name = "table-drain", .whos = 1, .limit = SLOTS + 1,
	  .pieces = P(HALF) | P(POST), .partial = 1 },
	/* So are the places of a device. */
	{ .name = "devices", .whos = 1 | 4, .limit = 1,
	  .pieces = P(HALF) | P(REST) | P(POST), .late = 1 },
	/* SIGTERM and SIGUSR1 at any time. */
	{ .name = "end", .whos = 1, .limit = SLOTS + 1,
	  .signals = TERM | USR1,
	  .pieces = P(HALF) | P(REST) | P(POST) },
	/* No descriptor or no memory is left, or the listener is dead. */
	{ .name = "starved", .whos = 1, .limit = SLOTS + 1, .starved = 1,
	  .pieces = P(HALF) | P(POST) | P(WHOLE), .late = 1 },
	/* Both. */
	{ .name = "starved-end", .slots = 1, .whos = 1, .limit = SLOTS + 1,
	  .signals = TERM, .pieces = P(HALF), .starved = 1 },
	/* A list, reloaded at any time, rightly or not; a log of answers. */
	{ .name = "list", .slots = 1, .whos = 1 | 4, .limit = SLOTS + 1,
	  .signals = HUP, .pieces = P(HALF) | P(REST), .list = 1,
	  .verbose = 1 },
	/* The neighbour table knows a client, does not, or is silent. */
	{ .name = "neighbours", .whos = 1 | 2 | 4, .limit = 1,
	  .pieces = P(HALF), .neighbours = 1 },
	/* Both, as clients reset their connections. */
	{ .name = "neighbours-list", .slots = 1, .whos = 1 | 2 | 4,
	  .limit = 1, .list = 1, .pieces = P(HALF), .neighbours = 1,
	  .resets = 1 },
	{ .name = NULL }
};

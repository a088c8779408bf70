/*
 * The worlds. What multiplies states without meeting (the list and partial
 * sends, say) is searched apart; what each leaves out is seen here.
 */
#define P(piece)	(1U << (piece))	/* and of who comes */

static const struct world worlds[] = {
	/* All that one client can do to the server, at any moment of a turn. */
	{ .name = "clients", .slots = 1, .whos = P(WHO_1), .limit = 1,
	  .pieces = P(PIECES) - 1, .midturn = 1, .resets = 1, .partial = 1,
	  .late = 1 },
	/* The table is full, in all queues, and who comes puts others out. */
	{ .name = "table", .whos = P(WHO_1), .limit = SLOTS + 1,
	  .pieces = P(HALF) | P(REST), .partial = 1 },
	{ .name = "table-drain", .whos = P(WHO_1), .limit = SLOTS + 1,
	  .pieces = P(HALF) | P(POST), .partial = 1 },
	/* So are the places of a device. */
	{ .name = "devices", .whos = P(WHO_1) | P(WHO_3), .limit = 1,
	  .pieces = P(HALF) | P(REST) | P(POST), .late = 1 },
	/* SIGTERM and SIGUSR1 at any time. */
	{ .name = "end", .whos = P(WHO_1), .limit = SLOTS + 1,
	  .signals = TERM | USR1,
	  .pieces = P(HALF) | P(REST) | P(POST) },
	/* No descriptor or no memory is left, or the listener is dead. */
	{ .name = "starved", .whos = P(WHO_1), .limit = SLOTS + 1, .starved = 1,
	  .pieces = P(HALF) | P(POST) | P(WHOLE), .late = 1 },
	/* Both. */
	{ .name = "starved-end", .slots = 1, .whos = P(WHO_1),
	  .limit = SLOTS + 1, .signals = TERM, .pieces = P(HALF),
	  .starved = 1 },
	/* A list, reloaded at any time, rightly or not; a log of answers. */
	{ .name = "list", .slots = 1, .whos = P(WHO_1) | P(WHO_3),
	  .limit = SLOTS + 1, .signals = HUP, .list = 1, .verbose = 1,
	  .pieces = P(HALF) | P(REST) },
	/* The neighbour table knows a client, does not, or is silent. */
	{ .name = "neighbours", .limit = 1,
	  .whos = P(WHO_1) | P(WHO_2) | P(WHO_3),
	  .pieces = P(HALF), .neighbours = 1 },
	/* Both, as clients reset their connections. */
	{ .name = "neighbours-list", .slots = 1, .limit = 1, .list = 1,
	  .whos = P(WHO_1) | P(WHO_2) | P(WHO_3),
	  .pieces = P(HALF), .neighbours = 1, .resets = 1 },
	/* Two listeners; who comes to one by IPv4 comes to the other, too. */
	{ .name = "listeners", .listeners = LISTENERS_ALL,
	  .whos = P(WHO_1) | P(WHO_4), .limit = 1,
	  .pieces = P(HALF) | P(REST) },
	{ .name = "listeners-end", .listeners = LISTENERS_ALL, .slots = 1,
	  .clients = 2, .whos = P(WHO_1), .limit = 1, .pieces = P(HALF),
	  .signals = TERM, .errors = 1 },
	/* Two of one IPv6 prefix, and one of IPv4; all are one machine. */
	{ .name = "six", .listeners = 1 << LISTENER_6,
	  .whos = P(WHO_3) | P(WHO_4) | P(WHO_5), .limit = 1,
	  .pieces = P(HALF), .neighbours = 1 },
	/* Each call fails, in each way there is. */
	{ .name = "errors", .slots = 1, .clients = 2,
	  .whos = P(WHO_1), .limit = 1,
	  .pieces = P(HALF) | P(REST) | P(POST), .partial = 1,
	  .errors = 1 },
	/* So do those about the list, and about neighbours. */
	{ .name = "errors-list", .slots = 1, .clients = 1,
	  .whos = P(WHO_1), .limit = 1,
	  .pieces = P(WHOLE), .list = 1, .errors = 1, .signals = HUP },
	/* All at once, but not to the end, and with one odd thing a turn. */
	{ .name = "all", .listeners = LISTENERS_ALL, .clients = 3,
	  .whos = P(WHO_1) | P(WHO_4), .limit = 1, .pieces = P(HALF) | P(POST),
	  .signals = HUP | TERM, .list = 1, .neighbours = 1, .midturn = 1,
	  .starved = 1, .resets = 1, .partial = 1, .late = 1, .verbose = 1,
	  .odd = 1, .most = 30000 },
	{ .name = NULL }
};

/*
 * model WORLD: visits every state that portal.c can come to in a world, in
 * breadth, so that the first wrong one has a shortest way to it, which is then
 * printed like strace.
 *
 * A step is something a client does, a ms that goes by, or a turn of serve().
 * What is new to a turn (connections that wait to be accepted, signals) happens
 * just before it: nothing else could tell when it did. In a turn each call may
 * give what it likes; a string of choices says what, and every string is tried.
 *
 * Visited states are known by 64 bits of a hash: with n states the chance that
 * any was taken for another is below n * n / 2^65, which for a million states
 * is one in 37 million.
 */
#define _GNU_SOURCE
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "model.h"
#include "worlds.h"

enum { CHOICES_MAX = 64, STATES_FIRST = 1 << 16 };

struct world world;
int portal_starting;
uint64_t why_before[16];

static jmp_buf turn_over;
static const char *blamed;

/* ---- Choices ------------------------------------------------------------- */

static struct {
	unsigned at, n, odd;		/* odd: of this turn, not the first */
	uint8_t made[CHOICES_MAX], of[CHOICES_MAX];
} choices;

/* One of n, from 0; the first time the first, the last one changes first. */
unsigned
choose(unsigned n)
{
	unsigned at = choices.at++;

	if (at == CHOICES_MAX) {
		fprintf(stderr, "model: a turn has too many choices\n");
		exit(2);
	}
	if (at == choices.n) {
		choices.made[at] = 0;
		choices.of[at] = (uint8_t)(world.odd > 0 &&
		    choices.odd == world.odd ? 1 : n);
		choices.n++;
	}
	choices.odd += choices.made[at] > 0;
	return choices.made[at];
}

/* The next string of choices; false if there is none. */
static int
choices_next(void)
{
	while (choices.n > 0 &&
	    choices.made[choices.n - 1] + 1 == choices.of[choices.n - 1])
		choices.n--;
	if (choices.n > 0)
		choices.made[choices.n - 1]++;
	choices.at = choices.odd = 0;
	return choices.n > 0;
}

void
turn_end(enum how how)
{
	longjmp(turn_over, (int)how);
}

void
blame(const char *what)
{
	blamed = what;
	turn_end(TURN_WRONG);
}

/* ---- States that were visited -------------------------------------------- */

/* Of each: its hash, what it came from and by which step. */
static struct visited {
	uint64_t hash;
	uint32_t parent, step;
} *visited;
static uint32_t *table;			/* by hash; 0: nobody */
static size_t table_size, visited_n, visited_room;
static size_t state_size, server_size;
static uint64_t junk;			/* makes left-out parts differ */

static struct level {
	uint8_t *states;
	uint32_t first;			/* its first one's number */
	size_t n, room;
} levels[2];

static uint64_t transitions, leaves, deaths;
static uint32_t origin, step;		/* of the transition that is on */
static uint32_t wanted;			/* a step to tell; 0: all, silently */
static const char *found;		/* what was wrong */
static uint32_t found_parent, found_step;

static uint64_t
hash_of(const uint8_t *p)
{
	uint64_t h = 0x243f6a8885a308d3U, word;
	size_t i;

	for (i = 0; i < state_size; i += sizeof word) {
		memcpy(&word, p + i, sizeof word);
		h = (h ^ word) * 0x9fb21c651e98df25U;
		h ^= h >> 32;
	}
	h = (h ^ h >> 29) * 0xbf58476d1ce4e5b9U;
	h ^= h >> 32;
	return h == 0 ? 1 : h;
}

static void *
grown(void *p, size_t bytes)
{
	p = realloc(p, bytes);
	if (p == NULL) {
		fprintf(stderr, "model: no memory\n");
		exit(2);
	}
	return p;
}

static void
table_grow(void)
{
	size_t i, at;

	table_size = table_size == 0 ? 4 * STATES_FIRST : 2 * table_size;
	free(table);
	table = calloc(table_size, sizeof *table);
	if (table == NULL)
		exit(2);
	for (i = 1; i < visited_n; i++) {
		at = visited[i].hash & (table_size - 1);
		while (table[at] != 0)
			at = (at + 1) & (table_size - 1);
		table[at] = (uint32_t)i;
	}
}

/* Whether it is new; if so it is put into the next level. */
static int
visit(const uint8_t *state)
{
	uint64_t hash = hash_of(state);
	struct level *next = &levels[1];
	size_t at;

	for (at = hash & (table_size - 1); table[at] != 0;
	    at = (at + 1) & (table_size - 1))
		if (visited[table[at]].hash == hash)
			return 0;
	if (visited_n == visited_room) {
		visited_room *= 2;
		visited = grown(visited, visited_room * sizeof *visited);
	}
	if (next->n == next->room) {
		next->room = next->room == 0 ? 1024 : next->room * 3 / 2;
		next->states = grown(next->states, next->room * state_size);
	}
	memcpy(next->states + next->n++ * state_size, state, state_size);
	visited[visited_n] = (struct visited){ hash, origin, step };
	table[at] = (uint32_t)visited_n++;
	if (visited_n > table_size / 2)
		table_grow();
	return 1;
}

static void
wrong(const char *what)
{
	if (found != NULL)
		return;
	found = what;
	found_parent = origin;
	found_step = step;
}

/* ---- Steps --------------------------------------------------------------- */

static uint8_t *scratch_state;
static uint64_t began;			/* the turn, by the clock */

static uint8_t *initial;
static uint8_t *captured;		/* what the step that is told came to */

/* The kernel's part of a state is behind the server's. */
static void
kernel_get(const uint8_t *state)
{
	memcpy(&kernel, state + server_size, sizeof kernel);
}

static void
kernel_put(uint8_t *state)
{
	memcpy(state + server_size, &kernel, sizeof kernel);
}

/* A step has come to this state. */
static void
arrive(const uint8_t *state)
{
	if (wanted == 0)
		(void)visit(state);
	else if (step == wanted)
		memcpy(captured, state, state_size);
}

/* Puts a state back; its own hash says what its left-out parts become. */
static void
thaw(const uint8_t *state)
{
	portal_thaw(state, hash_of(state) * 0x9e3779b97f4a7c15U ^ junk);
	turn_begin();
}

/* What a turn came to is looked at. */
static void
judge(int how, const uint8_t *before, int alone, const struct holder *holders)
{
	const char *what = NULL;
	int nobody = 1, i;

	if (how == TURN_WRONG)
		what = blamed;
	else if (how == TURN_DIES) {
		deaths++;
		what = portal_listener_error() ? NULL :
		    "the server ends for no reason";
	} else if (how == TURN_LEAVES) {
		leaves++;
		what = portal_leaves_rightly() ? NULL :
		    "the server leaves before its time";
	} else if ((what = portal_wrong()) == NULL)
		what = portal_turned(holders);
	if (what == NULL && how == TURN_WAITS) {
		for (i = 0; i < SOCKS; i++)
			nobody &= kernel.sock[i].life == NOT;
		if (nobody && !portal_at_start())
			what = "nobody is there, and something is held";
	}
	if (what == NULL && how == TURN_WAITS) {
		memset(scratch_state, 0, state_size);
		portal_freeze(scratch_state);
		if (alone && turn_alone() && clock_now == began &&
		    memcmp(scratch_state, before, state_size) == 0)
			what = "the loop spins";
		else
			arrive(scratch_state);
	}
	if (what != NULL)
		wrong(what);
}

/* Whether this step is one to be run; told if it is the one wanted. */
static int
step_begins(void)
{
	step++;
	tracing = wanted != 0 && step == wanted;
	return wanted == 0 || tracing;
}

/* What is new to a turn. */
struct news {
	uint8_t n, who[2], listener[2], content[2], signals;
};

/* One turn, with all that may happen in it. */
static void
turns(const uint8_t *state, const struct news *news)
{
	struct holder before[SOCKS];
	int how, i, alone = news->n == 0 && news->signals == 0;

	choices.n = choices.at = choices.odd = 0;
	do {
		if (!step_begins())
			tracing = 0;
		thaw(state);
		for (i = 0; i < news->n; i++)
			if (!client_connect(news->who[i], news->listener[i],
			    news->content[i]))
				return;
		kernel.signals |= news->signals;
		if (news->signals != 0)
			trace("signals arrive: %s%s%s\n",
			    news->signals & HUP ? "HUP " : "",
			    news->signals & USR1 ? "USR1 " : "",
			    news->signals & TERM ? "TERM" : "");
		portal_holders(before);
		began = clock_now;
		trace("the server's turn, at %llu ms\n",
		    (unsigned long long)clock_now);
		how = setjmp(turn_over);
		if (how == 0)
			portal_run();
		transitions++;
		/* Told or not, what it came to is the same. */
		judge(how, state, alone, before);
		if (found != NULL || (wanted != 0 && step >= wanted))
			return;
	} while (choices_next());
}

/*
 * Turns to which a client has just come: alone; if the server can be asked to
 * end, with that, and with another one, who waits behind it; if there are two
 * listeners, with another one.
 */
static void
turns_with_client(const uint8_t *state, struct news news)
{
	unsigned ends = (world.signals & TERM) != 0, end, other;
	unsigned first = world.listeners == LISTENERS_ALL ? 0 : 1;

	turns(state, &news);
	news.signals = TERM;
	if (ends)
		turns(state, &news);
	news.n = 2;
	news.who[1] = news.who[0];
	news.content[1] = CONTENT_HALF;
	for (other = 0; other < LISTENERS; other++)
		for (end = first; end <= ends; end++) {
			kernel_get(state);
			news.listener[1] = (uint8_t)other;
			news.signals = end ? TERM : 0;
			if (client_reaches(news.who[1], other) &&
			    (end || other != news.listener[0]))
				turns(state, &news);
		}
}

/* Turns with connections and signals that have just come. */
static void
turns_with_news(const uint8_t *state)
{
	struct news news = { .n = 0 };
	unsigned who, listener, content, signals;

	kernel_get(state);
	if (turn_enabled())
		turns(state, &news);
	for (signals = 1; signals <= world.signals; signals++)
		if ((signals & ~world.signals) == 0) {
			news.signals = (uint8_t)signals;
			turns(state, &news);
		}
	for (who = 0; who < WHOS; who++)
		for (listener = 0; listener < LISTENERS; listener++)
			for (content = 0; content < CONTENTS; content++) {
				kernel_get(state);
				if (!client_reaches(who, listener))
					break;
				turns_with_client(state, (struct news){ 1,
				    { (uint8_t)who }, { (uint8_t)listener },
				    { (uint8_t)content }, 0 });
			}
}

/* What clients do, and the time. */
static void
acts(const uint8_t *state)
{
	static uint8_t *next;
	unsigned sock, act;
	uint8_t late;

	if (next == NULL)
		next = grown(NULL, state_size);
	for (sock = 0; sock < SOCKS; sock++)
		for (act = 0; act < ACTS; act++) {
			kernel_get(state);
			fd_base = 0;
			if (kernel.sock[sock].life != OPEN ||
			    !client_may(sock, act) || !step_begins())
				continue;
			if (tracing)	/* with the numbers of its turn */
				thaw(state);
			client_act(sock, act);
			memcpy(next, state, state_size);
			kernel_put(next);
			transitions++;
			arrive(next);
		}
	kernel_get(state);
	if ((turn_enabled() && kernel.late >= world.late) ||
	    (kernel.wait == NO_WAIT && !world.list) ||
	    !step_begins())
		return;
	trace("a ms goes by\n");
	late = (uint8_t)(kernel.late + turn_enabled());
	thaw(state);
	clock_now++;
	wait_until = kernel.wait == NO_WAIT ? UINT64_MAX :
	    clock_now - 1 + kernel.wait;
	memset(next, 0, state_size);
	portal_freeze(next);
	kernel.late = late;
	kernel_put(next);
	transitions++;
	arrive(next);
}

static void
successors(const uint8_t *state)
{
	step = 0;
	acts(state);
	if (found == NULL)
		turns_with_news(state);
}

/* ---- The search ---------------------------------------------------------- */

static void
search_begin(void)
{
	struct level *first = &levels[0];

	table_size = visited_n = 0;
	visited_room = STATES_FIRST;
	visited = grown(visited, visited_room * sizeof *visited);
	visited_n = 1;			/* 0 is nobody */
	table_grow();
	base = 5000;
	kernel_begin();
	portal_start();
	server_size = portal_size();
	state_size = (server_size + sizeof kernel + 7) & ~(size_t)7;
	scratch_state = grown(scratch_state, state_size);
	captured = grown(captured, state_size);
	portal_starting = 1;
	turn_begin();
	clock_now = base;
	if (setjmp(turn_over) == 0)
		portal_run();
	portal_starting = 0;
	memset(scratch_state, 0, state_size);
	portal_freeze(scratch_state);
	initial = grown(NULL, state_size);
	memcpy(initial, scratch_state, state_size);
	(void)visit(scratch_state);
	*first = levels[1];
	first->first = 1;
	memset(&levels[1], 0, sizeof levels[1]);
	(void)portal_unchanged();
}

/* The way to what was found: states are made anew from the first on. */
static void
tell(void)
{
	static uint32_t steps[4096];
	const char *what = found;
	uint8_t *state = grown(NULL, state_size);
	size_t n = 0;
	uint32_t at;

	steps[n++] = found_step;
	for (at = found_parent; at > 1 && n < 4096; at = visited[at].parent)
		steps[n++] = visited[at].step;
	memcpy(state, initial, state_size);
	while (n > 0) {
		found = NULL;
		wanted = steps[--n];
		successors(state);
		tracing = 0;
		memcpy(state, captured, state_size);
	}
	printf("=> %s\n", what);
}

static void
level_next(void)
{
	struct level done = levels[0];

	levels[0] = levels[1];
	levels[0].first = (uint32_t)(visited_n - levels[0].n);
	levels[1] = done;
	levels[1].n = 0;
}

/* In breadth, to the end, or to so many states. Returns the depth. */
static unsigned
search(size_t most)
{
	unsigned depth = 0;
	size_t i;

	search_begin();
	for (; levels[0].n > 0; level_next(), depth++) {
		for (i = 0; i < levels[0].n; i++) {
			origin = levels[0].first + (uint32_t)i;
			successors(levels[0].states + i * state_size);
			if (found != NULL || visited_n > most)
				return depth;
		}
		if (getenv("MODEL_LEVELS") != NULL)
			fprintf(stderr, "%u: %zu states\n", depth,
			    visited_n - 1);
	}
	return depth;
}

static double
seconds(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/*
 * model WORLD [STATES]: 0 nothing is wrong, 1 something is, 3 it stopped.
 * Without a world: their names.
 */
int
main(int argc, char **argv)
{
	size_t most = argc > 2 ? strtoul(argv[2], NULL, 10) : SIZE_MAX, i;
	unsigned depth;
	size_t steps;
	uint32_t at;

	for (i = 0; worlds[i].name != NULL; i++)
		if (argc < 2)
			printf("%s\n", worlds[i].name);
		else if (strcmp(worlds[i].name, argv[1]) == 0)
			break;
	if (worlds[i].name == NULL)
		return argc > 1 ? 2 : 0;
	world = worlds[i];
	if (world.listeners == 0)
		world.listeners = 1 << LISTENER_4;
	if (world.most > 0 && world.most < most)
		most = world.most;
	depth = search(most);
	if (found == NULL)
		found = portal_unchanged();
	printf("%s, %d slots: %zu states of %zu octets, %llu transitions, "
	    "depth %u, %.1f s%s; %llu exits, %llu ends of a dead listener\n",
	    world.name, SLOTS, visited_n - 1, state_size,
	    (unsigned long long)transitions, depth, seconds(),
	    levels[0].n > 0 && found == NULL ? ", STOPPED there" : "",
	    (unsigned long long)leaves, (unsigned long long)deaths);
	if (found == NULL)
		return levels[0].n > 0 ? 3 : 0;
	for (steps = 1, at = found_parent; at > 1; at = visited[at].parent)
		steps++;
	printf("wrong after %zu steps: %s\n", steps, found);
	tell();
	return 1;
}

/*
 * The clients of the model: who they are, what they send, and when they may.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>

#include "model.h"

/*
 * The first two are one machine; the last three are, too. The kin of both IPv6
 * addresses are of one ring.
 */
const struct who whos[WHOS] = {
	{ "10.0.0.1", 0, 1, 1, 1 },
	{ "10.0.0.2", 0, 2, 1, 0 },
	{ "10.0.0.3", 0, 3, 2, 0 },
	{ "2001:db8::4", 1, 4, 2, 1 },
	{ "2001:db8::8", 1, 8, 2, 0 },
};

const struct piece_of pieces[PIECES] = {
	[HALF] = { "GET / HT", 1 << NEW, BEGUN, SOME },
	[REST] = { "TP/1.0\r\n\r\n", 1 << BEGUN, DONE, A_HEAD },
	[WHOLE] = { "GET / HTTP/1.0\r\n\r\n", 1 << NEW, DONE, A_HEAD },
	[POST] = { "POST / HTTP/1.0\r\nContent-Length: 9\r\n\r\n", 1 << NEW,
	    MORE, A_HEAD_AND_BODY },
	[LONG] = { "GET /2345678901234567890123456789012345678"
	    "9012345678901234567 HT", 1 << NEW, BEGUN, SOME },
	[BAD] = { "\1", 1 << NEW | 1 << BEGUN, MORE, REFUSED },
	[TLS] = { "\26\3\1", 1 << NEW, MORE, HELLO },
	[BODY] = { "12345678901234567890123456", 1 << MORE, MORE, NOTHING },
	[BLOCK] = { "12345678901234567890123456789012"
	    "12345678901234567890123456789012", 1 << MORE, MORE, NOTHING },
	[EXTRA] = { "x", 1 << DONE, OVER, NOTHING },
	[LINE] = { "GET /234567890123456789012345678"
	    "90123456789012345678901234567890", 1 << NEW, IN_LINE, SOME },
	[FLOOD] = { "12345678901234567890123456789012"
	    "12345678901234567890123456789012", 1 << IN_LINE | 1 << MORE,
	    OVER, TOO_LONG },
};

/* What a client may have done before its connection is accepted. */
static const int8_t contents[CONTENTS][3] = {
	{ -1 }, { HALF, -1 }, { WHOLE, -1 }, { POST, -1 }, { LONG, -1 },
	{ BAD, -1 }, { TLS, -1 }, { HALF, REST, -1 }, { LONG, REST, -1 },
	{ POST, BODY, -1 }, { POST, BLOCK, -1 }, { WHOLE, EXTRA, -1 },
	{ ACT_END, -1 }, { HALF, ACT_END, -1 }, { WHOLE, ACT_END, -1 },
	{ LONG, ACT_END, -1 }, { POST, ACT_END, -1 }, { BAD, ACT_END, -1 },
	{ ACT_RESET, -1 }, { HALF, ACT_RESET, -1 }, { LINE, -1 },
	{ LINE, FLOOD, -1 }, { POST, FLOOD, -1 },
};

/* A line of the trace. */
void
trace(const char *format, ...)
{
	va_list args;

	if (!tracing)
		return;
	va_start(args, format);
	(void)vprintf(format, args);
	va_end(args);
}

/* Octets as strace shows them. */
void
trace_octets(const char *p, size_t n)
{
	size_t i;

	if (!tracing)
		return;
	putchar('"');
	for (i = 0; i < n && i < 24; i++)
		if (p[i] == '\r' || p[i] == '\n')
			printf(p[i] == '\r' ? "\\r" : "\\n");
		else if (p[i] < ' ' || p[i] > '~')
			printf("\\%o", (uint8_t)p[i]);
		else
			putchar(p[i]);
	printf(i < n ? "\"..." : "\"");
}

static int
is_flood(const struct sock *s)
{
	return s->pieces > 0 && s->piece[s->pieces - 1] == FLOOD;
}

/* Whether it can do so now, in this world. */
int
client_may(unsigned sock, unsigned act)
{
	const struct sock *s = &kernel.sock[sock];

	if (s->life == NOT || s->reset)
		return 0;
	if (act == ACT_RESET)
		return world.resets;
	if (act == ACT_ROOM)
		return s->full;
	if (act == ACT_END)
		return !s->ended && !is_flood(s);
	return !s->ended && s->pieces < PIECES_MAX &&
	    (world.pieces & 1U << act) != 0 &&
	    (pieces[act].from & 1 << s->stage) != 0;
}

static void
trace_act(unsigned sock, unsigned act)
{
	trace("client %u ", sock_fd(sock));
	if (act < PIECES) {
		trace("sends ");
		trace_octets(pieces[act].text, strlen(pieces[act].text));
		trace(act == FLOOD ? " without end\n" : "\n");
	} else
		trace("%s\n", act == ACT_END ? "ends" : act == ACT_RESET ?
		    "resets" : "makes room");
}

/* An edge is what happens, whether or not it is news. */
void
client_act(unsigned sock, unsigned act)
{
	struct sock *s = &kernel.sock[sock];

	trace_act(sock, act);
	if (act == ACT_END)
		s->ended = 1;
	else if (act == ACT_RESET)
		s->reset = RESET;
	else if (act == ACT_ROOM)
		s->full = 0;
	else {
		s->piece[s->pieces++] = (uint8_t)act;
		s->stage = pieces[act].to;
	}
	s->edge = s->watched;
}

/* Whether this client can come to this listener, in this world. */
int
client_reaches(unsigned who, unsigned listener)
{
	return (world.whos & 1U << who) != 0 &&
	    (kernel.listening & 1U << listener) != 0 &&
	    (listener == LISTENER_6 || !whos[who].six);
}

/* A connection that waits to be accepted; false: not in this world. */
int
client_connect(unsigned who, unsigned listener, unsigned content)
{
	const int8_t *act;
	unsigned i = 0;

	while (i < SOCKS && kernel.sock[i].life != NOT)
		i++;
	if (i == SOCKS || (world.clients > 0 && i >= world.clients))
		return 0;
	memset(&kernel.sock[i], 0, sizeof kernel.sock[i]);
	kernel.sock[i].life = QUEUED;
	kernel.sock[i].who = (uint8_t)who;
	kernel.sock[i].listener = (uint8_t)listener;
	trace("%s connects to the %s listener, to be client %u\n",
	    whos[who].text, listener == LISTENER_6 ? "IPv6" : "IPv4",
	    sock_fd(i));
	for (act = contents[content]; *act >= 0; act++) {
		if (!client_may(i, (unsigned)*act))
			return 0;
		client_act(i, (unsigned)*act);
	}
	return 1;
}

/*
 * While the server is about to look at it, its client may act, once a turn. Of
 * one that was just accepted this is tried while nobody else is there: what
 * becomes of the others does not hang on it.
 */
void
client_meanwhile(int sock)
{
	unsigned act, n = 1, which;

	if (!world.midturn || turn.interrupted || sock < 0 ||
	    (sock == turn.fresh && turn.crowded))
		return;
	for (act = 0; act < ACTS; act++)
		n += (unsigned)client_may((unsigned)sock, act);
	which = choose(n);
	if (which == 0)
		return;
	turn.interrupted = 1;
	for (act = 0; act < ACTS; act++)
		if (client_may((unsigned)sock, act) && --which == 0) {
			trace("\tmeanwhile, ");
			client_act((unsigned)sock, act);
			return;
		}
}

/* What the server knows by now of the head, of which it has read a piece. */
static void
hear(struct sock *s, uint8_t piece)
{
	if (s->heard <= SOME && pieces[piece].heard > s->heard)
		s->heard = pieces[piece].heard;
}

/* Takes up to n octets that wait to be read. A flood never ends. */
size_t
client_octets(struct sock *s, char *to, size_t n)
{
	size_t got = 0, part, all;

	while (s->pieces > 0 && got < n) {
		all = strlen(pieces[s->piece[0]].text);
		part = all - s->taken;
		if (part > n - got)
			part = n - got;
		memcpy(to + got, pieces[s->piece[0]].text + s->taken, part);
		got += part;
		if (s->piece[0] == FLOOD) {
			hear(s, FLOOD);
			s->edge = s->watched;
			continue;
		}
		s->taken = (uint8_t)(s->taken + part);
		if (s->taken < all)
			break;
		hear(s, s->piece[0]);
		memmove(s->piece, s->piece + 1, sizeof s->piece - 1);
		s->piece[PIECES_MAX - 1] = 0;
		s->pieces--;
		s->taken = 0;
	}
	return got;
}

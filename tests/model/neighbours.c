/*
 * The neighbour table of the model: what getsockopt tells of the interface, and
 * netlink of a client's MAC. It knows the client, does not, or says nothing; an
 * older answer may come first; in a world of errors it may be no answer at all.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>

#include "calls.h"

enum { INTERFACE = 7 };

/* Of RTM_GETNEIGH's questions and RTM_NEWNEIGH's answers. */
struct message {
	uint32_t length;
	uint16_t type, flags;
	uint32_t sequence, port;
	uint8_t family, pad[3];
	int32_t interface;
	uint16_t state, pad2, attribute_length, attribute_type;
	uint8_t attribute[16];
};

/* What getsockopt says, of either family. */
enum told { TOLD, NOT_TOLD, TOLD_SHORT, TOLD_OTHER, TOLDS };

int
m_getsockopt(int fd, int level, int name, void *to, socklen_t *n)
{
	struct in_pktinfo info = { .ipi_ifindex = INTERFACE };
	struct cmsghdr head = { .cmsg_len = CMSG_LEN(sizeof info),
	    .cmsg_level = IPPROTO_IP, .cmsg_type = IP_PKTINFO };
	int i = sock_fd_to(fd), six;
	unsigned how = world.neighbours ? choose(TOLD_SHORT) :
	    failure_of(TOLDS - 1);

	if (i < 0)
		blame("getsockopt of what is not open");
	turn.asked = i;
	turn.mac[i] = 0;
	trace("\tgetsockopt(%d) = %d\n", fd, how == NOT_TOLD ? -1 : 0);
	if (how == NOT_TOLD)
		return fails(ENOTCONN);
	six = kernel.sock[i].listener == LISTENER_6;
	if (six && level == IPPROTO_IPV6 && name == IPV6_MULTICAST_IF) {
		info.ipi_ifindex = how == TOLD ? INTERFACE : 0;
		memcpy(to, &info.ipi_ifindex, *n);
		return 0;
	}
	if (six || level != IPPROTO_IP || name != IP_PKTOPTIONS)
		blame("getsockopt for what this socket has not");
	head.cmsg_type = how == TOLD_OTHER ? IP_TTL : IP_PKTINFO;
	memcpy(to, &head, sizeof head);
	memcpy(CMSG_DATA((struct cmsghdr *)to), &info, sizeof info);
	*n = how == TOLD_SHORT ? 0 : CMSG_LEN(sizeof info);
	return 0;
}

/* A question has to be about the client that is looked at. */
ssize_t
neighbours_send(const void *octets, size_t n)
{
	static const int errors[] = { ENOBUFS, EAGAIN, ENOMEM, ECONNREFUSED,
	    EINTR, 0 };
	const struct who *who;
	struct message m = { .length = 0 };
	uint8_t address[16];
	int error;

	memcpy(&m, octets, n < sizeof m ? n : sizeof m);
	if (turn.asked < 0)
		blame("a question about nobody");
	who = &whos[kernel.sock[turn.asked].who];
	(void)inet_pton(who->six ? AF_INET6 : AF_INET, who->text, address);
	if (n != (who->six ? 48 : 36) || m.length != n ||
	    m.family != (who->six ? AF_INET6 : AF_INET) ||
	    m.interface != INTERFACE ||
	    memcmp(m.attribute, address, n - 32) != 0)
		blame("a question about another client");
	turn.sequence = m.sequence;
	error = world.neighbours && choose(2) == 1 ? ENOBUFS :
	    error_of(errors);
	if (error != 0) {
		trace("\tsend(netlink) = -1 %s\n", strerrorname_np(error));
		return fails(error);
	}
	trace("\tsend(netlink, %s)\n", who->text);
	turn.answers = 1;
	return (ssize_t)n;
}

/* What an answer can be; the last four in a world of errors only. */
enum answer {
	KNOWN, UNKNOWN, SILENT, OLDER, REFUSAL, CUT, NAMELESS, LOST, ANSWERS
};
static const char *const answer_text[ANSWERS] = {
	"known", "unknown", "", "an older answer", "an error", "a few octets",
	"an answer without a MAC", ""
};

/* One after another: an older one may come first, but one only. */
static unsigned
answer_of(void)
{
	if (turn.answers == 0)
		return SILENT;
	if (world.neighbours)
		return choose(turn.stale ? OLDER : REFUSAL);
	return failure_of(ANSWERS - 1);
}

ssize_t
neighbours_recv(void *to, size_t n)
{
	struct message m = { .length = 38, .type = 28,
	    .sequence = turn.sequence, .family = AF_INET,
	    .interface = INTERFACE, .state = 2, .attribute_length = 10,
	    .attribute_type = 2, .attribute = { 2 } };
	unsigned how = answer_of();

	if (n != INPUT)
		blame("recv for another number of octets");
	turn.answers = turn.stale = how == OLDER;
	if (how == SILENT || how == LOST) {
		trace("\trecv(netlink) = -1 %s\n",
		    how == LOST ? "ENOBUFS" : "EAGAIN");
		return fails(how == LOST ? ENOBUFS : EAGAIN);
	}
	m.sequence -= how == OLDER;
	m.state = how == UNKNOWN ? 0x20 : m.state;
	m.type = how == REFUSAL ? 2 : m.type;
	m.length = how == CUT ? 20 : m.length;
	m.attribute_type = how == NAMELESS ? 3 : m.attribute_type;
	m.attribute[5] = how == OLDER ? 9 :
	    whos[kernel.sock[turn.asked].who].mac;
	if (how != OLDER)
		turn.mac[turn.asked] = how == KNOWN ?
		    (int8_t)m.attribute[5] : 0;
	memcpy(to, &m, m.length);
	trace("\trecv(netlink, %s)\n", answer_text[how]);
	return m.length;
}

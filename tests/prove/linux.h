/*
 * What portal.c takes from Linux and Frama-C's C library does not have. The
 * sizes of the control messages are numbers: Frama-C 25 falls over a sizeof.
 */
#include <limits.h>
#include <netinet/in.h>
#include <stdint.h>
#include <sys/socket.h>

enum { EPOLLIN = 1, EPOLLOUT = 4, EPOLLERR = 8, EPOLLHUP = 16,
    EPOLLRDHUP = 0x2000 };
enum { EPOLL_CTL_ADD = 1, EPOLL_CTL_DEL, EPOLL_CTL_MOD };
#define EPOLLET	(1U << 31)

struct epoll_event {
	uint32_t events;
	union {
		uint64_t u64;
	} data;
} __attribute__((packed));

int epoll_ctl(int epoll, int op, int fd, struct epoll_event *event);

struct signalfd_siginfo {
	uint32_t ssi_signo;
	uint8_t rest[124];
};

#define IP_PKTINFO	8
#define IP_PKTOPTIONS	9

struct in_pktinfo {
	int ipi_ifindex;
	struct in_addr ipi_spec_dst, ipi_addr;
};

#undef CMSG_SPACE
#undef CMSG_LEN
#undef CMSG_DATA
#define CMSG_SPACE(n)	32
#define CMSG_LEN(n)	28
#define CMSG_DATA(c)	((unsigned char *)(c) + 16)

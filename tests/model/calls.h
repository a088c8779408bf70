/* portal.c's system calls in the model, by names of its own. */
#ifndef CALLS_H
#define CALLS_H

#include <poll.h>
#include <sys/socket.h>
#include <time.h>

#include "model.h"

enum {
	FD_EPOLL = 50, FD_SIGNALS, FD_NETLINK, FD_LISTENER,
	FD_LIST = FD_LISTENER + LISTENERS,
	DRAIN_MAX = 64		/* DRAIN_BYTES_MAX of small.h */
};
/* portal.c's reasons for a close, that are looked at. */
enum { CLOSE_OTHER, CLOSE_EVICTED, CLOSE_CAPPED };

extern int portal_starting;
int portal_capped(int fd, int who, int mac);

struct epoll_event;
struct stat;
int m_accept4(int, struct sockaddr *, socklen_t *, int);
ssize_t neighbours_send(const void *, size_t);
ssize_t neighbours_recv(void *, size_t);
int m_getpeername(int, struct sockaddr *, socklen_t *);
int m_getsockopt(int, int, int, void *, socklen_t *);
ssize_t m_recv(int, void *, size_t, int);
ssize_t m_send(int, const void *, size_t, int);
int m_shutdown(int, int);
int m_close(int);
int m_epoll_ctl(int, int, int, struct epoll_event *);
int m_epoll_wait(int, struct epoll_event *, int, int);
ssize_t m_read(int, void *, size_t);
ssize_t m_write(int, const void *, size_t);
int m_poll(struct pollfd *, nfds_t, int);
int m_clock_gettime(clockid_t, struct timespec *);
int m_openat(int, const char *, int);
int m_fstat(int, struct stat *);
void m_exit(int) __attribute__((noreturn));
void m_abort(void) __attribute__((noreturn));
#endif

/* faults.h: what faults.c, within portal, and drive.c, beside it, share. */
#ifndef FAULTS_H
#define FAULTS_H

/* Environment: the number of the descriptor that holds a struct faults. */
#define FAULTS_FD "FAULTS_FD"

/* Functions that can fail. One that portal does not call is no harm here. */
#define EACH_CALL(X) \
	X(accept4) X(bind) X(close) X(epoll_create1) X(epoll_ctl) \
	X(epoll_wait) X(fcntl) X(fstat) X(getpeername) \
	X(getrlimit) X(getsockname) X(getsockopt) X(listen) X(openat) \
	X(poll) X(prctl) X(read) X(recv) X(send) X(setgroups) X(setresgid) \
	X(setresuid) X(setrlimit) X(setsockopt) X(shutdown) X(signalfd) \
	X(socket) X(syscall) X(write)

#define CALL_NUMBER(name) CALL_##name,
enum call { EACH_CALL(CALL_NUMBER) CALLS };
#undef CALL_NUMBER

struct faults {
	_Atomic unsigned made[CALLS];	/* calls, since all was last zeroed */
	_Atomic unsigned all;		/* of all functions, since the start */
	_Atomic unsigned turns;		/* times that epoll_wait was begun */
	_Atomic int waiting;		/* in it now */
	_Atomic int call;		/* enum call: the function to fail */
	_Atomic unsigned at;		/* which call of it, from 1; 0: none */
	_Atomic int error;		/* with this errno */
	_Atomic int fired;		/* it did */
};

#endif

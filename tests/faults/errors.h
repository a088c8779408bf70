/*
 * errors.h: which errors each function is made to fail with. They are those
 * that the manual names: section 2 under ERRORS; for what comes by way of a
 * socket's protocol also accept(2) under "Error handling", tcp(7) and
 * netlink(7). EWOULDBLOCK is EAGAIN.
 */
#ifndef ERRORS_H
#define ERRORS_H

#include <errno.h>

#include "faults.h"

#define E(name) { #name, name }
static const struct error {
	const char *name;
	int number;
} errors[CALLS][32] = {
	[CALL_accept4] = { E(EAGAIN), E(EBADF), E(ECONNABORTED), E(EFAULT),
	    E(EINTR), E(EINVAL), E(EMFILE), E(ENFILE), E(ENOBUFS), E(ENOMEM),
	    E(ENOTSOCK), E(EOPNOTSUPP), E(EPERM), E(EPROTO), E(ENOSR),
	    E(ESOCKTNOSUPPORT), E(EPROTONOSUPPORT), E(ETIMEDOUT), E(ENETDOWN),
	    E(ENOPROTOOPT), E(EHOSTDOWN), E(ENONET), E(EHOSTUNREACH),
	    E(ENETUNREACH) },
	[CALL_bind] = { E(EACCES), E(EADDRINUSE), E(EBADF), E(EINVAL),
	    E(ENOTSOCK), E(EADDRNOTAVAIL), E(EFAULT), E(ELOOP),
	    E(ENAMETOOLONG), E(ENOENT), E(ENOMEM), E(ENOTDIR), E(EROFS) },
	[CALL_close] = { E(EBADF), E(EINTR), E(EIO), E(ENOSPC), E(EDQUOT) },
	[CALL_epoll_create1] = { E(EINVAL), E(EMFILE), E(ENFILE), E(ENOMEM) },
	[CALL_epoll_ctl] = { E(EBADF), E(EEXIST), E(EINVAL), E(ELOOP),
	    E(ENOENT), E(ENOMEM), E(ENOSPC), E(EPERM) },
	[CALL_epoll_wait] = { E(EBADF), E(EFAULT), E(EINTR), E(EINVAL) },
	[CALL_fcntl] = { E(EACCES), E(EAGAIN), E(EBADF), E(EBUSY), E(EDEADLK),
	    E(EFAULT), E(EINTR), E(EINVAL), E(EMFILE), E(ENOLCK), E(ENOTDIR),
	    E(EPERM) },
	[CALL_fstat] = { E(EACCES), E(EBADF), E(EFAULT), E(EINVAL), E(ELOOP),
	    E(ENAMETOOLONG), E(ENOENT), E(ENOMEM), E(ENOTDIR),
	    E(EOVERFLOW) },
	[CALL_getpeername] = { E(EBADF), E(EFAULT), E(EINVAL), E(ENOBUFS),
	    E(ENOTCONN), E(ENOTSOCK) },
	[CALL_getrlimit] = { E(EFAULT), E(EINVAL) },
	[CALL_getsockname] = { E(EBADF), E(EFAULT), E(EINVAL), E(ENOBUFS),
	    E(ENOTSOCK) },
	[CALL_getsockopt] = { E(EBADF), E(EFAULT), E(EINVAL), E(ENOPROTOOPT),
	    E(ENOTSOCK) },
	[CALL_listen] = { E(EADDRINUSE), E(EBADF), E(ENOTSOCK),
	    E(EOPNOTSUPP) },
	[CALL_openat] = { E(EACCES), E(EBADF), E(EBUSY), E(EDQUOT), E(EEXIST),
	    E(EFAULT), E(EFBIG), E(EINTR), E(EINVAL), E(EISDIR), E(ELOOP),
	    E(EMFILE), E(ENAMETOOLONG), E(ENFILE), E(ENODEV), E(ENOENT),
	    E(ENOMEM), E(ENOSPC), E(ENOTDIR), E(ENXIO), E(EOPNOTSUPP),
	    E(EOVERFLOW), E(EPERM), E(EROFS), E(ETXTBSY), E(EAGAIN) },
	[CALL_poll] = { E(EFAULT), E(EINTR), E(EINVAL), E(ENOMEM) },
	[CALL_prctl] = { E(EACCES), E(EBADF), E(EBUSY), E(EFAULT), E(EINVAL),
	    E(ENODEV), E(ENXIO), E(EOPNOTSUPP), E(EPERM), E(ERANGE) },
	[CALL_read] = { E(EAGAIN), E(EBADF), E(EFAULT), E(EINTR), E(EINVAL),
	    E(EIO), E(EISDIR) },
	[CALL_recv] = { E(EAGAIN), E(EBADF), E(ECONNREFUSED), E(EFAULT),
	    E(EINTR), E(EINVAL), E(ENOMEM), E(ENOTCONN), E(ENOTSOCK),
	    E(ECONNRESET), E(ETIMEDOUT), E(EHOSTUNREACH), E(ENOBUFS) },
	[CALL_send] = { E(EACCES), E(EAGAIN), E(EALREADY), E(EBADF),
	    E(ECONNRESET), E(EDESTADDRREQ), E(EFAULT), E(EINTR), E(EINVAL),
	    E(EISCONN), E(EMSGSIZE), E(ENOBUFS), E(ENOMEM), E(ENOTCONN),
	    E(ENOTSOCK), E(EOPNOTSUPP), E(EPIPE), E(ETIMEDOUT) },
	[CALL_setgroups] = { E(EFAULT), E(EINVAL), E(ENOMEM), E(EPERM) },
	[CALL_setresgid] = { E(EAGAIN), E(EINVAL), E(EPERM) },
	[CALL_setresuid] = { E(EAGAIN), E(EINVAL), E(EPERM) },
	[CALL_setrlimit] = { E(EFAULT), E(EINVAL), E(EPERM), E(ESRCH) },
	[CALL_setsockopt] = { E(EBADF), E(EFAULT), E(EINVAL), E(ENOPROTOOPT),
	    E(ENOTSOCK) },
	[CALL_shutdown] = { E(EBADF), E(EINVAL), E(ENOTCONN), E(ENOTSOCK) },
	[CALL_signalfd] = { E(EBADF), E(EINVAL), E(EMFILE), E(ENFILE),
	    E(ENODEV), E(ENOMEM) },
	[CALL_socket] = { E(EACCES), E(EAFNOSUPPORT), E(EINVAL), E(EMFILE),
	    E(ENFILE), E(ENOBUFS), E(ENOMEM), E(EPROTONOSUPPORT) },
	/* capset(2), landlock_restrict_self(2) and the like, seccomp(2) */
	[CALL_syscall] = { E(EACCES), E(EBADF), E(EBADFD), E(ECANCELED),
	    E(EFAULT), E(EINVAL), E(ENOMEM), E(ENOMSG), E(ENOSYS),
	    E(EOPNOTSUPP), E(EPERM), E(ESRCH), E(E2BIG) },
	[CALL_write] = { E(EAGAIN), E(EBADF), E(EDESTADDRREQ), E(EDQUOT),
	    E(EFAULT), E(EFBIG), E(EINTR), E(EINVAL), E(EIO), E(ENOSPC),
	    E(EPERM), E(EPIPE) },
};
#undef E

#define NAME(call) #call,
static const char *const call_name[CALLS] = { EACH_CALL(NAME) };
#undef NAME

#endif

# errors
/^conn_read/,/^}/s/return errno == EAGAIN ? /return errno == EAGAIN || errno == EINTR ? /

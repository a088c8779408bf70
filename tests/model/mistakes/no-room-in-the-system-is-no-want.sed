# errors
/^loop_accept/,/^}/s/errno == ENFILE || errno == ENOBUFS/errno == ENFILE \&\& errno == ENOBUFS/

# listeners-end
/^stop/,/^}/s/(void)epoll_ctl(epoll, EPOLL_CTL_DEL.*//

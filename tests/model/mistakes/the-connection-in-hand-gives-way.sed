# table
s/^	if (watch(fresh->fd, EPOLLIN | EPOLLOUT.*/	if (queue_first(QUEUE_NONE) >= CONNS_MAX)\
		(void)conn_evict();\
&/

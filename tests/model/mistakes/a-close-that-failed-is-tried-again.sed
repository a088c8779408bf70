# errors
/^conn_close/,/^}/s/(void)close(c->fd);/if (close(c->fd) == -1)\
		(void)close(c->fd);/

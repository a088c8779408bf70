# clients
/^conn_close/,/^}/s/c->fd >= 0/c->fd > 0/

# clients
/^conn_send/,/^}/s/^		c->request\.body = 1;.*//

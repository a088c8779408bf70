# clients
/^conn_send/,/^}/s/c->request\.body ? conn_drain(c, 1) : //

# clients
/^conn_expire/,/^}/s/c->queue == QUEUE_HEAD && c->request\.octets > 0/c->request.octets > 0/

# list
/^conn_peer/,/^}/s/c->queue == QUEUE_NONE && //

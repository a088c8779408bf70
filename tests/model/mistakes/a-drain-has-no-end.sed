# clients
/^conn_drain/,/^}/s/n <= 0 || c->moved .*/n <= 0)/

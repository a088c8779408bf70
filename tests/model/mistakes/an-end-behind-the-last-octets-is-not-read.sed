# clients
/^conn_read/,/^}/s/ || ended);/);/

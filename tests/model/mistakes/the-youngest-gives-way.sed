# table
/^conn_evict/,/^}/s/accepted) < 0)/accepted) > 0)/

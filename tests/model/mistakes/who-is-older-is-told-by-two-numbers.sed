# table
/^conn_evict/,/^}/s/(int32_t)(conns\[sending\]\.accepted -/(conns[sending].accepted </
/^conn_evict/,/^}/s/conns\[head\]\.accepted) < 0)/conns[head].accepted))/

# table
/^conn_evict/,/^}/s/(int32_t)(conns\[sending\]\.accepted -/(int32_t)(sending -/
/^conn_evict/,/^}/s/conns\[head\]\.accepted) < 0)/head) < 0)/

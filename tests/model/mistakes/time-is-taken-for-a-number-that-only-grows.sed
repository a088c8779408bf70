# clients
/^loop_expire/,/^}/s/(int32_t)(conns\[i\]\.deadline - (uint32_t)now);/conns[i].deadline > (uint32_t)now;/

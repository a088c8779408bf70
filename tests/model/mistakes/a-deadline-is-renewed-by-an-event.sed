# clients
/^slot_wait/,/^}/s/ || queue == conns\[i\]\.queue)/)/

# clients
s/^	    EVENT_CONN, (uint32_t)fresh->generation << 16 | i) == -1)/	    EVENT_CONN, (fresh->generation \& 0x7fffU) << 16 | i) == -1)/

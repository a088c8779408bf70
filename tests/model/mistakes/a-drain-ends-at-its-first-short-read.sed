# clients
/^conn_drain/,/^}/s/^	return QUEUE_DRAIN;/	return conn_close(c, WHY_ANSWERED);/

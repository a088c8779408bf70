# clients
s/^		slot_give((uint16_t)(c - conns));/		for (int twice = 0; twice < 2; twice++)\
	&/

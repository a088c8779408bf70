# clients
/^loop_accept/,/^}/s/^		accepted++;/		if (++accepted % 1024 == 0)\
			return;/

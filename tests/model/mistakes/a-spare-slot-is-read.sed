# clients
s/^	fresh->generation = conns\[i\]\.generation;/&\
	fresh->moved = conns[i].moved % 8;/

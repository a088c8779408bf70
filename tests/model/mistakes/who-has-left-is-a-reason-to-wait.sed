# starved
/^loop_accept/,/^}/s/errno != EAGAIN && errno != ECONNABORTED)/errno != EAGAIN)/

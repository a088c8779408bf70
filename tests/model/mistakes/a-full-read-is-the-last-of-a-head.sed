# clients
/^conn_read/,/^}/s/(size_t)n == sizeof input || ended/ended/

# clients
/^conn_drain/,/^}/s/(size_t)n == sizeof input || ended/ended/

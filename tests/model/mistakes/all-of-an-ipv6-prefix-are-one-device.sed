# six
/^conn_cap/,/^}/s/memcmp(&conns\[i\]\.device, device, sizeof \*device)/memcmp(\&conns[i].device, device, 9)/

# listeners
/^key_of_ip6/,/^}/s/memcmp(addr, mapped, sizeof mapped) == 0/memcmp(addr, mapped, 16) == 0/

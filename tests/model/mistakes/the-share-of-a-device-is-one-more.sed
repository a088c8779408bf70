# devices
/^conn_cap/,/^}/s/if (n == device_limit)/if (n > device_limit)/

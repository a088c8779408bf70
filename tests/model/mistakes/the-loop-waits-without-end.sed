# clients
/^loop_expire/,/^}/s/^				if (now + (uint64_t)left < next)/				if (q != QUEUE_HEAD)/

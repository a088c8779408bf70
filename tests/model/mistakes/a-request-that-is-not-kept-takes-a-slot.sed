# clients
/^loop_accept/,/^}/s/if (queue != QUEUE_NONE)/if (queue != QUEUE_SEND)/

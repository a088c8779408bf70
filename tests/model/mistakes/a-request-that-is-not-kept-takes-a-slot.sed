# clients
/^conn_keep/,/^}/s/if (queue == QUEUE_NONE)/if (queue == QUEUE_SEND)/

/*
 * Tables of two slots and a list of four entries. Few octets are drained, so
 * that each way through that loop is short; times are those of use.
 */
#undef CONNS_MAX
#define CONNS_MAX	2
#define SEND_MS		10000
#define DRAIN_MS	2000
#define DRAIN_BYTES_MAX	3
#define ALLOW_MAX	4
#define ALLOW_BYTES_MAX	256
#define LISTENERS_MAX	1

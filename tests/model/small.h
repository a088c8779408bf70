/*
 * Limits for the model: a clock whose ms are few, tables of a few slots. With
 * these, all that can happen can be tried. small.sed changes those that
 * portal.c gives behind its inclusion of this file.
 */
#undef CONNS_MAX
#define CONNS_MAX	SLOTS
#undef HEAD_MS
#define HEAD_MS		2
#define SEND_MS		2
#define DRAIN_MS	1
#define DRAIN_BYTES_MAX	64
#define ALLOW_MAX	2
#define ALLOW_BYTES_MAX	64
#define LISTENERS_MAX	LISTENERS

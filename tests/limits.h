/*
 * Limits within a test's reach; a test that needs another one gives it by -D:
 *	cc -DLIMITS_H='"tests/limits.h"' -DDRAIN_MS=60000 portal.c
 */
#ifndef SEND_MS
#define SEND_MS		1000
#endif
#ifndef DRAIN_MS
#define DRAIN_MS	1000
#endif
#ifndef DRAIN_BYTES_MAX
#define DRAIN_BYTES_MAX	65536
#endif
#ifndef ALLOW_MAX
#define ALLOW_MAX	4
#endif
#ifndef ALLOW_BYTES_MAX
#define ALLOW_BYTES_MAX	4096
#endif
#ifndef LISTENERS_MAX
#define LISTENERS_MAX	2
#endif

# What small.h cannot change, because portal.c gives it behind that.
s/^#define INPUT_BYTES.*/#define INPUT_BYTES 64/
s/^#define RETRY_MS.*/#define RETRY_MS 1/
s/^#define DIFFER_MS.*/#define DIFFER_MS 1/
s/^#define TICK_MS.*/#define TICK_MS 1/
s/^#define EVENTS.*/#define EVENTS 8/
s/^#define TARGET_BYTES_MAX.*/#define TARGET_BYTES_MAX 128/

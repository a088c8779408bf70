/* portal.c's static memory; the table is made of the object file by run. */
enum class { KEPT, LIST, GROWS, SCRATCH, CONSTANT };
extern const struct object {
	const char *name;
	enum class class;
	uint8_t *at;
	size_t size;
} objects[];
extern uint64_t *const object_last;	/* function-static ones */
extern uint32_t *const object_sequence;
#define LAST		(*object_last)
#define SEQUENCE	(*object_sequence)
extern uint64_t why_before[16];

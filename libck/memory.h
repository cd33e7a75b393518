/* Large memory from the system: zeroed, aligned, given back whole. */
#ifndef CK_MEMORY_H
#define CK_MEMORY_H

#include <stdbool.h>
#include <stdint.h>

struct ck_memory {
	uint8_t *p;      /* aligned as asked */
	void *map;
	uint64_t mapped;
};

/* False, with errno set and without a diagnostic, if the system refuses. align is a power of two. */
bool ck_memory_get(struct ck_memory *m, uint64_t size, uint64_t align);
void ck_memory_free(struct ck_memory *m);

/* Bytes this process could use without swapping: free and reclaimable memory, at most its control group's
 * limit. UINT64_MAX if the system does not tell. */
uint64_t ck_memory_available(void);

#endif

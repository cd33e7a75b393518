/* Files that are mapped, and cut short by somebody while they are: reading what is gone raises SIGBUS. Here it becomes a
 * diagnostic and exit status 1; temporary outputs are removed. */
#ifndef CK_MAPGUARD_H
#define CK_MAPGUARD_H

#include <stddef.h>

/* Watches a mapping of the file; the signal is handled from the first call on. Another SIGBUS than of these mappings ends the
 * process as if it were not. Beyond a few at a time they are not watched. */
void ck_map_guard(const void *map, size_t size, const char *path);
void ck_map_unguard(const void *map);

#endif

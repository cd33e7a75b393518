/* A folder of this process for targets whose input is a file in one; gone when the process ends. */
#ifndef CK_FUZZ_SCRATCH_H
#define CK_FUZZ_SCRATCH_H

#include "../folder.h"
#include "fuzz.h"

static char fuzz_folder[] = "/tmp/ck-fuzz-XXXXXX";

static inline void fuzz_folder_remove(void)
{
	remove_folder(fuzz_folder);
}

/* Makes the folder the first time; true then. */
static inline bool fuzz_folder_make(void)
{
	static bool made;
	if (made)
		return false;
	if (!mkdtemp(fuzz_folder))
		abort();
	atexit(fuzz_folder_remove);
	return made = true;
}

/* A file of the folder, replaced. */
static inline void fuzz_folder_put(const char *name, const uint8_t *data, size_t size)
{
	char path[sizeof fuzz_folder + 64];
	snprintf(path, sizeof path, "%s/%s", fuzz_folder, name);
	FILE *f = fopen(path, "wb");
	if (!f || fwrite(data, 1, size, f) != size || fclose(f) != 0)
		abort();
}

#endif

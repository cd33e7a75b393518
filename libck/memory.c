#include "memory.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

enum { HUGE_PAGE = 2 << 20 };

bool ck_memory_get(struct ck_memory *m, uint64_t size, uint64_t align)
{
	*m = (struct ck_memory){ 0 };
	if (size >= HUGE_PAGE && align < HUGE_PAGE)
		align = HUGE_PAGE;
	if (!size)
		size = 1;
	if (size > SIZE_MAX / 2 - align) {
		errno = ENOMEM;
		return false;
	}
	void *p = mmap(NULL, size + align, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (p == MAP_FAILED)
		return false;
	m->map = p;
	m->mapped = size + align;
	m->p = (uint8_t *)(((uintptr_t)p + align - 1) & ~(uintptr_t)(align - 1));
	if (size >= HUGE_PAGE)
		madvise(m->p, size, MADV_HUGEPAGE); /* only a wish */
	return true;
}

void ck_memory_free(struct ck_memory *m)
{
	if (m->map)
		munmap(m->map, m->mapped);
	*m = (struct ck_memory){ 0 };
}

/* The number after `name` in a file of lines, or the first one if name is "". */
static bool number_in(const char *path, const char *name, uint64_t *v)
{
	char line[256];
	bool found = false;
	FILE *f = fopen(path, "r");
	while (f && !found && fgets(line, sizeof line, f))
		found = !strncmp(line, name, strlen(name)) && sscanf(line + strlen(name), "%" SCNu64, v) == 1;
	if (f)
		fclose(f);
	return found;
}

uint64_t ck_memory_available(void)
{
	static const char *const limit[] = { "/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes" };
	uint64_t kib, bytes, available = UINT64_MAX;
	if (number_in("/proc/meminfo", "MemAvailable:", &kib) && kib < UINT64_MAX / 1024)
		available = kib * 1024;
	for (size_t i = 0; i < sizeof limit / sizeof *limit; i++)
		if (number_in(limit[i], "", &bytes) && bytes < available)
			available = bytes;
	return available;
}

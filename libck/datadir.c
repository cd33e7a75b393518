#include "datadir.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "diag.h"

/* The folder `up` steps above the running program, then sub. NULL: not there. */
static const char *above_program(int up, const char *sub, struct ck_arena *a)
{
	char self[4096];
	ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
	if (n <= 0)
		return NULL;
	self[n] = 0;
	while (up-- > 0) {
		char *slash = strrchr(self, '/');
		if (!slash)
			return NULL;
		*slash = 0;
	}
	const char *path = ck_printf(a, "%s/%s", self, sub);
	return access(path, R_OK | X_OK) == 0 ? path : NULL;
}

const char *ck_datadir(const char *asked, const char *sub, struct ck_arena *a)
{
	if (asked)
		return asked;
	const char *env = getenv("CK_DATADIR");
	if (env && *env)
		return ck_printf(a, "%s/%s", env, sub);
	const char *installed = above_program(2, ck_printf(a, "share/ck/%s", sub), a); /* PREFIX/bin/ck-x */
	const char *built = installed ? NULL : above_program(3, sub, a);               /* build/bin/ck-x */
	return installed ? installed : built ? built : ck_printf(a, CK_DATADIR "/%s", sub);
}

static int by_name(const void *x, const void *y)
{
	return strcmp(*(const char *const *)x, *(const char *const *)y);
}

bool ck_files_in(const char *folder, const char *suffix, struct ck_strs *out, struct ck_arena *a)
{
	DIR *d = opendir(folder);
	if (!d)
		return ck_error(folder, "cannot open: %s", strerror(errno));
	const struct dirent *e;
	errno = 0;
	while ((e = readdir(d))) {
		size_t n = strlen(e->d_name), m = strlen(suffix);
		if (n > m && !strcmp(e->d_name + n - m, suffix))
			CK_PUSH(a, out, ck_strdup(a, e->d_name));
	}
	int failed = errno;
	closedir(d);
	if (failed)
		return ck_error(folder, "cannot read: %s", strerror(failed));
	if (out->n)
		qsort(out->v, out->n, sizeof *out->v, by_name);
	return true;
}

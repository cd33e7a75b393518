/* Runs a fuzz target over files and folders: TAP, one line for each. An input that ends the process is named. */
#include <dirent.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "arena.h"
#include "fuzz.h"
#include "schema.h"

static const char *running;
static int count;

static void ended(void)
{
	if (!running)
		return;
	printf("not ok %d - %s ended the process\n", count + 1, running);
	fflush(stdout);
	_exit(1);
}

static void run(const char *path)
{
	FILE *f = fopen(path, "rb");
	struct stat st;
	uint8_t *data = f && fstat(fileno(f), &st) == 0 ? malloc((size_t)st.st_size + !st.st_size) : NULL;
	if (!data || fread(data, 1, (size_t)st.st_size, f) != (size_t)st.st_size) {
		perror(path);
		exit(1);
	}
	fclose(f);
	running = path;
	LLVMFuzzerTestOneInput(data, (size_t)st.st_size);
	running = NULL;
	free(data);
	printf("ok %d - %s\n", ++count, path);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void run_folder(const char *path, DIR *d)
{
	struct ck_arena a = { 0 };
	struct ck_strs files = { 0 };
	for (struct dirent *e; (e = readdir(d));)
		if (*e->d_name != '.')
			CK_PUSH(&a, &files, ck_printf(&a, "%s/%s", path, e->d_name));
	if (files.n)
		qsort(files.v, files.n, sizeof *files.v, by_name);
	for (size_t i = 0; i < files.n; i++)
		run(files.v[i]);
	ck_arena_free(&a);
}

int main(int argc, char **argv)
{
	setvbuf(stdout, NULL, _IOLBF, 0);
	atexit(ended);
	for (int i = 1; i < argc; i++) {
		DIR *d = opendir(argv[i]);
		if (d)
			run_folder(argv[i], d);
		else
			run(argv[i]);
		if (d)
			closedir(d);
	}
	printf("1..%d\n", count);
	if (!count)
		fprintf(stderr, "no input: the corpus is missing\n");
	return count ? 0 : 1;
}

/* Whole reads and writes at an offset, with diagnostics. Files may shrink or fail at any time. */
#ifndef CK_FILEIO_H
#define CK_FILEIO_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

/* Opens an existing regular file for reading; -1 after a diagnostic. */
int ck_open_regular(const char *path);

/* False after a diagnostic unless fd is a regular file. */
bool ck_stat_regular(int fd, const char *path, struct stat *st);

/* Exactly n bytes at an offset; ending early is an error. False after a diagnostic. */
bool ck_pread(int fd, const char *path, void *buf, size_t n, uint64_t offset);
bool ck_pwrite(int fd, const char *path, const void *buf, size_t n, uint64_t offset);

bool ck_is_zero(const void *p, size_t n);

/* A line on standard error that follows a long copy, where that is a terminal. Any thread may advance it. */
struct ck_progress {
	const char *what;
	uint64_t total;
	_Atomic uint64_t done;
	atomic_int percent; /* last printed; -1: not shown */
};
void ck_progress_start(struct ck_progress *p, const char *what, uint64_t total);
void ck_progress_add(struct ck_progress *p, uint64_t bytes);
void ck_progress_end(struct ck_progress *p);

#endif

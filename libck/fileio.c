#include "fileio.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "diag.h"

enum { PROGRESS_FROM = 256 << 20 };

bool ck_stat_regular(int fd, const char *path, struct stat *st)
{
	if (fstat(fd, st) != 0)
		return ck_error(path, "cannot stat: %s", strerror(errno));
	if (!S_ISREG(st->st_mode))
		return ck_error(path, "not a regular file");
	return true;
}

int ck_open_regular(const char *path)
{
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0) {
		ck_error(path, "cannot open: %s", strerror(errno));
		return -1;
	}
	if (!ck_stat_regular(fd, path, &st)) {
		close(fd);
		return -1;
	}
	return fd;
}

bool ck_pread(int fd, const char *path, void *buf, size_t n, uint64_t offset)
{
	for (size_t done = 0; done < n;) {
		ssize_t k = pread(fd, (char *)buf + done, n - done, (off_t)(offset + done));
		if (k < 0 && errno == EINTR)
			continue;
		if (k < 0)
			return ck_error(path, "cannot read at offset 0x%" PRIx64 ": %s", offset + done, strerror(errno));
		if (k == 0)
			return ck_error(path, "ends at offset 0x%" PRIx64 ", %zu bytes early", offset + done, n - done);
		done += (size_t)k;
	}
	return true;
}

bool ck_pwrite(int fd, const char *path, const void *buf, size_t n, uint64_t offset)
{
	for (size_t done = 0; done < n;) {
		ssize_t k = pwrite(fd, (const char *)buf + done, n - done, (off_t)(offset + done));
		if (k < 0 && errno == EINTR)
			continue;
		if (k <= 0)
			return ck_error(path, "cannot write at offset 0x%" PRIx64 ": %s", offset + done,
				k < 0 ? strerror(errno) : "nothing was taken");
		done += (size_t)k;
	}
	return true;
}

bool ck_is_zero(const void *p, size_t n)
{
	const char *c = p;
	return !n || (!*c && !memcmp(c, c + 1, n - 1));
}

void ck_progress_start(struct ck_progress *p, const char *what, uint64_t total)
{
	p->what = what;
	p->total = total;
	p->done = 0;
	p->percent = total >= PROGRESS_FROM && isatty(STDERR_FILENO) ? 0 : -1;
}

void ck_progress_add(struct ck_progress *p, uint64_t bytes)
{
	uint64_t done = atomic_fetch_add(&p->done, bytes) + bytes;
	int shown = p->percent, now = (int)((double)done / (double)p->total * 100);
	if (shown >= 0 && now > shown && atomic_compare_exchange_strong(&p->percent, &shown, now))
		fprintf(stderr, "\r%s: %s %3d %%", ck_program(), p->what, now);
}

void ck_progress_end(struct ck_progress *p)
{
	if (p->percent >= 0)
		fputs("\r\033[K", stderr);
}

/* LD_PRELOAD: makes the n-th call of one function fail, or be where a signal arrives.
 *
 *   CK_FAULT=pwrite:3       the third pwrite fails, and every one after it
 *   CK_FAULT_SIGNAL=15      instead of failing, it sends the process this signal once
 *   CK_FAULT_MARK=FILE      made when it happens
 *
 * Functions: the ones below. What libc calls inside itself is not seen: standard streams fail by fflush and fclose here,
 * and byte by byte under a file size limit (fault.sh). */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static const char *wanted;
static size_t wanted_length;
static int wanted_call, wanted_signal;
static const char *mark;
static _Atomic int calls;

__attribute__((constructor)) static void init(void)
{
	const char *s = getenv("CK_FAULT"), *colon = s ? strchr(s, ':') : NULL, *sig = getenv("CK_FAULT_SIGNAL");
	if (!colon)
		return;
	wanted_length = (size_t)(colon - s);
	wanted_call = atoi(colon + 1);
	wanted_signal = sig ? atoi(sig) : 0;
	mark = getenv("CK_FAULT_MARK");
	wanted = s;
}

/* Counts a call; true: it must fail. */
static int fault(const char *name, int error)
{
	if (!wanted || strncmp(wanted, name, wanted_length) || name[wanted_length])
		return 0;
	int n = ++calls;
	if (n < wanted_call)
		return 0;
	if (mark && n == wanted_call) {
		long fd = syscall(SYS_openat, AT_FDCWD, mark, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
		if (fd >= 0)
			syscall(SYS_close, fd);
	}
	if (wanted_signal) {
		if (n == wanted_call)
			kill(getpid(), wanted_signal);
		return 0;
	}
	errno = error;
	return 1;
}

#define REAL(type, name, params) \
	static type (*real) params; \
	if (!real) \
		*(void **)&real = dlsym(RTLD_NEXT, name)

#define WRAP(type, name, params, args, failed, error) \
	type name params; \
	type name params \
	{ \
		REAL(type, #name, params); \
		return fault(#name, error) ? failed : real args; \
	}

/* The same under the name it has with 64-bit offsets. */
#define WRAP64(type, name, params, args, failed, error) \
	WRAP(type, name, params, args, failed, error) \
	type name##64 params; \
	type name##64 params \
	{ \
		REAL(type, #name "64", params); \
		return fault(#name, error) ? failed : real args; \
	}

WRAP(ssize_t, read, (int fd, void *p, size_t n), (fd, p, n), -1, EIO)
WRAP(ssize_t, write, (int fd, const void *p, size_t n), (fd, p, n), -1, ENOSPC)
WRAP64(ssize_t, pread, (int fd, void *p, size_t n, off_t at), (fd, p, n, at), -1, EIO)
WRAP64(ssize_t, pwrite, (int fd, const void *p, size_t n, off_t at), (fd, p, n, at), -1, ENOSPC)
WRAP64(int, ftruncate, (int fd, off_t size), (fd, size), -1, ENOSPC)
WRAP64(void *, mmap, (void *p, size_t n, int prot, int flags, int fd, off_t at), (p, n, prot, flags, fd, at), MAP_FAILED, ENOMEM)
WRAP64(FILE *, fopen, (const char *path, const char *mode), (path, mode), NULL, EMFILE)
WRAP(FILE *, fdopen, (int fd, const char *mode), (fd, mode), NULL, ENOMEM)
WRAP64(int, mkstemp, (char *template), (template), -1, EACCES)
WRAP(int, rename, (const char *from, const char *to), (from, to), -1, EXDEV)
WRAP(int, fstat, (int fd, struct stat *st), (fd, st), -1, EIO)
WRAP(int, fflush, (FILE *f), (f), EOF, ENOSPC)
WRAP(void *, dlopen, (const char *path, int mode), (path, mode), NULL, ENOMEM)

int fclose(FILE *f);
int fclose(FILE *f)
{
	REAL(int, "fclose", (FILE *));
	int r = real(f);
	return fault("fclose", ENOSPC) ? EOF : r;
}

/* dlsym itself allocates, so that these go to glibc by its own names. */
extern void *__libc_malloc(size_t n);
extern void *__libc_calloc(size_t n, size_t size);
extern void *__libc_realloc(void *p, size_t n);

void *malloc(size_t n)
{
	return fault("malloc", ENOMEM) ? NULL : __libc_malloc(n);
}

void *calloc(size_t n, size_t size)
{
	return fault("calloc", ENOMEM) ? NULL : __libc_calloc(n, size);
}

void *realloc(void *p, size_t n)
{
	return fault("realloc", ENOMEM) ? NULL : __libc_realloc(p, n);
}

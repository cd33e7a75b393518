#include "outfile.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "diag.h"

/* What is open, so that an exit or a signal on the way leaves nothing behind. doomed is what the signal handler
 * reads: temporary files by name. */
enum { OPEN_MAX_FILES = 4 };
static struct ck_outfile *open_files[OPEN_MAX_FILES];
static char *volatile doomed[OPEN_MAX_FILES];

static const int deadly[] = { SIGHUP, SIGINT, SIGPIPE, SIGTERM, SIGXCPU, SIGXFSZ };
enum { DEADLY = sizeof deadly / sizeof *deadly };

static void abandon_all(void)
{
	for (int i = 0; i < OPEN_MAX_FILES; i++)
		if (open_files[i])
			ck_out_abandon(open_files[i]);
}

void ck_out_unlink_all(void)
{
	for (int i = 0; i < OPEN_MAX_FILES; i++)
		if (doomed[i])
			unlink(doomed[i]);
}

/* The disposition is the default again: the signal takes effect when this returns. */
static void abandon_by_signal(int sig)
{
	int e = errno;
	ck_out_unlink_all();
	raise(sig);
	errno = e;
}

/* A signal that the caller ignores stays ignored, and one that it handles is its own business. */
static void watch(void)
{
	struct sigaction old, act = { .sa_handler = abandon_by_signal, .sa_flags = SA_RESETHAND };
	sigemptyset(&act.sa_mask);
	for (int i = 0; i < DEADLY; i++)
		if (sigaction(deadly[i], NULL, &old) == 0 && !(old.sa_flags & SA_SIGINFO) && old.sa_handler == SIG_DFL)
			sigaction(deadly[i], &act, NULL);
	atexit(abandon_all);
}

static void block(sigset_t *old)
{
	sigset_t set;
	sigemptyset(&set);
	for (int i = 0; i < DEADLY; i++)
		sigaddset(&set, deadly[i]);
	pthread_sigmask(SIG_BLOCK, &set, old);
}

/* mkstemp, and nothing that ends the process later leaves the file. */
static int make_temporary(struct ck_outfile *o)
{
	static bool watching;
	if (!watching)
		watch();
	watching = true;
	int slot = 0;
	while (slot < OPEN_MAX_FILES && open_files[slot])
		slot++;
	if (slot == OPEN_MAX_FILES)
		ck_die("more than %d output files open", OPEN_MAX_FILES);
	sigset_t old;
	block(&old);
	int fd = mkstemp(o->temporary);
	if (fd >= 0) {
		open_files[slot] = o;
		doomed[slot] = o->temporary;
	}
	int e = errno;
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	errno = e;
	return fd;
}

static void forget(struct ck_outfile *o)
{
	for (int i = 0; i < OPEN_MAX_FILES; i++)
		if (open_files[i] == o) {
			doomed[i] = NULL;
			open_files[i] = NULL;
		}
	free(o->temporary);
	o->temporary = NULL;
	o->f = NULL;
}

bool ck_out_open(struct ck_outfile *o, const char *path)
{
	memset(o, 0, sizeof *o);
	if (!path || !strcmp(path, "-")) {
		o->f = stdout;
		return true;
	}
	struct stat st;
	if (stat(path, &st) == 0 && !S_ISREG(st.st_mode)) { /* a device or pipe is written in place */
		o->f = fopen(path, "wb");
		o->path = path;
		return o->f ? true : ck_error(path, "cannot open for writing: %s", strerror(errno));
	}
	size_t n = strlen(path) + 8;
	o->temporary = malloc(n);
	if (!o->temporary)
		ck_die("out of memory");
	snprintf(o->temporary, n, "%s.XXXXXX", path);
	int fd = make_temporary(o);
	if (fd >= 0) {
		mode_t mask = umask(0);
		umask(mask);
		fchmod(fd, 0666 & ~mask);
		o->f = fdopen(fd, "wb");
	}
	if (!o->f) {
		int e = errno;
		if (fd >= 0) {
			close(fd);
			unlink(o->temporary);
		}
		forget(o);
		return ck_error(path, "cannot open for writing: %s", strerror(e));
	}
	o->path = path;
	return true;
}

bool ck_out_close(struct ck_outfile *o)
{
	if (!o->f)
		return false;
	const char *name = o->path ? o->path : "standard output";
	errno = 0;
	bool ok = fflush(o->f) == 0 && !ferror(o->f);
	int e = errno;
	if (o->f != stdout && fclose(o->f) != 0 && ok) {
		ok = false;
		e = errno;
	}
	o->f = NULL;
	if (!ok)
		ck_error(name, "cannot write: %s", e ? strerror(e) : "earlier write failed");
	if (ok && o->temporary && rename(o->temporary, o->path) != 0)
		ok = ck_error(name, "cannot rename '%s' into place: %s", o->temporary, strerror(errno));
	if (!ok && o->temporary)
		unlink(o->temporary);
	forget(o);
	return ok;
}

void ck_out_abandon(struct ck_outfile *o)
{
	if (o->f && o->f != stdout)
		fclose(o->f);
	if (o->temporary)
		unlink(o->temporary);
	forget(o);
}

bool ck_out_end(struct ck_outfile *o, bool ok)
{
	if (ok)
		return ck_out_close(o);
	ck_out_abandon(o);
	return false;
}

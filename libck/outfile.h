/* Output that is either whole or absent: a temporary file beside the target, renamed on success. None is left when
 * the process exits, or ends by a signal that can be caught. */
#ifndef CK_OUTFILE_H
#define CK_OUTFILE_H

#include <stdbool.h>
#include <stdio.h>

struct ck_outfile {
	FILE *f;
	const char *path; /* NULL: standard output */
	char *temporary;
};

/* Opens path, or standard output when path is NULL or "-". False after a diagnostic. */
bool ck_out_open(struct ck_outfile *o, const char *path);

/* Flushes, checks every earlier write, closes and renames. False after a diagnostic; then no file is left. */
bool ck_out_close(struct ck_outfile *o);

/* Removes every temporary file. Safe in a signal handler; the process must end then. */
void ck_out_unlink_all(void);

/* Closes what ok says is whole, abandons the rest. False unless all of it is in place. */
bool ck_out_end(struct ck_outfile *o, bool ok);

/* Gives up: removes the temporary file. Harmless after close. */
void ck_out_abandon(struct ck_outfile *o);

#endif

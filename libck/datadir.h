/* Where the static data is: templates and patterns. */
#ifndef CK_DATADIR_H
#define CK_DATADIR_H

#include "arena.h"
#include "schema.h"

/* The folder asked for, if not NULL; else $CK_DATADIR/sub; else sub where the running program was installed, or in the source
 * tree that it was built in; else sub where this build is to be installed. */
const char *ck_datadir(const char *asked, const char *sub, struct ck_arena *a);

/* Names of the files in a folder that end in suffix, sorted. False after a diagnostic. */
bool ck_files_in(const char *folder, const char *suffix, struct ck_strs *out, struct ck_arena *a);

#endif

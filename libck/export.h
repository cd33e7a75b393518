/* A bump of either flavour back to the GGUF it came from, byte for byte. */
#ifndef CK_EXPORT_H
#define CK_EXPORT_H

#include "bump.h"
#include "outfile.h"

/* Writes o front to back, so that it may be a pipe; every byte read is held against its checksum.
 * False after a diagnostic. */
bool ck_export(struct ck_outfile *o, const struct ck_bump *b, struct ck_arena *a);

#endif

/* A model's GGUF files to weights.bump and its manifest, in one pass over the data. */
#ifndef CK_IMPORT_H
#define CK_IMPORT_H

#include "bump.h"
#include "outfile.h"

/* Copies open GGUF files into o; x receives what ck_bump_index would read back: one entry per tensor, in file
 * order. Reads what it needs once, in parallel over tensors. False after a diagnostic. */
bool ck_import(struct ck_outfile *o, const struct ck_gguf_set *s, struct ck_bump_index *x, struct ck_arena *a);

#endif

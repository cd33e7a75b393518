/* The manifest: the facts of a model's GGUF files, and where weights.bump has its tensors. */
#ifndef CK_MANIFEST_H
#define CK_MANIFEST_H

#include "bump.h"
#include "schema.h"

enum { CK_MANIFEST_ARRAY = 64 }; /* longest array whose elements it lists */

/* x is the index of the weights.bump made from s. Text that is not UTF-8 without NUL has no value in the
 * manifest: like long arrays it is in the bump's head only. False after a diagnostic. */
bool ck_manifest(struct ck_artifact *art, const struct ck_gguf_set *s, const struct ck_bump_index *x, struct ck_arena *a);

#endif

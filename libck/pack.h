/* weights.bump and a layout to model.bump: every weight where and how the layout says. */
#ifndef CK_PACK_H
#define CK_PACK_H

#include "artifact.h"
#include "bump.h"
#include "outfile.h"

/* doc: a verified layout. Requires that b is the weights.bump of its tensors: names, types, shapes, offsets,
 * sizes, and checksums as the data is read. Each tensor is read once, in parallel over tensors; rows that no
 * weight uses are kept as stored. False after a diagnostic. */
bool ck_pack(struct ck_outfile *o, const struct ck_doc *doc, const struct ck_bump *b, struct ck_arena *a);

#endif

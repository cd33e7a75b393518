/* Blocks of ir1 as one program. */
#ifndef CK_UNROLL_H
#define CK_UNROLL_H

#include "arena.h"
#include "schema.h"

/* Adds the inputs, then a section for the header, for each layer and for the footer, with the values they make. Ids of a
 * layer get its prefix. The artifact was verified. */
void ck_unroll(const struct ck_artifact *art, struct ck_program *p, struct ck_arena *a);

#endif

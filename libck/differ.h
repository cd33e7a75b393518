/* What changed between two artifacts of one stage, in words. */
#ifndef CK_DIFFER_H
#define CK_DIFFER_H

#include "artifact.h"

/* One line for each difference: the path in words, then what was and what is. Returns how many. */
int ck_differ(FILE *f, const struct ck_doc *before, const struct ck_doc *after, struct ck_arena *a);

#endif

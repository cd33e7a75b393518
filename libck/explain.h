/* One op followed through all artifacts of a built model: the promise of the project in one command. */
#ifndef CK_EXPLAIN_H
#define CK_EXPLAIN_H

#include <stdbool.h>
#include <stdio.h>

#include "arena.h"

/* Prints what each stage says of the op, from template line to C. folder holds the artifacts; program NULL: all
 * that have it. False after a diagnostic. */
bool ck_explain(FILE *f, const char *folder, const char *op, const char *program, struct ck_arena *a);

#endif

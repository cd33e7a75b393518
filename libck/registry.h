/* Look-ups in the linked kernel registry (kernels/kernel.h). */
#ifndef CK_REGISTRY_H
#define CK_REGISTRY_H

#include <stdbool.h>

#include "kernel.h"

const struct ck_kernel *ck_kernel_named(const char *symbol);                      /* NULL: no such kernel */
const struct ck_packing *ck_packing_named(const char *dtype, const char *name);   /* NULL: no such packing */

/* The CPU features of an isa.def line; NULL: no such ISA. rank: its place in the file, the later is preferred. */
const char *ck_isa_features(const char *isa, int *rank);

/* The value of key in "key=value key=value"; empty if absent. Returns its length, *value where it starts. */
int ck_key_value(const char *text, const char *key, const char **value);

#endif

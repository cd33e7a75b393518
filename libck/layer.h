/* Prefix of the ids that belong to one layer. */
#ifndef CK_LAYER_H
#define CK_LAYER_H

#include <stdint.h>

#include "arena.h"

/* "L07." of fewer than 100 layers, else "L007.". */
static inline const char *ck_layer_prefix(int64_t layer, int64_t layers, struct ck_arena *a)
{
	return ck_printf(a, layers < 100 ? "L%02lld." : "L%03lld.", (long long)layer);
}

#endif

/* Sizes of dimensions: numbers, or multiples of one symbol that has no value yet (T, 64*T). */
#ifndef CK_EXTENT_H
#define CK_EXTENT_H

#include <stdbool.h>
#include <stdint.h>

#include "arena.h"
#include "expr.h"
#include "schema.h"

struct ck_extent {
	int64_t fixed;   /* at least 1 */
	const char *dyn; /* times this symbol; NULL: a number */
};

/* An entry of a shape ("T", "H*D", "2", "D / 2") over a table of dimensions: those with a value are numbers. */
bool ck_extent_parse(const char *text, const struct ck_dim_list *dims, struct ck_extent *out, struct ck_expr_error *err);

/* False: the product overflows or has two symbols. */
bool ck_extent_mul(struct ck_extent a, struct ck_extent b, struct ck_extent *out);
bool ck_extent_equal(struct ck_extent a, struct ck_extent b);

/* "64", "T" or "T*64". */
const char *ck_extent_print(struct ck_extent e, struct ck_arena *a);

/* The value of an extent where its symbol is at most bound; -1: it overflows. */
int64_t ck_extent_at(struct ck_extent e, int64_t bound);

/* Scope of expressions over a dimension table: a struct ck_dim_list is the user. */
bool ck_dims_lookup(void *dims, const char *name, size_t n, struct ck_term *out);

#endif

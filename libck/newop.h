/* Ops and values that passes make. */
#ifndef CK_NEWOP_H
#define CK_NEWOP_H

#include "arena.h"
#include "schema.h"

/* An op without operands. backward: the forward op it is the gradient of, or "". */
static inline struct ck_op ck_new_op(const char *id, const char *kind, const char *backward, const char *loc)
{
	return (struct ck_op){ .id = id, .op = kind, .pattern = "", .backward = backward, .kernel = "", .axis = "", .reduce = "",
		.loc = loc };
}

/* A value of one dimension. io: input, output or "". */
static inline struct ck_value ck_new_value(const char *id, const char *dtype, const char *dim, const char *io, struct ck_arena *a)
{
	struct ck_value v = { .id = id, .dtype = dtype, .io = io, .below = "", .observe = "" };
	CK_PUSH(a, &v.shape, dim);
	return v;
}

#endif

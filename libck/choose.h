/* Which kernels can do an op. */
#ifndef CK_CHOOSE_H
#define CK_CHOOSE_H

#include "graph.h"
#include "kernel.h"

/* What a choice depends on. */
struct ck_want {
	const char *features;  /* of the target */
	const char *mode;      /* program */
	bool fast;             /* fast kernels allowed, and preferred */
};

/* Whether a program may have k. eval is the forward pass of train: what train may have, it may. */
bool ck_kernel_serves(const struct ck_kernel *k, const char *program);

/* Whether k may be in a program for the target, whatever op it is for. */
bool ck_kernel_allowed(const struct ck_kernel *k, const struct ck_want *want);

/* Whether k can do op. Operand types other than input values must match; an F32 input may be quantized for it. */
bool ck_kernel_fits(const struct ck_kernel *k, const struct ck_graph *g, const struct ck_op *op,
	const struct ck_op_binding *b, const struct ck_want *want);

/* Whether k's `where` holds for an op. */
bool ck_kernel_where(const struct ck_kernel *k, const struct ck_graph *g, const struct ck_op *op, const struct ck_op_binding *b);

/* Order among kernels that fit: the higher is preferred. */
int ck_kernel_score(const struct ck_kernel *k, const struct ck_want *want);

/* The dtype a kernel wants for an operand (its contract's, or its own), and the packing for a weight. Copied to the arena. */
const char *ck_kernel_dtype(const struct ck_kernel *k, const struct ck_operand *o, struct ck_arena *a);
const char *ck_kernel_packing(const struct ck_kernel *k, const struct ck_operand *o, struct ck_arena *a);

/* Scope of a kernel's expressions: the op's dimensions and attributes. */
struct ck_op_scope {
	const struct ck_op_binding *binding;
	const struct ck_op *op;
	const struct ck_program *program;  /* if set, call dimensions are their bounds */
};
bool ck_op_scope_lookup(void *scope, const char *name, size_t n, struct ck_term *out);

/* Bytes of scratch a thread needs for an op, at the program's bounds. False, with *e set, if it has no value. */
bool ck_kernel_scratch(const struct ck_kernel *k, const struct ck_graph *g, const struct ck_op *op, int64_t *bytes,
	struct ck_expr_error *e, struct ck_arena *a);

/* Items of an op's axis. False, with *e set, if they are no multiple of at most one call dimension. */
bool ck_op_axis(const struct ck_op *op, const struct ck_op_binding *b, struct ck_extent *items, struct ck_expr_error *e);

#endif

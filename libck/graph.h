/* A program as passes see it: names resolved, ops in one sequence, shapes bound. */
#ifndef CK_GRAPH_H
#define CK_GRAPH_H

#include "names.h"
#include "ops.h"

struct ck_graph {
	struct ck_artifact *art;
	struct ck_program *program;
	struct ck_names value, weight, state;  /* indices into the tables */
	struct ck_op **op;                     /* of all sections, in order */
	int nops;
	struct ck_dim_list dims;               /* the artifact's; call dimensions have no value */
};

/* Of a verified artifact. The graph refers to its memory: rebuild it after changing a list. */
void ck_graph_init(struct ck_graph *g, struct ck_artifact *art, struct ck_program *p, struct ck_arena *a);

/* The types of an op's operands, in the order of its kind; out must hold CK_OP_OPERANDS. Unknown names have no dtype. */
void ck_graph_operands(const struct ck_graph *g, const struct ck_op *op, const struct ck_op_kind *k, struct ck_tensor_type *out);

/* Binds a verified op. */
void ck_graph_bind(const struct ck_graph *g, const struct ck_op *op, struct ck_op_binding *b, struct ck_arena *a);

/* The name an op gives an operand ("" if left out). */
const char *ck_op_operand_name(const struct ck_op *op, const struct ck_op_kind *k, int operand);

/* The bound of a call dimension in a program; 0: has none. */
int64_t ck_bound(const struct ck_program *p, const char *dim);

/* Elements and bytes at the program's bounds; -1: overflow. */
int64_t ck_shape_elements(const struct ck_graph *g, const struct ck_strs *shape);
int64_t ck_shape_bytes(const struct ck_graph *g, const char *dtype, const struct ck_strs *shape);

#endif

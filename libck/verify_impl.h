/* Shared by the parts of the verifier. */
#ifndef CK_VERIFY_IMPL_H
#define CK_VERIFY_IMPL_H

#include "artifact.h"
#include "graph.h"

struct ck_verifier {
	const struct ck_doc *doc;
	struct ck_artifact *art;
	enum ck_stage stage;
	struct ck_arena *a;
	struct ck_names tensor;
};

/* A diagnostic at a JSON pointer. Always false. */
#define CK_FAULT(v, pointer, ...) ck_doc_error((v)->doc, (pointer), __VA_ARGS__)

/* Shape, dtype and marks of a list of values. */
bool ck_verify_values(struct ck_verifier *v, const struct ck_value_list *values, const char *pointer);

/* What programs, or the blocks of ir1, say. */
bool ck_verify_programs(struct ck_verifier *v);
bool ck_verify_blocks(struct ck_verifier *v);

/* One op of a program or unrolled block: references, order of definition, shapes, attributes, decisions. defined has one
 * entry per value of the graph. */
bool ck_verify_op(struct ck_verifier *v, const struct ck_graph *g, const struct ck_op *op, bool *defined, const char *pointer);

#endif

/* The passes: each turns an artifact into the next stage, in place. All require a verified artifact,
 * leave one that verifies, and return false after a diagnostic. */
#ifndef CK_PASSES_H
#define CK_PASSES_H

#include "artifact.h"

/* ir1 -> ir2: binds target, numerics, KV type, context, chunk and slots; unrolls layers into programs; applies
 * fusion patterns. Keeps what is computed. */
struct ck_fuse_options {
	const char *target, *numerics, *kv;   /* names; NULL: native, fast, by numerics */
	int64_t ctx, chunk, slots;            /* 0: the model's own context, 512, 1 */
	int64_t verify;                       /* rows of a program that gives logits of each; 0: there is none */
	const char *fuse;                     /* none, or a comma list of patterns; NULL: all */
	const char *patterns;                 /* folder of patterns; NULL: as installed */
};
bool ck_pass_fuse(struct ck_doc *doc, const struct ck_fuse_options *o, struct ck_arena *a);

/* ir1 -> ir2, for training: binds the machine and the size of a micro-batch; makes the programs train, eval and update from
 * gradient rules. No op is fused but by patterns that name train. */
struct ck_grad_options {
	const char *target;                   /* NULL: native */
	const char *patterns, *rules;         /* folders; NULL: as installed */
	int64_t batch, seq;                   /* sequences, and rows of each, of a micro-batch */
	const char *optimizer;                /* adamw or sgd; NULL: adamw */
	double decay;                         /* of matrices */
	double beta1, beta2, eps;             /* of AdamW */
	double momentum;                      /* of SGD; 0: it has none */
};
bool ck_pass_grad(struct ck_doc *doc, const struct ck_grad_options *o, struct ck_arena *a);

/* ir2 -> lowered: a kernel for each op, a packing for each weight; adds the quantize ops that kernels want. */
bool ck_pass_lower(struct ck_doc *doc, struct ck_arena *a);

/* lowered -> plan: axis, grain, order of reductions, scratch and barriers. Keeps the ops. */
bool ck_pass_plan(struct ck_doc *doc, struct ck_arena *a);

/* plan -> layout: arena, offset and size of every weight, state and value. debug: canaries between all, and
 * nothing shares memory. */
bool ck_pass_layout(struct ck_doc *doc, bool debug, struct ck_arena *a);

/* Proves from a layout alone that no two live buffers overlap, all lie in their arenas, aligned, and that no
 * canary lies in a buffer. */
bool ck_audit(const struct ck_doc *doc, struct ck_arena *a);

/* layout -> C. prefix: of its symbol; NULL: the architecture. */
void ck_codegen(FILE *f, const struct ck_doc *doc, const char *prefix, struct ck_arena *a);

#endif

/* Shared by the parts of pass_ir1: a template being bound to a model. */
#ifndef CK_IR1_BIND_H
#define CK_IR1_BIND_H

#include "artifact.h"
#include "expr.h"
#include "names.h"
#include "template.h"

/* A dimension or fact; made when first asked for. */
struct ck_ir1_entry {
	const struct ck_tfact *fact;
	bool dim;
	enum { CK_ENTRY_NEW, CK_ENTRY_BUSY, CK_ENTRY_DONE } state;
	bool present;           /* has a value, or is a dimension bound later */
	struct ck_val val;
	const char *from;
};

struct ck_ir1 {
	const struct ck_template *t;
	struct ck_artifact *art;
	struct ck_arena *a;
	struct ck_names meta, tensor, entry_at;
	struct ck_ir1_entry *entry;   /* the template's dimensions, then its facts */
	size_t nentries;
	int64_t *used;                /* rows of each tensor that weights use */
	int64_t layers;
	int64_t layer;                /* being bound; -1: none */
	bool in_layer;                /* expressions see the layer as i */
	const struct ck_tblock *block; /* whose weights expressions see besides the global ones; may be NULL */
	int depth;                    /* of entries that need each other */
	bool failed;                  /* a diagnostic was given inside an expression */
};

/* Tables of what the model has, and of the template's entries. */
bool ck_ir1_init(struct ck_ir1 *b, const struct ck_template *t, struct ck_artifact *art, struct ck_arena *a);

/* The value of an expression of the template. False after a diagnostic. */
bool ck_ir1_eval(struct ck_ir1 *b, const struct ck_text *e, struct ck_term *out);
bool ck_ir1_bool(struct ck_ir1 *b, const struct ck_text *e, bool *out);
bool ck_ir1_int(struct ck_ir1 *b, const struct ck_text *e, int64_t lo, int64_t hi, int64_t *out);

/* A name with its {}s replaced; NULL after a diagnostic. */
const char *ck_ir1_expand(struct ck_ir1 *b, const struct ck_text *name);

struct ck_val ck_term_val(const struct ck_term *t, struct ck_arena *a);

/* "llama.yaml:12" */
const char *ck_ir1_loc(const struct ck_ir1 *b, const struct ck_text *at);

/* Fills art->dims and art->contract, and checks what the template requires. */
bool ck_ir1_facts(struct ck_ir1 *b);

/* The stored tensor of a weight, -1 if the model lacks it, -2 after a diagnostic. */
int ck_ir1_tensor(struct ck_ir1 *b, const struct ck_tweight *w);

/* A weight of the block being bound, or a global one; NULL: the template has no such weight. */
const struct ck_tweight *ck_ir1_weight(const struct ck_ir1 *b, const char *name, size_t n, bool *global);

/* Fills art->weights and art->states. block_of has the block of each layer. */
bool ck_ir1_weights(struct ck_ir1 *b, const struct ck_tblock *const *block_of);

/* Warns of, or if strict rejects, tensors and rows that no weight uses. */
bool ck_ir1_unused(struct ck_ir1 *b, const char *path, bool strict);

/* Fills art->inputs and art->blocks. */
bool ck_ir1_graph(struct ck_ir1 *b, const struct ck_tblock *const *block_of);

#endif

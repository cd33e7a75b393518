/* Gradient rules: data files that say which ops give the gradients of an op's operands (templates/gradients, format in
 * ck.gradient(5)). */
#ifndef CK_GRADIENT_H
#define CK_GRADIENT_H

#include "ops.h"

enum { CK_GRADIENT_STEPS = 8 };

/* Where a step has an operand from. */
struct ck_gradient_ref {
	enum ck_gradient_from {
		CK_FROM_GRADIENT, /* gradient of an output */
		CK_FROM_OPERAND,  /* operand of the op itself: a value it read or made, a weight */
		CK_FROM_STEP      /* an earlier step with `as` */
	} from;
	int at;                   /* operand of the op's kind, or step */
};
struct ck_gradient_refs { struct ck_gradient_ref *v; size_t n; };

struct ck_gradient_step {
	const char *as;             /* a value had again for later steps; "": the step gives gradients */
	const struct ck_op_kind *op; /* NULL: in[0], a gradient, passes through */
	struct ck_gradient_refs in, w;
	struct ck_ints out;         /* operands of the op's kind whose gradients these are */
	struct ck_attrs attr;       /* values: names of the op's attributes */
};

struct ck_gradient {
	const struct ck_op_kind *op;
	struct ck_gradient_step step[CK_GRADIENT_STEPS];
	int nsteps;
};
struct ck_gradient_list { struct ck_gradient *v; size_t n; };

/* Every rule says of every operand that is no integer how its gradient is made, or that it has none. False after a
 * diagnostic. */
bool ck_gradient_read(struct ck_gradient *g, const char *path, struct ck_arena *a);

/* All of a folder. False after a diagnostic. */
bool ck_gradients_read(struct ck_gradient_list *list, const char *folder, struct ck_arena *a);

/* NULL: no rule for this op. */
const struct ck_gradient *ck_gradient_of(const struct ck_gradient_list *list, const char *op);

#endif

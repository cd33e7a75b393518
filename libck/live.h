/* Lifetimes of a program's values, from its ops alone.
 *
 * Threads run freely between barriers, so time is counted in phases: the number of barriers passed. A
 * value lives from the phase that writes it to the last phase that reads it, both included; inputs from
 * the start, outputs to the end. */
#ifndef CK_LIVE_H
#define CK_LIVE_H

#include "graph.h"

struct ck_live {
	int first, last;              /* phases */
	int readers;                  /* ops of phase `last` that read it */
	const struct ck_op *writer;   /* NULL: an input */
	const struct ck_op *reader;   /* the last one; NULL: none */
};

/* One per value of the program, in its order. */
struct ck_live *ck_live_of(const struct ck_graph *g, struct ck_arena *a);

/* The arena a value belongs into: call, act or, of a replicated op, scratch. */
const char *ck_live_arena(const struct ck_value *v, const struct ck_live *l);

/* The value that op may write its only output over: its kind allows it, both have the same bytes, the value is nobody's
 * input or output, both or neither are a thread's own, and no other op reads it in the same phase or later. -1: none. */
int ck_live_inplace(const struct ck_graph *g, const struct ck_live *live, const struct ck_op *op);

/* Whether some op of some program writes a weight. */
bool ck_writes_weights(const struct ck_artifact *art);

/* The ops since the last barrier. */
struct ck_since { const struct ck_op **v; size_t n; };

/* Whether op must stand behind a barrier: it reads what one of them wrote, and not only the items that the same thread did
 * (parts.h). A state counts as written by every op that names it, since ops order their effects; a weight that an op
 * writes must also not be read meanwhile. What a replicated op made, a thread reads from its own memory. */
bool ck_since_waits(const struct ck_since *s, const struct ck_graph *g, const struct ck_op *op, struct ck_arena *a);

/* op is next, behind a barrier if it says so. */
void ck_since_add(struct ck_since *s, const struct ck_op *op, struct ck_arena *a);

#endif

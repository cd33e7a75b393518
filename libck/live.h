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

/* The value that op may write its only output over: its kind allows it, both have the same bytes, the
 * value is nobody's input or output, and no other op reads it in the same phase or later. -1: none. */
int ck_live_inplace(const struct ck_graph *g, const struct ck_live *live, const struct ck_op *op);

/* Whether some op of some program writes a weight. */
bool ck_writes_weights(const struct ck_artifact *art);

/* What was written since the last barrier. A state counts as written by every op that names it, since ops
 * order their effects; a weight that an op writes must also not be read meanwhile. */
struct ck_since { struct ck_names values, states, weights; };

/* Whether op reads any of it, or writes a weight that was read, and so must stand behind a barrier. */
bool ck_since_waits(const struct ck_since *s, const struct ck_op *op);

/* op is next, behind a barrier if it says so. */
void ck_since_add(struct ck_since *s, const struct ck_op *op, struct ck_arena *a);

#endif

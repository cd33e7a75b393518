/* Layout: every buffer gets an arena and a constant offset. Values whose lifetimes do not meet share memory:
 * buffers are placed largest first, each at the lowest offset where nothing alive at the same time lies. */
#include <stdlib.h>
#include <string.h>

#include "bump.h"
#include "ck_abi.h"
#include "diag.h"
#include "dtype.h"
#include "live.h"
#include "passes.h"
#include "registry.h"
#include "state.h"

enum { ALIGN = 64, SCRATCH_ALIGN = 4096 };

/* No arena is larger, so that sums of a few sizes and offsets do not overflow. */
#define LARGEST ((int64_t)1 << 56)

struct layout {
	struct ck_artifact *art;
	struct ck_arena *a;
	bool debug;
};

/* One piece of an arena: a value, or several that an in-place chain makes one. */
struct buffer {
	int64_t size, offset;
	int first, last;
	size_t order;      /* of definition */
	bool placed;
};
struct buffers { struct buffer *v; size_t n; };

/* Moves *at behind size bytes; false: too far. */
static bool grow(int64_t *at, int64_t size, int64_t align)
{
	if (size > LARGEST || *at > LARGEST - size)
		return false;
	*at = (*at + size + align - 1) & ~(align - 1);
	return true;
}

static bool too_large(const char *what)
{
	return ck_error(NULL, "layout: %s larger than 2^56 bytes", what);
}

static int64_t most(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

static void guard(const struct layout *l, const char *arena, const char *program, int64_t *at, const char *after)
{
	if (!l->debug)
		return;
	CK_PUSH(l->a, &l->art->canaries, (struct ck_canary){ arena, program, *at, after });
	*at += CK_CANARY_BYTES;
}

/* Weights in the order the first program reads them, so that a decode step is one stream. Weights that are the same rows of
 * the same tensor, packed alike, are the same bytes. */
static bool lay_weights(const struct layout *l, int64_t *end)
{
	struct ck_weight_list *w = &l->art->weights;
	bool *done = ck_allocn(l->a, w->n, sizeof *done);
	size_t *order = ck_allocn(l->a, w->n, sizeof *order), n = 0;
	for (size_t p = l->art->programs.n; p-- > 0;) { /* the last is decode, or verify */
		struct ck_graph g;
		ck_graph_init(&g, l->art, &l->art->programs.v[p], l->a);
		for (int i = 0; i < g.nops; i++)
			for (size_t j = 0; j < g.op[i]->w.n; j++) {
				int at = ck_names_get(&g.weight, g.op[i]->w.v[j]);
				if (at >= 0 && !done[at]) {
					done[at] = true;
					order[n++] = (size_t)at;
				}
			}
	}
	for (size_t i = 0; i < w->n; i++)
		if (!done[i])
			order[n++] = i;
	struct ck_names placed = { 0 };
	*end = CK_BUMP_DATA_OFFSET;
	for (size_t i = 0; i < n; i++) {
		struct ck_weight *x = &w->v[order[i]];
		const struct ck_dtype *t = ck_dtype_named(x->dtype);
		struct ck_graph g = { .art = l->art, .program = l->art->programs.v, .dims = l->art->dims };
		int64_t elements = ck_shape_elements(&g, &x->shape);
		int64_t rows = ck_shape_elements(&g, &(struct ck_strs){ x->shape.v, 1 });
		if (!strcmp(x->packing, "rows"))
			x->size = ck_dtype_size(t, elements);
		else
			x->size = ck_packing_named(x->dtype, x->packing)->size(rows, elements / rows);
		const char *what = ck_printf(l->a, "%s:%lld:%lld:%s", x->tensor, (long long)x->row, (long long)x->size, x->packing);
		int same = *x->tensor ? ck_names_get(&placed, what) : -1;
		if (same >= 0 && ck_writes_weights(l->art))
			return ck_error(x->loc, "%s shares its rows with %s, and weights are written", x->id, w->v[same].id);
		if (same >= 0) {
			x->offset = w->v[same].offset;
			continue;
		}
		ck_names_put(&placed, what, (int)order[i], l->a);
		x->offset = *end;
		if (x->size < 0 || !grow(end, x->size, ALIGN))
			return too_large("weights are");
	}
	return true;
}

/* Each kind's states in its arena. Every layout has the first arena, the others if a state lies in them. */
static bool lay_states(const struct layout *l, const char *arena, bool always)
{
	int64_t end = 0;
	bool any = always;
	for (size_t i = 0; i < l->art->states.n; i++)
		any |= !strcmp(ck_state_arena(l->art->states.v[i].kind), arena);
	if (!any)
		return true;
	guard(l, arena, "", &end, "");
	for (size_t i = 0; i < l->art->states.n; i++) {
		struct ck_state *s = &l->art->states.v[i];
		struct ck_graph g = { .art = l->art, .program = l->art->programs.v, .dims = l->art->dims };
		if (strcmp(ck_state_arena(s->kind), arena))
			continue;
		s->size = ck_shape_bytes(&g, s->dtype, &s->shape);
		s->offset = end;
		if (s->size < 0 || !grow(&end, s->size, ALIGN))
			return too_large("states are");
		guard(l, arena, "", &end, s->id);
	}
	CK_PUSH(l->a, &l->art->arenas, (struct ck_region){ arena, "rw", "session", "init", SCRATCH_ALIGN, end });
	return true;
}

static int by_size(const void *x, const void *y)
{
	const struct buffer *a = *(struct buffer *const *)x, *b = *(struct buffer *const *)y;
	if (a->size != b->size)
		return a->size < b->size ? 1 : -1;
	return a->order < b->order ? -1 : a->order > b->order;
}

static bool meet(const struct buffer *a, const struct buffer *b)
{
	return a->first <= b->last && b->first <= a->last;
}

/* The lowest offset at which b overlaps nothing placed that is alive with it. */
static void place(struct buffer *b, struct buffer *const *all, size_t n, int64_t spacing)
{
	bool moved = true;
	b->offset = spacing;
	while (moved) {
		moved = false;
		for (size_t i = 0; i < n; i++) {
			const struct buffer *o = all[i];
			if (!o->placed || (!spacing && !meet(o, b)))
				continue;
			if (b->offset < o->offset + o->size + spacing && o->offset < b->offset + b->size + spacing) {
				b->offset = o->offset + o->size + spacing;
				moved = true;
			}
		}
	}
	b->placed = true;
}

/* Sizes and lifetimes of all values. */
static bool size_values(const struct ck_graph *g, const struct ck_live *live)
{
	struct ck_program *p = g->program;
	p->total = 0;
	for (size_t i = 0; i < p->values.n; i++) {
		struct ck_value *v = &p->values.v[i];
		v->size = ck_shape_bytes(g, v->dtype, &v->shape);
		v->first = live[i].writer ? live[i].writer->id : "";
		v->last = live[i].reader && strcmp(v->io, "output") ? live[i].reader->id : "";
		v->arena = ck_live_arena(v, &live[i]);
		if (v->size < 0)
			return too_large(v->id);
		int64_t rounded = 0;
		if (!*v->io && (!grow(&rounded, v->size, ALIGN) || !grow(&p->total, rounded, ALIGN)))
			return too_large("activations are");
	}
	return true;
}

/* Places an arena's values from *end on, and moves it behind them. */
static void lay_values(const struct layout *l, const struct ck_graph *g, const struct ck_live *live, const char *arena, int64_t *end)
{
	struct ck_program *p = g->program;
	int *of = ck_allocn(l->a, p->values.n, sizeof *of);      /* value -> buffer, -1: not here */
	struct buffer *buf = ck_allocn(l->a, p->values.n, sizeof *buf);
	const int64_t start = *end, spacing = l->debug ? CK_CANARY_BYTES : 0;
	size_t n = 0;
	for (size_t i = 0; i < p->values.n; i++) {
		const struct ck_value *v = &p->values.v[i];
		of[i] = -1;
		if (strcmp(v->arena, arena))
			continue;
		const int over = live[i].writer ? ck_live_inplace(g, live, live[i].writer) : -1;
		if (over >= 0 && of[over] >= 0) {
			of[i] = of[over];
			buf[of[i]].last = live[i].last;
			continue;
		}
		int64_t rounded = 0;
		grow(&rounded, v->size, ALIGN);
		buf[n] = (struct buffer){ rounded, 0, live[i].first, live[i].last, n, false };
		of[i] = (int)n++;
	}
	if (!n)
		return;
	struct buffer **sorted = ck_allocn(l->a, n, sizeof *sorted);
	for (size_t i = 0; i < n; i++)
		sorted[i] = &buf[i];
	qsort(sorted, n, sizeof *sorted, by_size);
	for (size_t i = 0; i < n; i++) {
		place(sorted[i], sorted, i, spacing);
		const int64_t behind = start + sorted[i]->offset + sorted[i]->size + spacing;
		*end = behind > *end ? behind : *end;
	}
	if (l->debug)
		CK_PUSH(l->a, &l->art->canaries, (struct ck_canary){ arena, p->id, start, "" });
	for (size_t i = 0; i < p->values.n; i++) {
		struct ck_value *v = &p->values.v[i];
		if (of[i] < 0)
			continue;
		v->offset = start + buf[of[i]].offset;
		if (l->debug && buf[of[i]].placed)
			CK_PUSH(l->a, &l->art->canaries, (struct ck_canary){ arena, p->id, v->offset + buf[of[i]].size, v->id });
		buf[of[i]].placed = false; /* one canary for each buffer */
	}
}

static bool lay_call(const struct layout *l, struct ck_program *p)
{
	p->call = 0;
	guard(l, "call", p->id, &p->call, "");
	for (size_t i = 0; i < p->values.n; i++) {
		struct ck_value *v = &p->values.v[i];
		if (!*v->io)
			continue;
		v->offset = p->call;
		if (!grow(&p->call, v->size, ALIGN))
			return too_large("inputs and outputs are");
		guard(l, "call", p->id, &p->call, v->id);
	}
	return true;
}

/* A thread's scratch: what the neediest kernel asks for, then the values of replicated ops. */
static bool lay_scratch(const struct layout *l, const struct ck_graph *g, const struct ck_live *live)
{
	int64_t kernels = 0, rounded = 0;
	for (int i = 0; i < g->nops; i++)
		kernels = most(kernels, g->op[i]->scratch);
	g->program->scratch = 0;
	if (!grow(&g->program->scratch, kernels, ALIGN))
		return too_large("scratch is");
	lay_values(l, g, live, "scratch", &g->program->scratch);
	if (!grow(&rounded, g->program->scratch, SCRATCH_ALIGN))
		return too_large("scratch is");
	g->program->scratch = rounded;
	return true;
}

static bool lay_program(const struct layout *l, struct ck_program *p)
{
	struct ck_graph g;
	ck_graph_init(&g, l->art, p, l->a);
	const struct ck_live *live = ck_live_of(&g, l->a);
	if (!size_values(&g, live) || !lay_call(l, p))
		return false;
	p->act = 0;
	lay_values(l, &g, live, "act", &p->act);
	return lay_scratch(l, &g, live);
}

bool ck_pass_layout(struct ck_doc *doc, bool debug, struct ck_arena *a)
{
	struct ck_artifact *art = doc->artifact;
	struct layout l = { art, a, debug };
	int64_t weights, act = 0, call = 0, scratch = 0;
	const char *arena;
	art->debug = debug;
	if (!lay_weights(&l, &weights))
		return false;
	CK_PUSH(a, &art->arenas, (struct ck_region){ "weights", ck_writes_weights(art) ? "rw" : "ro", "model", "load",
		CK_BUMP_SECTION_ALIGN, weights });
	for (int i = 0; (arena = ck_state_arena_at(i)); i++)
		if (!lay_states(&l, arena, i == 0))
			return false;
	for (size_t i = 0; i < art->programs.n; i++) {
		struct ck_program *p = &art->programs.v[i];
		if (!lay_program(&l, p))
			return false;
		act = most(act, p->act);
		call = most(call, p->call);
		scratch = most(scratch, p->scratch);
	}
	CK_PUSH(a, &art->arenas, (struct ck_region){ "act", "rw", "step", "init", SCRATCH_ALIGN, act });
	CK_PUSH(a, &art->arenas, (struct ck_region){ "call", "rw", "step", "call", ALIGN, call });
	CK_PUSH(a, &art->arenas, (struct ck_region){ "scratch", "rw", "step", "init", SCRATCH_ALIGN, scratch });
	return true;
}

#include "bench.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "diag.h"
#include "registry.h"
#include "rng.h"

const char *const ck_bench_name[] = { [CK_BENCH_PREFILL] = "prefill", [CK_BENCH_DECODE] = "decode", [CK_BENCH_VERIFY] = "verify" };

/* Times of one program's ops, filled by the trace that its step calls. */
struct profile {
	uint64_t *ns;
	int64_t *calls;
	uint64_t last, wait;
};

/* A host's user is the session; the profile stands beside its host for as long as ops are traced. */
static struct profile *tracing;

static void on_trace(void *user, int rank, int op, int done)
{
	(void)user;
	if (rank)
		return;
	uint64_t now = ck_now_ns();
	if (done) {
		tracing->ns[op] += now - tracing->last;
		tracing->calls[op]++;
	} else {
		tracing->wait += now - tracing->last;
	}
	tracing->last = now;
}

struct run {
	struct ck_session *s;
	struct ck_bench_case *c;
	const struct ck_session_program *prefill, *timed; /* what fills a slot, and what is measured */
	struct ck_graph graph;  /* of timed */
	struct profile profile;
	struct ck_cost *cost;   /* of each op of timed, in one repeat */
	int32_t *id, *pos, *slot, *out;
	struct ck_arena *a;
};

enum mode { FILL, TIME, COUNT };

static int64_t least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static void count(struct run *r, const struct ck_work *w)
{
	for (int i = 0; i < r->graph.nops; i++) {
		struct ck_cost c = ck_op_cost(&r->graph, r->graph.op[i], w, r->a);
		r->cost[i].flop += c.flop;
		r->cost[i].bytes += c.bytes;
	}
}

/* rows of each of the slots first, first + 1, ..., at positions from on; logits of all rows, of the last of each slot, or of none. */
static bool step(struct run *r, const struct ck_session_program *p, int64_t first, const struct ck_work *w, bool trace)
{
	int64_t n = 0, nout = 0;
	for (int64_t slot = 0; slot < w->slots; slot++)
		for (int64_t i = 0; i < w->rows; i++, n++) {
			r->pos[n] = (int32_t)(w->from + i);
			r->slot[n] = (int32_t)(first + slot);
			if (w->outputs == w->slots * w->rows || (w->outputs && i == w->rows - 1))
				r->out[nout++] = (int32_t)n;
		}
	if (trace) {
		tracing = &r->profile;
		r->profile.last = ck_now_ns();
		r->s->host.trace = on_trace;
	}
	bool ok = ck_session_step(r->s, p, &(struct ck_rows){ r->id, r->pos, r->slot, r->out, n, nout });
	r->s->host.trace = NULL;
	return ok;
}

/* n rows of each of the slots, at most `most` of each in a step; logits of the last ones, or of every one. */
static bool feed(struct run *r, const struct ck_session_program *p, int64_t first, int64_t slots, int64_t from, int64_t n, int64_t most,
	bool every, enum mode mode)
{
	int64_t rows = least(most, p->max_rows / slots);
	every |= p->outputs < 0;
	if (every)
		rows = least(rows, p->max_outputs / slots);
	for (int64_t at = 0; at < n; at += rows) {
		struct ck_work w = { .slots = slots, .rows = least(rows, n - at), .from = from + at };
		w.outputs = every ? slots * w.rows : at + w.rows == n ? slots : 0;
		if (mode == COUNT)
			count(r, &w);
		else if (!step(r, p, first, &w, mode == TIME && r->c->ops))
			return false;
	}
	return true;
}

static bool timed(struct run *r, enum mode mode)
{
	const struct ck_bench_case *c = r->c;
	const int64_t most = c->program == CK_BENCH_DECODE ? 1 : c->program == CK_BENCH_VERIFY ? c->rows : INT64_MAX;
	return feed(r, r->timed, 0, c->slots, c->depth, c->tokens, most, c->program != CK_BENCH_PREFILL, mode);
}

static bool repeat(struct run *r, uint64_t *ns)
{
	const struct ck_bench_case *c = r->c;
	for (int64_t slot = 0; slot < c->slots; slot++)
		if (!feed(r, r->prefill, slot, 1, 0, c->depth, INT64_MAX, false, FILL))
			return false;
	uint64_t start = ck_now_ns();
	bool ok = timed(r, TIME);
	*ns = ck_now_ns() - start;
	return ok;
}

static int by_ns(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
	return (x > y) - (x < y);
}

static int slower(const void *a, const void *b)
{
	const struct ck_bench_op *x = a, *y = b;
	return x->ns != y->ns ? (x->ns < y->ns) - (x->ns > y->ns) : strcmp(x->id, y->id);
}

/* An id without the prefix of its layer (layer.h). */
static const char *kind_of(const char *id)
{
	const char *p = id;
	if (*p++ != 'L')
		return id;
	size_t digits = strspn(p, "0123456789");
	return digits >= 2 && p[digits] == '.' ? p + digits + 1 : id;
}

/* Ops of the same name and kernel in all layers are one line. */
static void collect(struct run *r)
{
	struct ck_bench_case *c = r->c;
	c->op.v = ck_allocn(r->a, (size_t)r->graph.nops, sizeof *c->op.v);
	for (int i = 0; i < r->graph.nops; i++) {
		const char *id = kind_of(r->graph.op[i]->id), *kernel = r->graph.op[i]->kernel;
		size_t at = 0;
		while (at < c->op.n && (strcmp(c->op.v[at].id, id) || strcmp(c->op.v[at].kernel, kernel)))
			at++;
		if (at == c->op.n)
			c->op.v[c->op.n++] = (struct ck_bench_op){ .id = id, .kernel = kernel,
				.unit = ck_kernel_unit(ck_kernel_named(kernel)) };
		struct ck_bench_op *o = &c->op.v[at];
		o->calls += r->profile.calls[i];
		o->ns += r->profile.ns[i];
		o->flop += r->cost[i].flop * c->repeats;
		o->bytes += r->cost[i].bytes * c->repeats;
	}
	qsort(c->op.v, c->op.n, sizeof *c->op.v, slower);
	c->wait_ns = r->profile.wait;
}

static bool fits(const struct ck_session *s, const struct ck_bench_case *c, const struct ck_session_program *p)
{
	if (c->slots > s->slots || c->slots > p->max_rows)
		return ck_error(s->doc.path, "%" PRId64 " sequences at once, the model was built for %" PRId64 " (make model SLOTS=%" PRId64 ")",
			c->slots, s->slots, c->slots);
	if (c->program == CK_BENCH_VERIFY && c->rows > p->max_rows)
		return ck_error(s->doc.path, "%" PRId64 " rows to verify, the model was built for %" PRId64 " (make model VERIFY=%" PRId64 ")",
			c->rows, p->max_rows, c->rows);
	if (c->tokens > s->context - c->depth)
		return ck_error(s->doc.path, "%" PRId64 " tokens from position %" PRId64 ", the model was built for %" PRId64
			" (make model CTX=%" PRId64 ")", c->tokens, c->depth, s->context, c->tokens + c->depth);
	return true;
}

bool ck_bench_run(struct ck_session *s, struct ck_bench_case *c, struct ck_arena *a)
{
	struct run r = { .s = s, .c = c, .a = a, .prefill = ck_session_program(s, "prefill"),
		.timed = ck_session_program(s, ck_bench_name[c->program]) };
	if (!r.prefill || !r.timed)
		return ck_error(s->doc.path, "no program '%s'%s", r.prefill ? ck_bench_name[c->program] : "prefill",
			c->program == CK_BENCH_VERIFY ? " (make model VERIFY=n)" : "");
	if (!fits(s, c, r.timed))
		return false;

	size_t rows = (size_t)(r.prefill->max_rows > r.timed->max_rows ? r.prefill->max_rows : r.timed->max_rows);
	struct ck_rng random;
	ck_rng_seed(&random, 1, 1);
	r.id = ck_allocn(a, rows, sizeof *r.id);
	r.pos = ck_allocn(a, rows, sizeof *r.pos);
	r.slot = ck_allocn(a, rows, sizeof *r.slot);
	r.out = ck_allocn(a, rows, sizeof *r.out);
	for (size_t i = 0; i < rows; i++)
		r.id[i] = (int32_t)(ck_rng_u32(&random) % (uint32_t)s->vocab);

	ck_graph_init(&r.graph, s->doc.artifact, (struct ck_program *)r.timed->layout, a);
	size_t nops = (size_t)r.graph.nops;
	r.cost = ck_allocn(a, nops, sizeof *r.cost);
	timed(&r, COUNT);
	for (size_t i = 0; i < nops; i++) {
		c->flop += r.cost[i].flop;
		c->bytes += r.cost[i].bytes;
	}

	c->ns = ck_allocn(a, (size_t)c->repeats, sizeof *c->ns);
	for (int i = -1; i < c->repeats; i++) {
		uint64_t ns;
		if (i <= 0) { /* the first is not counted */
			r.profile.ns = ck_allocn(a, nops, sizeof *r.profile.ns);
			r.profile.calls = ck_allocn(a, nops, sizeof *r.profile.calls);
			r.profile.wait = 0;
		}
		if (!repeat(&r, &ns))
			return false;
		if (i >= 0)
			c->ns[i] = ns;
	}
	qsort(c->ns, (size_t)c->repeats, sizeof *c->ns, by_ns);
	if (c->ops)
		collect(&r);
	return true;
}

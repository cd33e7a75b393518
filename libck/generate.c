#include "generate.h"

#include <inttypes.h>

#include "clock.h"
#include "diag.h"

const char *const ck_stop_name[] = { [CK_STOP_LIMIT] = "limit", [CK_STOP_END] = "end", [CK_STOP_CONTEXT] = "context",
	[CK_STOP_TEXT] = "text" };

struct feed { const struct ck_session_program *program; int32_t *pos, *slot, *row; };

static void feed_init(struct feed *f, const struct ck_session_program *p, struct ck_arena *a)
{
	size_t n = (size_t)p->max_rows;
	f->program = p;
	f->pos = ck_allocn(a, n, sizeof *f->pos);
	f->slot = ck_allocn(a, n, sizeof *f->slot);
	f->row = ck_allocn(a, n, sizeof *f->row);
}

/* n ids at positions pos..; logits of all of them, of the last one, or of none. */
static const float *step(struct ck_generate *g, struct feed *f, const int32_t *id, int64_t pos, int64_t n, int64_t nout)
{
	for (int64_t i = 0; i < n; i++)
		f->pos[i] = (int32_t)(pos + i);
	for (int64_t i = 0; i < nout; i++)
		f->row[i] = (int32_t)(n - nout + i);
	return ck_session_step(g->session, f->program, &(struct ck_rows){ id, f->pos, f->slot, f->row, n, nout });
}

static int64_t least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* How much of the prompt the slot holds already; it goes back to there. At least one token is left to feed, for its logits. */
static int64_t reuse(struct ck_generate *g, struct ck_ids prompt)
{
	struct ck_session *s = g->session;
	int64_t keep = 0, most = least((int64_t)g->held.n, (int64_t)prompt.n - 1);
	while (keep < most && g->held.v[keep] == prompt.v[keep])
		keep++;
	if (!ck_session_snapshot_bytes(s) || keep == s->length[0])
		return keep;
	if (!g->snapshot || !g->saved || keep < g->saved)
		return g->saved = 0;
	ck_session_restore(s, 0, g->snapshot, g->saved);
	return g->saved;
}

/* Logits of the prompt's last token; NULL after a diagnostic. */
static const float *prefill(struct ck_generate *g, struct feed *f, struct ck_ids prompt)
{
	int64_t total = (int64_t)prompt.n, chunk = f->program->max_rows;
	bool every = g->logits || f->program->outputs < 0;
	const float *logits = NULL;
	if (g->chunk)
		chunk = least(chunk, g->chunk);
	if (every)
		chunk = least(chunk, f->program->max_outputs);
	uint64_t start = ck_now_ns();
	const int64_t kept = reuse(g, prompt);
	const bool save = g->snapshot && ck_session_snapshot_bytes(g->session) && kept < g->stable && g->stable < total;
	for (int64_t at = kept, n; at < total; at += n) {
		n = least(chunk, (save && at < g->stable ? g->stable : total) - at);
		int64_t nout = every ? n : at + n == total ? 1 : 0;
		logits = step(g, f, prompt.v + at, at, n, nout);
		if (!logits)
			return NULL;
		if (g->logits && !g->logits(g->user, logits, n))
			return NULL;
		if (nout)
			logits += (nout - 1) * g->session->vocab;
		if (save && at + n == g->stable) {
			ck_session_snapshot(g->session, 0, g->snapshot);
			g->saved = g->stable;
		}
	}
	g->prefill_rows = total - kept;
	g->prefill_ns = ck_now_ns() - start;
	return logits;
}

static bool decode(struct ck_generate *g, struct feed *f, const float *logits, struct ck_arena *a)
{
	struct ck_sampler sampler;
	ck_sampler_init(&sampler, &g->sample, (int32_t)g->session->vocab, a);
	for (size_t i = 0; i < g->ids.n; i++)
		ck_sample_accept(&sampler, g->ids.v[i]);
	uint64_t start = ck_now_ns();
	g->stop = CK_STOP_LIMIT;
	for (int64_t made = 0; g->limit < 0 || made < g->limit;) {
		int32_t id = ck_sample(&sampler, logits);
		if (id < 0)
			return ck_error(f->program->desc->name, "no logit is a number");
		int64_t pos = (int64_t)g->ids.n;
		CK_PUSH(a, &g->ids, id);
		ck_sample_accept(&sampler, id);
		if (g->tok && ck_tok_is_end(g->tok, id)) {
			g->stop = CK_STOP_END;
			break;
		}
		if (g->token && !g->token(g->user, id))
			return false;
		if (g->enough) {
			g->stop = CK_STOP_TEXT;
			break;
		}
		if (++made == g->limit)
			break;
		if (pos >= g->session->context) {
			g->stop = CK_STOP_CONTEXT;
			break;
		}
		logits = step(g, f, &id, pos, 1, 1);
		if (!logits || (g->logits && !g->logits(g->user, logits, 1)))
			return false;
		g->decode_steps++;
	}
	g->decode_ns = ck_now_ns() - start;
	return true;
}

bool ck_generate(struct ck_generate *g, struct ck_ids prompt, struct ck_arena *a)
{
	struct ck_session *s = g->session;
	const struct ck_session_program *pre = ck_session_program(s, "prefill"), *dec = ck_session_program(s, "decode");
	g->ids = (struct ck_ids){ 0 };
	g->enough = false;
	g->decode_steps = 0;
	if (!pre || !dec)
		return ck_error(s->doc.path, "no program '%s'", pre ? "decode" : "prefill");
	if (!prompt.n)
		return ck_error(NULL, "the prompt has no tokens");
	if ((int64_t)prompt.n > s->context)
		return ck_error(NULL, "the prompt has %zu tokens, the context %" PRId64, prompt.n, s->context);
	if (g->chunk > pre->max_rows)
		return ck_error(NULL, "chunks of %" PRId64 " rows: %s was built for at most %" PRId64, g->chunk, s->doc.path, pre->max_rows);
	struct feed first, next;
	feed_init(&first, g->chunk && g->chunk <= dec->max_rows ? dec : pre, a);
	feed_init(&next, dec, a);
	for (size_t i = 0; i < prompt.n; i++) {
		CK_PUSH(a, &g->ids, prompt.v[i]);
		if (g->token && !g->token(g->user, prompt.v[i]))
			return false;
	}
	const float *logits = prefill(g, &first, prompt);
	bool ok = logits && decode(g, &next, logits, a);
	g->held = (struct ck_ids){ g->ids.v, ok ? (size_t)s->length[0] : 0 };
	if (!ok)
		g->saved = 0;
	return ok;
}

/* Binding, unrolling, fusing. */
#include <string.h>

#include "bind.h"
#include "datadir.h"
#include "diag.h"
#include "passes.h"
#include "pattern.h"
#include "rings.h"
#include "unroll.h"

enum { CONTEXT = 4096, CHUNK = 512, OUTPUTS = 32 };

struct fuse {
	struct ck_artifact *art;
	const struct ck_fuse_options *o;
	struct ck_arena *a;
	int64_t ctx, chunk, slots;
};

static bool bind_header(struct fuse *f)
{
	struct ck_artifact *art = f->art;
	const char *numerics = f->o->numerics ? f->o->numerics : "fast";
	int64_t trained = ck_trained_context(art), ctx = f->o->ctx ? f->o->ctx : trained < CONTEXT ? trained : CONTEXT;
	if (ctx > trained)
		ck_warning(NULL, "context of %lld positions: the model was trained for %lld", (long long)ctx, (long long)trained);
	f->ctx = ctx;
	f->slots = f->o->slots ? f->o->slots : 1;
	f->chunk = f->o->chunk ? f->o->chunk : ctx < CHUNK ? ctx : CHUNK;
	art->kv = f->o->kv ? f->o->kv : strcmp(numerics, "exact") ? "f16" : "f32";
	return ck_bind_target(art, f->o->target, numerics, f->a) && ck_bind_context(art, ctx, f->slots, "option:--ctx", "option:--slots");
}

/* Whether a comma list names the pattern; every name of the list must be known to somebody. */
static bool listed(const char *list, const char *name)
{
	for (const char *s = list; *s; s += strcspn(s, ","), s += *s == ',')
		if (strcspn(s, ",") == strlen(name) && !strncmp(s, name, strlen(name)))
			return true;
	return false;
}

static bool check_list(const char *list, const struct ck_pattern_list *p)
{
	for (const char *s = list; *s; s += strcspn(s, ","), s += *s == ',') {
		size_t len = strcspn(s, ","), i = 0;
		while (i < p->n && (strlen(p->v[i].id) != len || memcmp(p->v[i].id, s, len)))
			i++;
		if (i == p->n)
			return ck_error(NULL, "--fuse: no pattern '%.*s'", (int)len, s);
	}
	return true;
}

static bool fuse_programs(const struct fuse *f)
{
	if (f->o->fuse && !strcmp(f->o->fuse, "none"))
		return true;
	struct ck_pattern_list p = { 0 };
	if (!ck_patterns_read(&p, ck_datadir(f->o->patterns, "templates/fusion", f->a), f->a))
		return false;
	if (f->o->fuse && !check_list(f->o->fuse, &p))
		return false;
	const char *features = "";
	for (size_t i = 0; i < f->art->target.features.n; i++)
		features = ck_printf(f->a, "%s %s", features, f->art->target.features.v[i]);
	for (size_t i = 0; i < p.n; i++)
		for (size_t j = 0; j < f->art->programs.n; j++) {
			struct ck_want want = { features, f->art->programs.v[j].id, !strcmp(f->art->numerics, "fast") };
			if (!f->o->fuse || listed(f->o->fuse, p.v[i].id))
				ck_pattern_apply(&p.v[i], f->art, &f->art->programs.v[j], &want, f->a);
		}
	return true;
}

static int64_t least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* A step of at most so many rows, of which at most so many give logits. */
static struct ck_program make_program(const struct fuse *f, const char *id, int64_t rows, int64_t outputs)
{
	struct ck_program p = { .id = id };
	const int64_t most[CK_CALL_DIMS] = { rows, outputs };
	for (size_t i = 0; i < f->art->dims.n; i++)
		for (int j = 0; j < CK_CALL_DIMS; j++)
			if (!strcmp(f->art->dims.v[i].name, ck_call_dim[j]) && !f->art->dims.v[i].value)
				CK_PUSH(f->a, &p.bounds, (struct ck_bound){ ck_call_dim[j], most[j] });
	ck_unroll(f->art, &p, f->a);
	return p;
}

bool ck_pass_fuse(struct ck_doc *doc, const struct ck_fuse_options *o, struct ck_arena *a)
{
	struct fuse f = { .art = doc->artifact, .o = o, .a = a };
	if (!bind_header(&f) || !ck_bind_dims(f.art))
		return false;
	ck_make_rings(f.art, f.ctx, a);
	if (!ck_bind_states(f.art))
		return false;
	CK_PUSH(a, &f.art->programs, make_program(&f, "prefill", f.chunk, least(f.chunk, OUTPUTS)));
	CK_PUSH(a, &f.art->programs, make_program(&f, "decode", f.slots, f.slots));
	if (o->verify)
		CK_PUSH(a, &f.art->programs, make_program(&f, "verify", o->verify, o->verify));
	return fuse_programs(&f);
}

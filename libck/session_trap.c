#include "session_trap.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "diag.h"

void ck_session_barrier(void *user, int rank)
{
	ck_team_barrier(((struct ck_session *)user)->team, rank);
}

void ck_session_trap(void *user, int op, enum ck_trap what, int64_t where)
{
	struct ck_session *s = user;
	s->trap = (struct ck_trap_report){ op, what, where };
}

static const uint8_t *arena(const struct ck_session *s, const char *name)
{
	return !strcmp(name, "state") ? s->state.p : !strcmp(name, "gradients") ? s->gradients.p :
		!strcmp(name, "optimizer") ? s->optimizer.p : !strcmp(name, "act") ? s->act.p : !strcmp(name, "call") ? s->call.p :
		!strcmp(name, "scratch") ? s->scratch.p : NULL; /* the first thread's */
}

/* Of an op whose only output is F32, which of the two kinds element i is. */
static const char *not_finite(const struct ck_session *s, const struct ck_session_program *p, const char *op, int64_t i)
{
	for (size_t k = 0; k < p->layout->values.n; k++) {
		const struct ck_value *v = &p->layout->values.v[k];
		const uint8_t *base = arena(s, v->arena);
		float x;
		if (strcmp(v->id, op) || strcmp(v->dtype, "f32") || !base || i < 0 || i >= v->size / (int64_t)sizeof x)
			continue;
		memcpy(&x, base + v->offset + i * (int64_t)sizeof x, sizeof x);
		return isnan(x) ? "NaN" : isinf(x) ? "infinity" : "NaN or infinity";
	}
	return "NaN or infinity";
}

static bool canary_broken(const struct ck_session *s, const struct ck_canary *c)
{
	const uint8_t *base = arena(s, c->arena);
	for (int i = 0; base && i < CK_CANARY_BYTES; i += 4) {
		uint32_t word;
		memcpy(&word, base + c->offset + i, sizeof word);
		if (word != CK_CANARY)
			return true;
	}
	return false;
}

static void report_canary(const struct ck_session *s, const struct ck_session_program *p, const char *op, int64_t offset)
{
	const struct ck_canary_list *l = &s->doc.artifact->canaries;
	for (size_t i = 0; i < l->n; i++) {
		const struct ck_canary *c = &l->v[i];
		if (c->offset != offset || (*c->program && strcmp(c->program, p->desc->name)) || !canary_broken(s, c))
			continue;
		ck_error(op, "broken canary %s%s at %s+%" PRId64 ", found after this op", *c->after ? "behind " : "at the start",
			c->after, c->arena, offset);
		return;
	}
	ck_error(op, "broken canary at offset %" PRId64 ", found after this op", offset);
}

static int64_t least(const struct ck_session_program *p, const char *input)
{
	for (size_t i = 0; i < p->layout->values.n; i++)
		if (!strcmp(p->layout->values.v[i].id, input))
			return p->layout->values.v[i].least;
	return 0;
}

void ck_session_report(const struct ck_session *s, const struct ck_session_program *p)
{
	const struct ck_trap_report *t = &s->trap;
	const struct ck_program_desc *d = p->desc;
	int limit = t->what == CK_TRAP_INPUT ? d->nio : t->what == CK_TRAP_BOUND ? d->nbounds : d->nops;
	if (t->op < 0 || t->op >= limit) {
		ck_error(d->name, "trap %d at %d, element %" PRId64, (int)t->what, t->op, t->where);
		return;
	}
	switch (t->what) {
	case CK_TRAP_INPUT:
		ck_error(d->io[t->op].name, "element %" PRId64 " is not in [%" PRId64 ", %s)", t->where, least(p, d->io[t->op].name),
			*d->io[t->op].below ? d->io[t->op].below : "2^31");
		break;
	case CK_TRAP_BOUND:
		ck_error(d->name, "%s is %" PRId64 ", not in [0, %" PRId64 "]", d->bound[t->op].name, t->where, d->bound[t->op].max);
		break;
	case CK_TRAP_CANARY:
		report_canary(s, p, d->op[t->op].id, t->where);
		break;
	case CK_TRAP_NOT_FINITE:
		ck_error(d->op[t->op].id, "%s in element %" PRId64, not_finite(s, p, d->op[t->op].id, t->where), t->where);
		break;
	default:
		ck_error(d->op[t->op].id, "trap %d, element %" PRId64, (int)t->what, t->where);
	}
}

/* canary DIR: breaks every canary of a debug model, one at a time, beside every op, and expects each to be
 * reported with the op it must have happened in: at once if the op writes beside it, else at its section's end.
 * Prints how many were broken, then what went unreported or was laid at another op's door. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "diag.h"
#include "session.h"

/* What breaker does; the host's user is the session. */
static struct { const struct ck_canary *canary; int op; } now;
static char said[1024];

static void sink(const char *line)
{
	snprintf(said, sizeof said, "%s", line);
}

static uint8_t *place(const struct ck_session *s, const struct ck_canary *c)
{
	uint8_t *base = !strcmp(c->arena, "state") ? s->ctx.state : !strcmp(c->arena, "call") ? s->ctx.call
		: !strcmp(c->arena, "scratch") ? s->ctx.scratch : s->ctx.act;
	return base + c->offset;
}

/* One thread, after the op and before its checks: flips a bit at the guard's far end. */
static void breaker(void *user, int rank, int op, int done)
{
	(void)rank;
	if (done && op == now.op)
		place(user, now.canary)[CK_CANARY_BYTES - 1] ^= 0x10;
}

static const struct ck_op *op_at(const struct ck_program *p, int index, int *last)
{
	int first = 0;
	for (size_t i = 0; i < p->sections.n; first += (int)p->sections.v[i++].ops.n)
		if (index < first + (int)p->sections.v[i].ops.n) {
			*last = first + (int)p->sections.v[i].ops.n - 1;
			return &p->sections.v[i].ops.v[index - first];
		}
	return NULL;
}

static bool touches(int64_t offset, int64_t size, int64_t guard)
{
	return offset - CK_CANARY_BYTES == guard || (offset + size + 63) / 64 * 64 == guard;
}

/* The op writes a value or state that the canary stands right before or behind. */
static bool beside(const struct ck_session *s, const struct ck_program *p, const struct ck_op *op, const struct ck_canary *c)
{
	for (size_t i = 0; i < op->out.n; i++)
		for (size_t j = 0; j < p->values.n; j++) {
			const struct ck_value *v = &p->values.v[j];
			if (!strcmp(v->id, op->out.v[i]) && !strcmp(v->arena, c->arena) && touches(v->offset, v->size, c->offset))
				return true;
		}
	for (size_t i = 0; i < op->state.n; i++)
		for (size_t j = 0; j < s->doc.artifact->states.n; j++) {
			const struct ck_state *v = &s->doc.artifact->states.v[j];
			if (!strcmp(v->id, op->state.v[i]) && !strcmp(c->arena, "state") && touches(v->offset, v->size, c->offset))
				return true;
		}
	return false;
}

static const float *step(struct ck_session *s, const struct ck_session_program *p, int64_t n)
{
	static const int32_t id[] = { 1, 2, 3 }, pos[] = { 0, 1, 2 }, slot[] = { 0, 0, 0 }, out[] = { 0, 1, 2 };
	return ck_session_step(s, p, &(struct ck_rows){ id, pos, slot, out, n, n });
}

static bool attempt(struct ck_session *s, const struct ck_session_program *p, int64_t rows)
{
	const struct ck_canary *c = now.canary;
	int last, expect = now.op;
	while (!beside(s, p->layout, op_at(p->layout, expect, &last), c) && expect < last)
		expect++;
	const char *name = p->desc->op[expect].id;
	uint8_t saved[CK_CANARY_BYTES];
	memcpy(saved, place(s, c), sizeof saved);
	said[0] = 0;
	const float *logits = step(s, p, rows);
	memcpy(place(s, c), saved, sizeof saved);
	bool found = !logits && s->trap.what == CK_TRAP_CANARY && s->trap.op == expect && s->trap.where == c->offset
		&& !strncmp(said, name, strlen(name)) && strstr(said, *c->after ? c->after : "at the start");
	if (!found)
		printf("%s: %s+%" PRId64 " broken in %s, expected at %s, reported: %s\n", p->desc->name, c->arena, c->offset,
			p->desc->op[now.op].id, name, *said ? said : "nothing");
	return found;
}

static int try_program(struct ck_session *s, const struct ck_session_program *p, int64_t rows, int *broken)
{
	int missed = 0;
	if (!step(s, p, rows)) {
		printf("%s: fails before anything was broken: %s\n", p->desc->name, said);
		return 1;
	}
	s->host.trace = breaker;
	for (size_t i = 0; i < s->doc.artifact->canaries.n; i++) {
		now.canary = &s->doc.artifact->canaries.v[i];
		if (*now.canary->program && strcmp(now.canary->program, p->desc->name))
			continue;
		for (now.op = 0; now.op < p->desc->nops; now.op++, ++*broken)
			missed += !attempt(s, p, rows);
	}
	s->host.trace = NULL;
	return missed;
}

int main(int argc, char **argv)
{
	struct ck_session s;
	int broken = 0, missed = 0;
	ck_set_program(argv[0]);
	if (argc != 2 || !ck_session_open(&s, argv[1], &(struct ck_session_options){ .threads = 1 }))
		return 2;
	ck_diag_redirect(sink);
	for (int i = 0; i < s.model->nprograms; i++)
		missed += try_program(&s, &s.program[i], s.program[i].max_rows < 3 ? s.program[i].max_rows : 3, &broken);
	printf("%d canaries broken, %d not reported as they should be\n", broken, missed);
	ck_session_close(&s);
	return broken && !missed ? 0 : 1;
}

#include <inttypes.h>
#include <string.h>

#include "diag.h"
#include "session.h"
#include "session_state.h"
#include "session_trap.h"

struct step { struct ck_session *s; const struct ck_program_desc *desc; int status; };

static void run(void *arg, int rank, int size)
{
	struct step *step = arg;
	int status = step->desc->step(&step->s->ctx, rank, size);
	if (rank == 0)
		step->status = status;
}

/* In range, and no slot with a gap: what a row attends to was written by earlier rows. */
static bool check_rows(struct ck_session *s, const struct ck_session_program *p, const struct ck_rows *r)
{
	const char *name = p->desc->name;
	if (r->n < 1 || r->n > p->max_rows)
		return ck_error(name, "%" PRId64 " rows, not 1 to %" PRId64, r->n, p->max_rows);
	if (r->nout < 0 || r->nout > p->max_outputs)
		return ck_error(name, "%" PRId64 " outputs, at most %" PRId64 " are possible", r->nout, p->max_outputs);
	if (p->outputs < 0 && r->nout != r->n)
		return ck_error(name, "%" PRId64 " outputs wanted: this program gives one for each row", r->nout);
	for (int64_t i = 0; i < r->nout; i++)
		if (r->out[i] < 0 || r->out[i] >= r->n)
			return ck_error(name, "output of row %" PRId32 ", there are %" PRId64, r->out[i], r->n);
	for (int64_t i = 0; i < r->n; i++) {
		if (r->id[i] < 0 || r->id[i] >= s->vocab)
			return ck_error(name, "row %" PRId64 ": token %" PRId32 " is not in the vocabulary of %" PRId64, i, r->id[i], s->vocab);
		if (r->slot[i] < 0 || r->slot[i] >= s->slots)
			return ck_error(name, "row %" PRId64 ": slot %" PRId32 ", there are %" PRId64, i, r->slot[i], s->slots);
		if (r->pos[i] < 0 || r->pos[i] >= s->context)
			return ck_error(name, "row %" PRId64 ": position %" PRId32 " is outside the context of %" PRId64, i, r->pos[i], s->context);
	}
	for (int64_t i = 0; i < r->n; i++) {
		int64_t next = s->length[r->slot[i]], back = i;
		while (back-- > 0)
			if (r->slot[back] == r->slot[i]) {
				next = r->pos[back] + 1;
				break;
			}
		if (back < 0 && r->pos[i] < next && r->pos[i] > 0 && ck_session_snapshot_bytes(s))
			return ck_error(name, "row %" PRId64 ": slot %" PRId32 " holds %" PRId64 " positions and cannot go back to %" PRId32
				" without a snapshot", i, r->slot[i], next, r->pos[i]);
		if (back < 0 ? r->pos[i] > next : r->pos[i] != next)
			return ck_error(name, "row %" PRId64 ": position %" PRId32 " of slot %" PRId32 " does not follow %" PRId64, i,
				r->pos[i], r->slot[i], next - 1);
	}
	return true;
}

static void *io(const struct ck_session *s, const struct ck_session_program *p, enum ck_io_role role)
{
	return p->io[role] < 0 ? NULL : s->call.p + p->desc->io[p->io[role]].offset;
}

static void fill(const struct ck_session *s, const struct ck_session_program *p, enum ck_io_role role, const int32_t *v, int64_t n)
{
	void *to = io(s, p, role);
	if (to && n)
		memcpy(to, v, (size_t)n * sizeof *v);
}

bool ck_session_run(struct ck_session *s, const struct ck_session_program *p)
{
	struct step step = { s, p->desc, 0 };
	s->trap = (struct ck_trap_report){ -1, 0, -1 };
	ck_team_run(s->team, run, &step);
	if (step.status)
		ck_session_report(s, p);
	return !step.status;
}

const float *ck_session_step(struct ck_session *s, const struct ck_session_program *p, const struct ck_rows *r)
{
	if (!check_rows(s, p, r))
		return NULL;
	fill(s, p, CK_IO_TOKENS, r->id, r->n);
	fill(s, p, CK_IO_POS, r->pos, r->n);
	fill(s, p, CK_IO_SLOT, r->slot, r->n);
	fill(s, p, CK_IO_OUT_ROWS, r->out, r->nout);
	for (int64_t i = 0; i < r->n; i++)
		if (r->pos[i] == 0)
			ck_session_clear(s, r->slot[i]);
	int32_t *pages = io(s, p, CK_IO_PAGES);
	for (int64_t i = 0; pages && i < s->slots * s->pages_per_slot; i++)
		pages[i] = (int32_t)i;
	memset(s->dim, 0, sizeof s->dim);
	s->dim[p->rows] = r->n;
	if (p->outputs >= 0)
		s->dim[p->outputs] = r->nout;

	bool ok = ck_session_run(s, p);
	for (int64_t i = 0; i < r->n; i++)
		s->length[r->slot[i]] = ok ? r->pos[i] + 1 : 0;
	return ok ? io(s, p, CK_IO_LOGITS) : NULL;
}

/* Snapshots. A state's slots lie one behind the other, each as large, whatever their shape. */
#include "session_state.h"

#include <string.h>

static int64_t slot_bytes(const struct ck_session *s, const struct ck_state *x)
{
	return strcmp(x->undo, "snapshot") ? 0 : x->size / s->slots;
}

static uint8_t *slot_part(const struct ck_session *s, const struct ck_state *x, int32_t slot)
{
	return s->state.p + x->offset + slot * slot_bytes(s, x);
}

int64_t ck_session_snapshot_bytes(const struct ck_session *s)
{
	const struct ck_state_list *l = &s->doc.artifact->states;
	int64_t n = 0;
	for (size_t i = 0; i < l->n; i++)
		n += slot_bytes(s, &l->v[i]);
	return n;
}

void ck_session_snapshot(const struct ck_session *s, int32_t slot, void *to)
{
	const struct ck_state_list *l = &s->doc.artifact->states;
	uint8_t *p = to;
	for (size_t i = 0; i < l->n; i++) {
		int64_t n = slot_bytes(s, &l->v[i]);
		if (n)
			memcpy(p, slot_part(s, &l->v[i], slot), (size_t)n);
		p += n;
	}
}

void ck_session_restore(struct ck_session *s, int32_t slot, const void *from, int64_t length)
{
	const struct ck_state_list *l = &s->doc.artifact->states;
	const uint8_t *p = from;
	for (size_t i = 0; i < l->n; i++) {
		int64_t n = slot_bytes(s, &l->v[i]);
		if (n)
			memcpy(slot_part(s, &l->v[i], slot), p, (size_t)n);
		p += n;
	}
	s->length[slot] = length;
}

void ck_session_clear(struct ck_session *s, int32_t slot)
{
	const struct ck_state_list *l = &s->doc.artifact->states;
	for (size_t i = 0; i < l->n; i++)
		if (!strcmp(l->v[i].kind, "recurrent"))
			memset(slot_part(s, &l->v[i], slot), 0, (size_t)slot_bytes(s, &l->v[i]));
}

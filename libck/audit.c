#include <stdlib.h>
#include <string.h>

#include "ck_abi.h"
#include "live.h"
#include "passes.h"
#include "state.h"

/* A stretch of an arena and when it is in use. */
struct piece {
	const char *name;
	char pointer[96];
	int64_t offset, size;
	int first, last;
	int value;           /* index, -1: not a value */
};
struct pieces { struct piece *v; size_t n; };

struct audit {
	const struct ck_doc *doc;
	struct ck_arena *a;
	const struct ck_graph *g;       /* NULL outside programs */
	const struct ck_live *live;
};

static int64_t arena_size(const struct ck_artifact *art, const char *name)
{
	for (size_t i = 0; i < art->arenas.n; i++)
		if (!strcmp(art->arenas.v[i].name, name))
			return art->arenas.v[i].size;
	return -1;
}

static int by_offset(const void *x, const void *y)
{
	const struct piece *a = x, *b = y;
	if (a->offset != b->offset)
		return a->offset < b->offset ? -1 : 1;
	return strcmp(a->pointer, b->pointer);
}

/* The first of a chain of values, each written in place over the one before, as kinds of op allow. */
static int chain_of(const struct audit *u, int value)
{
	int over;
	while (u->live[value].writer && (over = ck_live_inplace(u->g, u->live, u->live[value].writer)) >= 0)
		value = over;
	return value;
}

static bool in_place(const struct audit *u, const struct piece *a, const struct piece *b)
{
	return a->value >= 0 && b->value >= 0 && a->offset == b->offset && chain_of(u, a->value) == chain_of(u, b->value);
}

static bool check_pieces(const struct audit *u, struct pieces *p, const char *arena, int64_t size, int64_t align)
{
	int64_t room = arena_size(u->doc->artifact, arena);
	if (room < 0)
		return ck_doc_error(u->doc, "/arenas", "no arena '%s'", arena);
	if (size < 0 || size > room)
		return ck_doc_error(u->doc, "/arenas", "arena '%s' has %lld bytes, %lld are needed", arena, (long long)room, (long long)size);
	if (p->n)
		qsort(p->v, p->n, sizeof *p->v, by_offset);
	for (size_t i = 0; i < p->n; i++) {
		const struct piece *a = &p->v[i];
		int64_t end;
		if (a->offset < 0 || a->size < 0 || a->offset % align || __builtin_add_overflow(a->offset, a->size, &end) || end > size)
			return ck_doc_error(u->doc, a->pointer, "%s: %lld bytes at %lld: not inside the %lld bytes of '%s' or not aligned to %lld",
				a->name, (long long)a->size, (long long)a->offset, (long long)size, arena, (long long)align);
		for (size_t j = i + 1; j < p->n && p->v[j].offset < end; j++) {
			const struct piece *b = &p->v[j];
			if (b->size && a->first <= b->last && b->first <= a->last && !in_place(u, a, b))
				return ck_doc_error(u->doc, b->pointer, "%s overlaps %s in '%s': both are alive", b->name, a->name, arena);
		}
	}
	return true;
}

static void add(struct audit *u, struct pieces *p, const char *pointer, size_t i, const char *name, int64_t offset, int64_t size)
{
	struct piece x = { .name = name, .offset = offset, .size = size, .first = 0, .last = 1 << 30, .value = -1 };
	snprintf(x.pointer, sizeof x.pointer, "%s/%zu", pointer, i);
	CK_PUSH(u->a, p, x);
}

static void add_canaries(struct audit *u, struct pieces *p, const char *arena, const char *program)
{
	const struct ck_canary_list *c = &u->doc->artifact->canaries;
	for (size_t i = 0; i < c->n; i++)
		if (!strcmp(c->v[i].arena, arena) && !strcmp(c->v[i].program, program))
			add(u, p, "/canaries", i, "canary", c->v[i].offset, CK_CANARY_BYTES);
}

static bool audit_weights(struct audit *u)
{
	const struct ck_artifact *art = u->doc->artifact;
	struct pieces p = { 0 };
	struct ck_names seen = { 0 };
	bool written = ck_writes_weights(art);
	for (size_t i = 0; i < art->weights.n; i++) {
		const struct ck_weight *w = &art->weights.v[i];
		const char *what = ck_printf(u->a, "%s:%lld:%s:%lld:%lld", w->tensor, (long long)w->row, w->packing, (long long)w->offset,
			(long long)w->size);
		bool shared = *w->tensor && ck_names_get(&seen, what) >= 0;
		if (shared && written)
			return ck_doc_error(u->doc, ck_printf(u->a, "/weights/%zu/offset", i), "%s shares its rows, and weights are written", w->id);
		if (shared)
			continue; /* the same rows at the same place */
		ck_names_put(&seen, what, (int)i, u->a);
		add(u, &p, "/weights", i, w->id, w->offset, w->size);
	}
	for (size_t i = 0; i < art->arenas.n; i++)
		if (!strcmp(art->arenas.v[i].name, "weights") && strcmp(art->arenas.v[i].access, written ? "rw" : "ro"))
			return ck_doc_error(u->doc, ck_printf(u->a, "/arenas/%zu/access", i), "weights are %s", written ?
				"written: rw expected" : "not written: ro expected");
	return check_pieces(u, &p, "weights", arena_size(art, "weights"), 64);
}

/* An arena that no state lies in may be absent. */
static bool audit_states(struct audit *u)
{
	const struct ck_artifact *art = u->doc->artifact;
	const char *arena;
	for (int k = 0; (arena = ck_state_arena_at(k)); k++) {
		struct pieces p = { 0 };
		for (size_t i = 0; i < art->states.n; i++)
			if (!strcmp(ck_state_arena(art->states.v[i].kind), arena))
				add(u, &p, "/states", i, art->states.v[i].id, art->states.v[i].offset, art->states.v[i].size);
		add_canaries(u, &p, arena, "");
		if ((p.n || !k) && !check_pieces(u, &p, arena, arena_size(art, arena), 64))
			return false;
	}
	return true;
}

static bool check_value(const struct audit *u, const char *pointer, size_t i)
{
	const struct ck_value *v = &u->g->program->values.v[i];
	const struct ck_live *l = &u->live[i];
	const char *first = l->writer ? l->writer->id : "";
	const char *last = l->reader && strcmp(v->io, "output") ? l->reader->id : "";
	if (strcmp(v->first, first) || strcmp(v->last, last))
		return ck_doc_error(u->doc, pointer, "%s: lives from '%s' to '%s', not from '%s' to '%s'", v->id, first, last, v->first, v->last);
	if (v->size != ck_shape_bytes(u->g, v->dtype, &v->shape))
		return ck_doc_error(u->doc, pointer, "%s: size is not that of its shape", v->id);
	if (strcmp(v->arena, ck_live_arena(v, l)))
		return ck_doc_error(u->doc, pointer, "%s: belongs into arena '%s'", v->id, ck_live_arena(v, l));
	return true;
}

/* Threads lie behind each other in the scratch arena, one every arena size. Kernels use what the neediest of them asks
 * for at any time; own are values behind it. */
static bool audit_scratch(struct audit *u, struct pieces *own, size_t at)
{
	const struct ck_program *p = u->g->program;
	int64_t kernels = 0;
	for (int i = 0; i < u->g->nops; i++)
		kernels = u->g->op[i]->scratch > kernels ? u->g->op[i]->scratch : kernels;
	if (kernels)
		add(u, own, "/programs", at, "scratch of kernels", 0, kernels);
	if (arena_size(u->doc->artifact, "scratch") % 64)
		return ck_doc_error(u->doc, "/arenas", "arena 'scratch' has %lld bytes per thread, not aligned to 64",
			(long long)arena_size(u->doc->artifact, "scratch"));
	return check_pieces(u, own, "scratch", p->scratch, 64);
}

static bool audit_program(struct audit *u, size_t at)
{
	const struct ck_program *p = u->g->program;
	struct pieces act = { 0 }, call = { 0 }, own = { 0 };
	char pointer[64];
	for (size_t i = 0; i < p->values.n; i++) {
		const struct ck_value *v = &p->values.v[i];
		struct pieces *list = !strcmp(v->arena, "act") ? &act : !strcmp(v->arena, "scratch") ? &own : &call;
		snprintf(pointer, sizeof pointer, "/programs/%zu/values/%zu", at, i);
		if (!check_value(u, pointer, i))
			return false;
		snprintf(pointer, sizeof pointer, "/programs/%zu/values", at);
		add(u, list, pointer, i, v->id, v->offset, v->size);
		struct piece *x = &list->v[list->n - 1];
		x->value = (int)i;
		if (list != &call) {
			x->first = u->live[i].first;
			x->last = u->live[i].last;
		}
	}
	add_canaries(u, &act, "act", p->id);
	add_canaries(u, &call, "call", p->id);
	add_canaries(u, &own, "scratch", p->id);
	return check_pieces(u, &act, "act", p->act, 64) && check_pieces(u, &call, "call", p->call, 64) && audit_scratch(u, &own, at);
}

bool ck_audit(const struct ck_doc *doc, struct ck_arena *a)
{
	struct audit u = { .doc = doc, .a = a };
	if (!audit_weights(&u) || !audit_states(&u))
		return false;
	for (size_t i = 0; i < doc->artifact->programs.n; i++) {
		struct ck_graph g;
		ck_graph_init(&g, doc->artifact, &doc->artifact->programs.v[i], a);
		u.g = &g;
		u.live = ck_live_of(&g, a);
		if (!audit_program(&u, i))
			return false;
	}
	return true;
}

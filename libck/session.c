#include "session.h"

#include <dlfcn.h>
#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "clock.h"
#include "cpu.h"
#include "diag.h"
#include "extent.h"
#include "mapguard.h"
#include "session_trap.h"

static const char *const input_name[CK_IO_LOGITS] = { "tokens", "pos", "slot", "pages", "out_rows" };

/* Folder of the layout, "" or with a slash at its end. */
static const char *find_layout(const char *path, const char **layout, struct ck_arena *a)
{
	struct stat st;
	if (stat(path, &st) == 0 && S_ISDIR(st.st_mode)) {
		const char *dir = ck_printf(a, "%s%s", path, path[strlen(path) - 1] == '/' ? "" : "/");
		*layout = ck_printf(a, "%slayout.json", dir);
		return dir;
	}
	*layout = path;
	const char *slash = strrchr(path, '/');
	return slash ? ck_strndup(a, path, (size_t)(slash + 1 - path)) : "./";
}

static bool check_cpu(const struct ck_session *s)
{
	const struct ck_target *t = &s->doc.artifact->target;
	char missing[CK_CPU_TEXT];
	for (size_t i = 0; i < t->features.n; i++)
		if (*ck_cpu_missing(t->features.v[i], missing))
			return ck_error(s->doc.path, "made for target %s: this CPU lacks %s", t->name, missing);
	return true;
}

static bool load_library(struct ck_session *s, const char *path)
{
	s->library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
	if (!s->library)
		return ck_error(path, "cannot load: %s", dlerror());
	s->model = dlsym(s->library, "ck_model");
	if (!s->model)
		return ck_error(path, "no symbol ck_model: not a built model");
	if (s->model->abi != CK_ABI_VERSION)
		return ck_error(path, "kernel ABI %u, this program has %u: build the model again", (unsigned)s->model->abi, CK_ABI_VERSION);
	if (strcmp(s->model->layout_sha256, s->doc.sha256))
		return ck_error(path, "made from another layout: %.12s.., %s is %.12s..", s->model->layout_sha256, s->doc.path, s->doc.sha256);
	return true;
}

static uint64_t model_arena(const struct ck_model_desc *m, const char *name)
{
	return !strcmp(name, "weights") ? m->weights : !strcmp(name, "state") ? m->state : !strcmp(name, "gradients") ? m->gradients
		: !strcmp(name, "optimizer") ? m->optimizer : !strcmp(name, "act") ? m->act
		: !strcmp(name, "call") ? m->call : !strcmp(name, "scratch") ? m->scratch : UINT64_MAX;
}

static const struct ck_region *region(const struct ck_session *s, const char *name)
{
	const struct ck_region_list *r = &s->doc.artifact->arenas;
	for (size_t i = 0; i < r->n; i++)
		if (!strcmp(r->v[i].name, name))
			return &r->v[i];
	return NULL;
}

enum { REQUIRED = 5 }; /* the first of check_arenas */

static bool check_arenas(const struct ck_session *s, const char *library)
{
	static const char *const names[] = { "weights", "state", "act", "call", "scratch", "gradients", "optimizer" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const struct ck_region *r = region(s, names[i]);
		if (!r && i < REQUIRED)
			return ck_error(s->doc.path, "no arena '%s'", names[i]);
		if ((r ? (uint64_t)r->size : 0) != model_arena(s->model, names[i]))
			return ck_error(library, "arena '%s' of %" PRIu64 " bytes, in %s %" PRId64, names[i],
				model_arena(s->model, names[i]), s->doc.path, r ? r->size : 0);
	}
	uint64_t end = ck_bump_align(s->bump.header->data_offset + s->bump.header->data_size, CK_BUMP_TENSOR_ALIGN);
	if (end != s->model->weights)
		return ck_error(s->bump.path, "weights end at byte %" PRIu64 ", in %s at %" PRIu64, end, s->doc.path, s->model->weights);
	if (memcmp(s->bump.header->layout_sha256, s->doc.sha256, 64))
		return ck_error(s->bump.path, "packed for another layout: %.12s.., %s is %.12s..", s->bump.header->layout_sha256,
			s->doc.path, s->doc.sha256);
	return true;
}

static int64_t dim(const struct ck_session *s, const char *name)
{
	const struct ck_dim_list *d = &s->doc.artifact->dims;
	for (size_t i = 0; i < d->n; i++)
		if (!strcmp(d->v[i].name, name))
			return d->v[i].value;
	return 0;
}

/* Extent of the last dimension of an io value where it is a number; 0: it is none, or there is no such value. */
static int64_t last_extent(const struct ck_session *s, const struct ck_session_program *p, enum ck_io_role role)
{
	struct ck_extent e;
	struct ck_expr_error err;
	for (size_t i = 0; p->io[role] >= 0 && i < p->layout->values.n; i++) {
		const struct ck_value *v = &p->layout->values.v[i];
		if (!strcmp(v->id, p->desc->io[p->io[role]].name) && v->shape.n
			&& ck_extent_parse(v->shape.v[v->shape.n - 1], &s->doc.artifact->dims, &e, &err) && !e.dyn)
			return e.fixed;
	}
	return 0;
}

static int bound_index(const struct ck_program_desc *d, const char *name)
{
	for (int i = 0; i < d->nbounds; i++)
		if (!strcmp(d->bound[i].name, name))
			return i;
	return -1;
}

static bool bind_program(struct ck_session *s, struct ck_session_program *p, const struct ck_program_desc *d)
{
	const char *where = s->doc.path;
	p->desc = d;
	for (size_t i = 0; i < s->doc.artifact->programs.n; i++)
		if (!strcmp(s->doc.artifact->programs.v[i].id, d->name))
			p->layout = &s->doc.artifact->programs.v[i];
	if (!p->layout)
		return ck_error(where, "no program '%s'", d->name);
	for (int role = 0; role < CK_IO_ROLES; role++)
		p->io[role] = -1;
	for (int i = 0; i < d->nio; i++)
		if (d->io[i].offset > s->model->call || d->io[i].size > s->model->call - d->io[i].offset)
			return ck_error(where, "program %s: '%s' ends behind its arena", d->name, d->io[i].name);
	return d->nbounds <= (int)(sizeof s->dim / sizeof *s->dim) || ck_error(where, "program %s has %d call dimensions", d->name, d->nbounds);
}

/* Every input has a role; those that rows need are there, of the types the session gives. */
static bool bind_roles(const struct ck_session *s, struct ck_session_program *p)
{
	const struct ck_program_desc *d = p->desc;
	const char *where = s->doc.path;
	for (int i = 0; i < d->nio; i++) {
		int role = d->io[i].output ? CK_IO_LOGITS : 0;
		while (role < CK_IO_LOGITS && strcmp(input_name[role], d->io[i].name))
			role++;
		if (!d->io[i].output && role == CK_IO_LOGITS)
			return ck_error(where, "program %s: input '%s' is none this program can give", d->name, d->io[i].name);
		if (p->io[role] >= 0)
			return ck_error(where, "program %s: output '%s' beside the logits", d->name, d->io[i].name);
		p->io[role] = i;
		if (strcmp(d->io[i].dtype, role == CK_IO_LOGITS ? "f32" : "i32"))
			return ck_error(where, "program %s: '%s' is %s", d->name, d->io[i].name, d->io[i].dtype);
	}
	if (p->io[CK_IO_TOKENS] < 0 || p->io[CK_IO_POS] < 0 || p->io[CK_IO_LOGITS] < 0)
		return ck_error(where, "program %s does not map tokens at pos to logits", d->name);

	p->rows = bound_index(d, "T");
	p->outputs = bound_index(d, "O");
	if (p->rows < 0 || (p->outputs < 0) != (p->io[CK_IO_OUT_ROWS] < 0))
		return ck_error(where, "program %s is not over T rows with O outputs", d->name);
	p->max_rows = d->bound[p->rows].max;
	p->max_outputs = p->outputs < 0 ? p->max_rows : d->bound[p->outputs].max;
	return true;
}

/* The most an input's elements may be: the dimension its `below` names. */
static int64_t below(const struct ck_session *s, const struct ck_session_program *p, enum ck_io_role role)
{
	return p->io[role] < 0 ? 0 : dim(s, p->desc->io[p->io[role]].below);
}

/* Sizes that all programs share, and room for them in each program's io. */
static bool bind_sizes(struct ck_session *s)
{
	for (int i = 0; i < s->model->nprograms; i++) {
		const struct ck_session_program *p = &s->program[i];
		int64_t vocab = last_extent(s, p, CK_IO_LOGITS), context = below(s, p, CK_IO_POS);
		int64_t slots = p->io[CK_IO_SLOT] < 0 ? 1 : below(s, p, CK_IO_SLOT);
		int64_t per_slot = last_extent(s, p, CK_IO_PAGES);
		if (i == 0) {
			s->vocab = vocab;
			s->context = context;
			s->slots = slots;
			s->pages_per_slot = per_slot;
		}
		if (vocab != s->vocab || context != s->context || slots != s->slots || per_slot != s->pages_per_slot)
			return ck_error(s->doc.path, "programs %s and %s differ in vocabulary, context or slots",
				s->program[0].desc->name, p->desc->name);
		const uint64_t need[CK_IO_ROLES] = {
			[CK_IO_TOKENS] = (uint64_t)p->max_rows, [CK_IO_POS] = (uint64_t)p->max_rows,
			[CK_IO_SLOT] = (uint64_t)p->max_rows, [CK_IO_OUT_ROWS] = (uint64_t)p->max_outputs,
			[CK_IO_PAGES] = (uint64_t)slots * (uint64_t)per_slot,
			[CK_IO_LOGITS] = (uint64_t)p->max_outputs * (uint64_t)vocab,
		};
		for (int role = 0; role < CK_IO_ROLES; role++)
			if (p->io[role] >= 0 && p->desc->io[p->io[role]].size / sizeof(int32_t) < need[role])
				return ck_error(s->doc.path, "program %s: '%s' has %" PRIu64 " bytes for %" PRIu64 " elements", p->desc->name,
					p->desc->io[p->io[role]].name, p->desc->io[p->io[role]].size, need[role]);
	}
	if (s->vocab < 1 || s->vocab > INT32_MAX || s->context < 1 || s->context > INT32_MAX || s->slots < 1
		|| s->pages_per_slot > (INT32_MAX / s->slots))
		return ck_error(s->doc.path, "vocabulary %" PRId64 ", context %" PRId64 ", slots %" PRId64 ": not possible",
			s->vocab, s->context, s->slots);
	return true;
}

static double mib(uint64_t bytes)
{
	return (double)bytes / (1 << 20);
}

static bool get_memory(struct ck_session *s)
{
	const struct ck_model_desc *m = s->model;
	uint64_t threads = (uint64_t)ck_team_size(s->team), scratch, sum = 0;
	bool huge = __builtin_mul_overflow(m->scratch, threads, &scratch) || __builtin_add_overflow(m->state, m->act, &sum)
		|| __builtin_add_overflow(sum, m->gradients, &sum) || __builtin_add_overflow(sum, m->optimizer, &sum)
		|| __builtin_add_overflow(sum, m->call, &sum) || __builtin_add_overflow(sum, scratch, &sum);
	uint64_t available = ck_memory_available();
	struct { struct ck_memory *m; const char *name; uint64_t size; } part[] = {
		{ &s->state, "state", m->state }, { &s->gradients, "gradients", m->gradients },
		{ &s->optimizer, "optimizer", m->optimizer }, { &s->act, "act", m->act }, { &s->call, "call", m->call }, { &s->scratch, "scratch", scratch },
	};
	const char *why = NULL;
	if (huge || sum > available)
		why = "more than there is";
	for (size_t i = 0; !why && i < sizeof part / sizeof *part; i++)
		if (region(s, part[i].name) && !ck_memory_get(part[i].m, part[i].size, (uint64_t)region(s, part[i].name)->align))
			why = strerror(errno);
	if (why)
		return ck_error(s->doc.path, "needs %.1f MiB beside its weights (state %.1f, activations %.1f, scratch of %d threads %.1f), "
			"%.1f are available: %s", huge ? mib(UINT64_MAX) : mib(sum), mib(m->state + m->gradients + m->optimizer), mib(m->act), (int)threads,
			mib(scratch), mib(available), why);
	return true;
}

/* A layout may say that ops write weights: then they are mapped so, copied as they are written. */
static bool map_master(struct ck_session *s)
{
	if (strcmp(region(s, "weights")->access, "rw"))
		return true;
	void *map = mmap(NULL, s->bump.size, PROT_READ | PROT_WRITE, MAP_PRIVATE, s->bump.fd, 0);
	if (map == MAP_FAILED)
		return ck_error(s->bump.path, "cannot map: %s", strerror(errno));
	ck_map_guard(s->master = map, s->bump.size, s->bump.path);
	return true;
}

/* Whole blocks, each given back to the page cache behind the copy, so that the weights are in memory once. */
static void copy_part(void *arg, int rank, int size)
{
	enum { BLOCK = 8 << 20 };
	const struct ck_session *s = arg;
	const uint64_t blocks = (s->bump.size + BLOCK - 1) / BLOCK;
	for (uint64_t b = blocks * (uint64_t)rank / (uint64_t)size; b < blocks * (uint64_t)(rank + 1) / (uint64_t)size; b++) {
		const uint64_t at = b * BLOCK, left = s->bump.size - at, n = left < BLOCK ? left : BLOCK;
		memcpy(s->copy.p + at, s->bump.map + at, n);
		madvise((void *)(uintptr_t)(s->bump.map + at), n, MADV_DONTNEED);
	}
}

/* 2 MiB pages where the system grants them. */
static bool copy_weights(struct ck_session *s)
{
	const uint64_t available = ck_memory_available(), start = ck_now_ns();
	const char *why = s->bump.size > available ? "more than there is" : NULL;
	if (!why && !ck_memory_get(&s->copy, s->bump.size, CK_BUMP_SECTION_ALIGN))
		why = strerror(errno);
	if (why)
		return ck_error(s->doc.path, "a copy of the weights needs %.1f MiB, %.1f are available: %s", mib(s->bump.size), mib(available), why);
	ck_team_run(s->team, copy_part, s);
	s->copy_ns = ck_now_ns() - start;
	return true;
}

static bool open_parts(struct ck_session *s, const char *path, const struct ck_session_options *opt)
{
	const char *layout, *dir = find_layout(path, &layout, &s->arena);
	const char *bump = ck_printf(&s->arena, "%smodel.bump", dir), *library = ck_printf(&s->arena, "%smodel.so", dir);
	if (!ck_doc_expect(&s->doc, layout, CK_LAYOUT, &s->arena) || !check_cpu(s))
		return false;
	if (!ck_bump_open(&s->bump, bump, CK_BUMP_MODEL))
		return false;
	if (!load_library(s, library) || !check_arenas(s, library))
		return false;
	if (opt->check && !ck_bump_check(&s->bump))
		return false;
	if (s->model->nprograms < 1)
		return ck_error(library, "no program");
	s->program = ck_allocn(&s->arena, (size_t)s->model->nprograms, sizeof *s->program);
	for (int i = 0; i < s->model->nprograms; i++)
		if (!bind_program(s, &s->program[i], &s->model->program[i]) || (!opt->raw && !bind_roles(s, &s->program[i])))
			return false;
	if (!opt->raw && !bind_sizes(s))
		return false;

	s->team = ck_team_open(opt->threads > 0 ? opt->threads : ck_team_cpus());
	if (opt->pin && !ck_team_pin(s->team))
		return ck_error(NULL, "cannot bind threads to CPUs: %s", strerror(errno));
	if (!get_memory(s) || !(opt->huge ? copy_weights(s) : map_master(s)))
		return false;
	const uint8_t *weights = opt->huge ? s->copy.p : s->master ? s->master : s->bump.map;
	s->count = ck_allocn(&s->arena, (size_t)s->model->ncounters, sizeof *s->count);
	s->length = ck_allocn(&s->arena, (size_t)s->slots, sizeof *s->length);
	s->host = (struct ck_host){ .user = s, .barrier = ck_session_barrier, .trap = ck_session_trap };
	s->ctx = (struct ck_ctx){ .weights = weights, .state = s->state.p,
		.gradients = s->gradients.p, .optimizer = s->optimizer.p, .act = s->act.p, .call = s->call.p,
		.scratch = s->scratch.p, .dim = s->dim, .count = s->count, .host = &s->host };
	if (s->model->init)
		s->model->init(&s->ctx);
	return true;
}

bool ck_session_open(struct ck_session *s, const char *path, const struct ck_session_options *opt)
{
	*s = (struct ck_session){ .bump = { .fd = -1 } };
	if (!*path)
		return ck_error(NULL, "no model is named ''");
	if (open_parts(s, path, opt))
		return true;
	ck_session_close(s);
	return false;
}

void ck_session_close(struct ck_session *s)
{
	if (s->team)
		ck_team_close(s->team);
	if (s->master) {
		ck_map_unguard(s->master);
		munmap(s->master, s->bump.size);
	}
	ck_memory_free(&s->copy);
	ck_memory_free(&s->state);
	ck_memory_free(&s->gradients);
	ck_memory_free(&s->optimizer);
	ck_memory_free(&s->act);
	ck_memory_free(&s->call);
	ck_memory_free(&s->scratch);
	if (s->library)
		dlclose(s->library);
	if (s->bump.map)
		ck_bump_close(&s->bump);
	ck_arena_free(&s->arena);
	*s = (struct ck_session){ .bump = { .fd = -1 } };
}

const struct ck_session_program *ck_session_program(const struct ck_session *s, const char *name)
{
	for (int i = 0; i < s->model->nprograms; i++)
		if (!strcmp(s->program[i].desc->name, name))
			return &s->program[i];
	return NULL;
}

#include "quant_model.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <omp.h>
#include <stdlib.h>
#include <string.h>

#include "diag.h"
#include "fileio.h"
#include "gguf_write.h"
#include "quant.h"
#include "quant_read.h"

/* Elements of a piece, whole blocks of every type; pieces between two writes. */
enum { PIECE = 1 << 16, BATCH = 64, WIDEST = 8 };

enum fault { FINE, UNREADABLE, NOT_FINITE, TOO_LARGE };

/* Elements [at, at + n) of a tensor. */
struct piece {
	const struct ck_gguf_tensor *from, *to;
	uint64_t at, n;
	uint8_t *out;
	uint64_t size;      /* of out, the padding after the tensor included */
	enum fault fault;
	uint64_t element;   /* at fault */
};

struct job {
	struct ck_outfile *o;
	const struct ck_gguf_set *s;
	struct ck_gguf to;
	const struct ck_gguf_tensor **from;  /* of each of to's tensors */
	int threads;
	struct ck_progress progress;
};

/* Deciding */

static int order(const void *x, const void *y)
{
	return ck_gguf_order(*(const struct ck_gguf_tensor *const *)x, *(const struct ck_gguf_tensor *const *)y);
}

static bool convertible(const struct ck_gguf_set *s, const struct ck_gguf_tensor *t, const struct ck_dtype *to, bool requantize)
{
	const struct ck_gguf *g = &s->file[t->file];
	if (t->dtype == to)
		return true;
	if (!ck_dequantizable(t->dtype))
		return ck_gguf_error(g, t->at, "tensor '%s': %s cannot be converted", t->name, t->dtype->name);
	if (t->dtype->block > 1 && !requantize)
		return ck_gguf_error(g, t->at, "tensor '%s' is %s already; --allow-requantize makes it %s, with the errors of both",
			t->name, t->dtype->name, to->name);
	return true;
}

static const struct ck_dtype *overridden(const struct ck_quant_options *o, const char *name, bool *used)
{
	for (size_t i = 0; i < o->overrides; i++)
		if (regexec(&o->override[i].regex, name, 0, NULL, 0) == 0) {
			used[i] = true;
			return o->override[i].dtype;
		}
	return NULL;
}

/* The type of each tensor of j->to. */
static bool choose(struct job *j, const struct ck_quant_options *o, struct ck_arena *a)
{
	const struct ck_gguf *to = &j->to;
	const struct ck_dtype **mixed = ck_allocn(a, to->tensor.n + 1, sizeof *mixed);
	bool *used = ck_allocn(a, o->overrides + 1, sizeof *used);
	size_t instead = 0;
	ck_mix_types(o->mix, to, mixed);
	for (size_t i = 0; i < to->tensor.n; i++) {
		struct ck_gguf_tensor *t = &to->tensor.v[i];
		if (ck_mix_keeps(t))
			continue;
		const struct ck_dtype *want = overridden(o, t->name, used);
		if (!want)
			want = o->pure ? ck_dtype_named(o->mix->dtype) : mixed[i];
		const struct ck_dtype *type = ck_mix_fitting(want, t->ne[0]);
		instead += type != want;
		if (!convertible(j->s, t, type, o->requantize))
			return false;
		t->dtype = type;
	}
	for (size_t i = 0; i < o->overrides; i++)
		if (!used[i])
			return ck_error(to->path, "no matrix has a name that matches '%s'", o->override[i].pattern);
	if (instead)
		ck_note(to->path, "rows of %zu matrices are no whole blocks of the type wanted: another stands in", instead);
	return true;
}

static bool prepare(struct job *j, const struct ck_quant_options *o, struct ck_arena *a)
{
	const struct ck_gguf_set *s = j->s;
	struct ck_gguf *to = &j->to;
	j->from = ck_allocn(a, s->tensor.n + 1, sizeof *j->from);
	for (size_t i = 0; i < s->tensor.n; i++)
		j->from[i] = &s->tensor.v[i];
	qsort(j->from, s->tensor.n, sizeof *j->from, order);
	*to = s->file[0];
	to->tensor.n = s->tensor.n;
	to->tensor.v = ck_allocn(a, s->tensor.n + 1, sizeof *to->tensor.v);
	for (size_t i = 0; i < s->tensor.n; i++)
		to->tensor.v[i] = *j->from[i];
	if (!choose(j, o, a))
		return false;
	to->kv.n = 0;
	to->kv.v = NULL;
	for (size_t i = 0; i < s->file[0].kv.n; i++)
		CK_PUSH(a, &to->kv, s->file[0].kv.v[i]);
	ck_gguf_set_u32(to, "general.quantization_version", 2, a);
	ck_gguf_set_u32(to, "general.file_type", o->mix->file_type, a);
	ck_gguf_drop(to, "split.no");
	ck_gguf_drop(to, "split.count");
	ck_gguf_drop(to, "split.tensors.count");
	return ck_gguf_place(to, a);
}

/* Working */

struct scratch { uint8_t in[PIECE * WIDEST]; float x[PIECE]; };

static const struct ck_gguf *file_of(const struct job *j, const struct piece *p)
{
	return &j->s->file[p->from->file];
}

static uint64_t offset_in(const struct job *j, const struct piece *p)
{
	return file_of(j, p)->head_size + p->from->offset + (uint64_t)ck_dtype_size(p->from->dtype, (int64_t)p->at);
}

static bool find_fault(struct piece *p, const float *x)
{
	for (uint64_t i = 0; i < p->n; i++)
		if (!isfinite(x[i])) {
			p->fault = NOT_FINITE;
			p->element = i;
			return true;
		}
	return false;
}

static void convert(struct job *j, struct piece *p, struct scratch *s)
{
	const struct ck_dtype *from = p->from->dtype, *to = p->to->dtype;
	const uint64_t have = (uint64_t)ck_dtype_size(from, (int64_t)p->n), make = (uint64_t)ck_dtype_size(to, (int64_t)p->n);
	memset(p->out + make, 0, p->size - make);
	if (!ck_pread(j->s->fd[p->from->file], file_of(j, p)->path, s->in, have, offset_in(j, p))) {
		p->fault = UNREADABLE;
		return;
	}
	if (ck_dequantizable(from)) {
		ck_dequantize(from, s->in, s->x, (int64_t)p->n);
		if (find_fault(p, s->x))
			return;
	}
	if (from == to) {
		memcpy(p->out, s->in, have);
	} else {
		p->element = (uint64_t)ck_quantize(to, s->x, p->out, (int64_t)p->n);
		p->fault = p->element < p->n ? TOO_LARGE : FINE;
	}
	ck_progress_add(&j->progress, have);
}

static bool report(const struct job *j, const struct piece *p)
{
	const uint64_t element = p->at + p->element, at = offset_in(j, p);
	switch (p->fault) {
	case FINE:
		return true;
	case UNREADABLE:
		return false;
	case NOT_FINITE:
		return ck_gguf_error(file_of(j, p), at, "tensor '%s': element %" PRIu64 " is not finite", p->from->name, element);
	case TOO_LARGE:
		break;
	}
	return ck_gguf_error(file_of(j, p), at, "tensor '%s': from element %" PRIu64 " on, a block has values too large for %s",
		p->from->name, element, p->to->dtype->name);
}

/* The next pieces; 0 at the end. */
static int next_batch(const struct job *j, struct piece *p, uint8_t *out, size_t *tensor, uint64_t *at)
{
	int n = 0;
	while (n < BATCH && *tensor < j->to.tensor.n) {
		const struct ck_gguf_tensor *from = j->from[*tensor], *to = &j->to.tensor.v[*tensor];
		const uint64_t elements = from->rows * from->row_elements, left = elements - *at, take = left < PIECE ? left : PIECE;
		uint64_t size = (uint64_t)ck_dtype_size(to->dtype, (int64_t)take);
		if (take == left)
			size += -to->size & (j->to.alignment - 1);
		p[n++] = (struct piece){ .from = from, .to = to, .at = *at, .n = take, .out = out, .size = size };
		out += size;
		*at += take;
		if (*at == elements) {
			*at = 0;
			++*tensor;
		}
	}
	return n;
}

static bool write_out(struct ck_outfile *o, const void *p, size_t n)
{
	return fwrite(p, 1, n, o->f) == n || ck_error(o->path, "cannot write: %s", strerror(errno));
}

static void *allocate(size_t n)
{
	void *p = malloc(n);
	if (!p)
		ck_die("out of memory");
	return p;
}

static bool run(struct job *j)
{
	struct piece piece[BATCH];
	struct scratch *scratch = allocate((size_t)j->threads * sizeof *scratch);
	uint8_t *out = allocate(BATCH * ((size_t)PIECE * WIDEST + j->to.alignment));
	bool ok = write_out(j->o, j->to.head, j->to.head_size);
	size_t tensor = 0;
	uint64_t at = 0;
	for (int n; ok && (n = next_batch(j, piece, out, &tensor, &at)) > 0;) {
		#pragma omp parallel for schedule(dynamic) num_threads(j->threads)
		for (int i = 0; i < n; i++)
			convert(j, &piece[i], &scratch[omp_get_thread_num()]);
		for (int i = 0; ok && i < n; i++)
			ok = report(j, &piece[i]);
		ok = ok && write_out(j->o, out, (size_t)(piece[n - 1].out + piece[n - 1].size - out));
	}
	free(out);
	free(scratch);
	return ok;
}

bool ck_quant_model(struct ck_outfile *o, const struct ck_gguf_set *s, const struct ck_quant_options *options, struct ck_arena *a)
{
	struct job j = { .o = o, .s = s, .threads = options->threads };
	if (!prepare(&j, options, a))
		return false;
	ck_progress_start(&j.progress, "quantizing", s->data_size);
	const bool ok = run(&j);
	ck_progress_end(&j.progress);
	return ok;
}

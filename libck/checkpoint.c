#include "checkpoint.h"

#include <inttypes.h>
#include <string.h>

#include "diag.h"
#include "hash.h"
#include "outfile.h"

/* The index as it is now that the weights have changed. */
static bool make_index(const struct ck_trainer *t, struct ck_bump_index *index, struct ck_arena *a)
{
	const struct ck_bump *b = &t->session.bump;
	const struct ck_bump_header *h = b->header;
	struct ck_gguf_set set;
	if (!ck_bump_set(b, &set, a) || !ck_bump_index(b, &set, index, a))
		return false;
	for (size_t i = 0; i < index->n; i++)
		if (index->v[i].offset >= h->data_offset && index->v[i].offset - h->data_offset < h->data_size)
			index->v[i].xxh3 = XXH3_64bits(t->session.master + index->v[i].offset, index->v[i].size);
	return true;
}

static void put_training(const struct ck_trainer *t, const struct ck_checkpoint *c, struct ck_bump_header *h)
{
	XXH3_state_t hash;
	XXH3_64bits_reset(&hash);
	XXH3_64bits_update(&hash, c, sizeof *c);
	if (t->session.model->optimizer)
		XXH3_64bits_update(&hash, t->session.optimizer.p, t->session.model->optimizer);
	h->training_offset = ck_bump_align(h->size, CK_BUMP_SECTION_ALIGN);
	h->training_size = sizeof *c + t->session.model->optimizer;
	h->training_xxh3 = XXH3_64bits_digest(&hash);
	h->size = h->training_offset + h->training_size;
}

static bool put(FILE *f, const void *p, uint64_t n)
{
	return !n || fwrite(p, 1, n, f) == n;
}

static bool put_zeros(FILE *f, uint64_t n)
{
	static const uint8_t zeros[4096];
	for (; n > sizeof zeros; n -= sizeof zeros)
		if (!put(f, zeros, sizeof zeros))
			return false;
	return put(f, zeros, n);
}

/* The file again: header and index say what the weights' bytes are now, all else stays. */
static bool write_bump(const struct ck_trainer *t, const struct ck_checkpoint *c, FILE *f, struct ck_arena *a)
{
	const uint8_t *was = t->session.master;
	struct ck_bump_header h = *t->session.bump.header;
	struct ck_bump_index index;
	if (!make_index(t, &index, a))
		return false;
	const uint64_t behind = h.index_offset + h.index_size;
	const uint64_t end = h.tokenizer_size ? h.tokenizer_offset + h.tokenizer_size : behind;
	h.size = end;
	h.training_offset = h.training_size = h.training_xxh3 = 0;
	if (c)
		put_training(t, c, &h);
	h.index_xxh3 = XXH3_64bits(index.v, h.index_size);
	h.header_xxh3 = XXH3_64bits(&h, offsetof(struct ck_bump_header, header_xxh3));
	return put(f, &h, sizeof h) && put(f, was + sizeof h, h.index_offset - sizeof h) && put(f, index.v, h.index_size) &&
	       put(f, was + behind, end - behind) && (!c || (put_zeros(f, h.training_offset - end) && put(f, c, sizeof *c) &&
	       put(f, t->session.optimizer.p, t->session.model->optimizer)));
}

/* Whether each trained weight is a number: the update behind the last loss may have made others. */
static bool check_finite(const struct ck_trainer *t)
{
	const struct ck_weight_list *w = &t->session.doc.artifact->weights;
	for (size_t i = 0; i < w->n; i++)
		for (int64_t k = 0; !strcmp(w->v[i].dtype, "f32") && k < w->v[i].size / 4; k++) {
			uint32_t u;
			memcpy(&u, t->session.master + w->v[i].offset + 4 * k, sizeof u);
			if ((u & 0x7f800000) == 0x7f800000)
				return ck_error(w->v[i].id, "element %" PRId64 " is not finite behind step %" PRId32, k, t->step);
		}
	return true;
}

bool ck_checkpoint_save(const struct ck_trainer *t, const struct ck_checkpoint *c, const char *path)
{
	struct ck_checkpoint now;
	struct ck_arena a = { 0 };
	struct ck_outfile o;
	if (!check_finite(t) || !ck_out_open(&o, path))
		return false;
	if (c) {
		now = *c;
		now.step = (uint64_t)t->step;
	}
	bool ok = ck_out_end(&o, write_bump(t, c ? &now : NULL, o.f, &a) || ferror(o.f)); /* a failed write is for the end to report */
	ck_arena_free(&a);
	return ok;
}

static bool check(const struct ck_trainer *t, const struct ck_bump *b, struct ck_checkpoint *c)
{
	const struct ck_bump_header *h = b->header, *mine = t->session.bump.header;
	const uint64_t size = sizeof *c + t->session.model->optimizer;
	if (memcmp(h->layout_sha256, t->session.doc.sha256, sizeof h->layout_sha256))
		return ck_error(b->path, "of another layout: %.12s.., %s is %.12s..", h->layout_sha256, t->session.doc.path, t->session.doc.sha256);
	if (!h->training_size)
		return ck_error(b->path, "no checkpoint: it has weights, but no section training");
	if (h->training_size != size || h->data_size != mine->data_size)
		return ck_error(b->path, "section training is %" PRIu64 " bytes and data %" PRIu64 ", not %" PRIu64 " and %" PRIu64, h->training_size,
			h->data_size, size, mine->data_size);
	if (!ck_bump_check(b))
		return false;
	memcpy(c, b->map + h->training_offset, sizeof *c);
	/* Half of what counts tokens: the run takes more behind these. */
	if (c->step > INT32_MAX || c->windows > (uint64_t)(INT64_MAX / 2 / t->seq) || c->shuffle > 1 || c->reserved[0] || c->reserved[1])
		return ck_error(b->path, "section training: step %" PRIu64 " behind %" PRIu64 " sequences is not possible", c->step, c->windows);
	return true;
}

bool ck_checkpoint_load(struct ck_trainer *t, struct ck_checkpoint *c, const char *path)
{
	struct ck_bump b;
	if (!ck_bump_open(&b, path, CK_BUMP_MODEL))
		return false;
	const bool ok = check(t, &b, c);
	if (ok) {
		const struct ck_bump_header *h = b.header;
		memcpy(t->session.master + h->data_offset, b.map + h->data_offset, h->data_size);
		if (t->session.model->optimizer)
			memcpy(t->session.optimizer.p, b.map + h->training_offset + sizeof *c, t->session.model->optimizer);
		t->step = (int32_t)c->step;
	}
	ck_bump_close(&b);
	return ok;
}

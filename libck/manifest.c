#include "manifest.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "artifact.h"
#include "diag.h"
#include "from.h"
#include "utf8.h"
#include "verify.h"

/* Element i of kv; texts are read in order at *pos. False: JSON text cannot hold it. */
static bool element(struct ck_val *v, const struct ck_gguf_kv *kv, uint64_t i, uint64_t *pos, struct ck_arena *a)
{
	struct ck_gguf_text s;
	if (ck_gguf_int_at(kv, i, &v->i)) {
		v->type = CK_INT;
	} else if (kv->item == CK_GGUF_U64) {
		v->type = CK_STR;
		v->s = ck_printf(a, "%" PRIu64, ck_gguf_u64_at(kv, i));
	} else if (ck_gguf_real_at(kv, i, &v->f)) {
		v->type = kv->item == CK_GGUF_F32 ? CK_F32 : CK_F64;
		if (!isfinite(v->f)) {
			const char *text = isnan(v->f) ? "nan" : v->f < 0 ? "-inf" : "inf";
			v->type = CK_STR;
			v->s = text;
		}
	} else if (ck_gguf_bool_at(kv, i, &v->b)) {
		v->type = CK_BOOL;
	} else if (ck_gguf_next_str(kv, pos, &s)) {
		if (memchr(s.s, 0, s.n) || !ck_utf8_valid(s.s, s.n))
			return false;
		v->type = CK_STR;
		v->s = ck_strndup(a, s.s, s.n);
	}
	return true;
}

static struct ck_val value(const struct ck_gguf_kv *kv, struct ck_arena *a)
{
	struct ck_val v = { .type = CK_NONE };
	uint64_t pos = 0;
	if (kv->type != CK_GGUF_ARRAY) {
		if (!element(&v, kv, 0, &pos, a))
			v.type = CK_NONE;
	} else if (kv->count <= CK_MANIFEST_ARRAY) {
		v.type = CK_LIST;
		v.list.n = kv->count;
		v.list.v = ck_allocn(a, kv->count + 1, sizeof *v.list.v);
		for (uint64_t i = 0; i < kv->count; i++)
			if (!element(&v.list.v[i], kv, i, &pos, a))
				return (struct ck_val){ .type = CK_NONE };
	}
	return v;
}

static struct ck_meta meta(const struct ck_gguf_kv *kv, struct ck_arena *a)
{
	bool array = kv->type == CK_GGUF_ARRAY;
	return (struct ck_meta){
		.key = kv->key,
		.type = array ? ck_printf(a, "%s[]", ck_gguf_type_name[kv->item]) : ck_gguf_type_name[kv->type],
		.count = array ? (int64_t)kv->count : 0,
		.value = value(kv, a),
	};
}

static struct ck_tensor tensor(const struct ck_gguf_tensor *t, const struct ck_bump_entry *e, struct ck_arena *a)
{
	struct ck_ints shape = { ck_allocn(a, t->ndims + 1, sizeof *shape.v), t->ndims };
	for (uint32_t i = 0; i < t->ndims; i++)
		shape.v[i] = (int64_t)t->ne[t->ndims - 1 - i];
	return (struct ck_tensor){
		.name = t->name,
		.dtype = t->dtype->name,
		.shape = shape,
		.offset = (int64_t)e->offset,
		.size = (int64_t)e->size,
		.xxh3 = ck_printf(a, "%016" PRIx64, e->xxh3),
	};
}

static bool architecture(const struct ck_gguf *g, const char **arch, struct ck_arena *a)
{
	const struct ck_gguf_kv *kv = ck_gguf_find(g, "general.architecture");
	struct ck_gguf_text s;
	if (!kv)
		return ck_error(g->path, "no key general.architecture");
	if (!ck_gguf_str(kv, &s) || !s.n || !ck_utf8_printable(s.s, s.n))
		return ck_gguf_error(g, kv->at, "general.architecture is not printable text");
	*arch = ck_strndup(a, s.s, s.n);
	return ck_plain(*arch) || ck_gguf_error(g, kv->at, "general.architecture '%s' is not letters, digits and _.:-+/@=,", *arch);
}

/* Of all heads, one after the other. */
static const char *hash_heads(const struct ck_gguf_set *s, struct ck_arena *a)
{
	char *hex = ck_alloc(a, 65);
	uint64_t n = 0;
	for (size_t i = 0; i < s->files; i++)
		n += s->file[i].head_size;
	uint8_t *all = ck_alloc(a, n + 1), *p = all;
	for (size_t i = 0; i < s->files; p += s->file[i++].head_size)
		memcpy(p, s->file[i].head, s->file[i].head_size);
	ck_sha256(all, n, hex);
	return hex;
}

bool ck_manifest(struct ck_artifact *art, const struct ck_gguf_set *s, const struct ck_bump_index *x, struct ck_arena *a)
{
	const struct ck_gguf *g = s->file; /* the one with the key/values */
	memset(art, 0, sizeof *art);
	art->source = (struct ck_source){ .format = "gguf", .version = g->version, .alignment = g->alignment,
		.size = (int64_t)s->size, .files = s->files > 1 ? (int64_t)s->files : 0 };
	if (!architecture(g, &art->source.arch, a))
		return false;
	art->metadata.v = ck_allocn(a, g->kv.n + 1, sizeof *art->metadata.v);
	for (size_t i = 0; i < g->kv.n; i++)
		art->metadata.v[art->metadata.n++] = meta(&g->kv.v[i], a);
	art->tensors.v = ck_allocn(a, s->tensor.n + 1, sizeof *art->tensors.v);
	for (size_t i = 0; i < s->tensor.n; i++)
		art->tensors.v[art->tensors.n++] = tensor(&s->tensor.v[i], &x->v[i], a);
	ck_artifact_stamp(art, CK_MANIFEST, "gguf2bump", (struct ck_strs){ 0 }, hash_heads(s, a));
	return true;
}

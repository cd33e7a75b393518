/* gguf-make: GGUF models for tests. Invents a model of an architecture, or takes an existing one
 * (converting its matrices), breaks it on request, and writes it. Same options, same bytes. */
#include <errno.h>
#include <fnmatch.h>
#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

#include "cli.h"
#include "diag.h"
#include "fileio.h"
#include "fixture_blocks.h"
#include "gguf_build.h"
#include "gguf_set.h"
#include "gguf_write.h"
#include "idfile.h"
#include "outfile.h"
#include "quant_mix.h"

enum fill { RANDOM, NORM, FREQS, DECAY, SOURCE };

struct weight {
	struct ck_gguf_tensor t;
	enum fill fill;
	const struct ck_gguf_tensor *from; /* of SOURCE */
	uint64_t stream;                   /* of the random numbers */
	bool nan;
};

struct model {
	struct ck_arena a;
	struct ck_gguf out; /* version, alignment, kv */
	uint64_t seed;
	struct { struct weight *v; size_t n; } weight;
	struct ck_gguf source;
	int source_fd;
};

struct shape { int64_t layers, width, ffn, heads, kv_heads, head, vocab, context, window; };

/* Layers of the gated delta rule: of every `period` all but the last. */
struct linear { int64_t period, key, key_heads, value_heads, conv; };

/* What an architecture has besides Llama's keys and tensors. */
struct family {
	const char *arch;
	bool head_norms;  /* of each head of Q and K */
	bool post_norms;  /* of what attention and feed-forward give */
	bool rope_dims;   /* a key for them */
	float rope_base;
	int rope_part;    /* of a head's elements one in this many is turned */
	int32_t rope_sections[4]; /* pairs that turn by time, height, width and a fourth position */
	struct linear linear;
};

static const struct family llama = { "llama", .rope_dims = true, .rope_base = 10000 };
static const struct family gemma3 = { "gemma3", .head_norms = true, .post_norms = true, .rope_base = 1000000 };
static const struct family qwen35 = { "qwen35", .head_norms = true, .rope_dims = true, .rope_base = 10000000, .rope_part = 4,
	.rope_sections = { 2, 1, 1, 0 },
	.linear = { .period = 4, .key = 24, .key_heads = 2, .value_heads = 4, .conv = 4 } };

static const struct { const char *name; const struct family *family; struct shape shape; } presets[] = {
	{ "micro",  &llama,  { 1,   32,   32,  2, 1, 16,     40,     64, 0 } },
	{ "tiny",   &llama,  { 2,   64,  160,  4, 2, 16,    320,    256, 0 } },
	{ "1b",     &llama,  { 16, 2048, 8192, 32, 8, 64, 128256, 131072, 0 } },
	{ "gemma3", &gemma3, { 8,   48,   96,  4, 2, 32,    320,   1024, 40 } },
	{ "qwen35", &qwen35, { 8,   48,   96,  4, 2, 32,    320,   1024, 0 } },
};

/* Keys */

static void add_kv(struct model *m, const char *key, enum ck_gguf_type type, enum ck_gguf_type item, uint64_t count,
	const void *data, size_t size)
{
	uint8_t *copy = ck_alloc(&m->a, size + 1);
	memcpy(copy, data, size);
	CK_PUSH(&m->a, &m->out.kv, (struct ck_gguf_kv){ .key = key, .type = type, .item = item, .count = count,
		.data = copy, .size = size });
}

static void add_u32(struct model *m, const char *key, int64_t value)
{
	uint32_t v = (uint32_t)value;
	add_kv(m, key, CK_GGUF_U32, CK_GGUF_U32, 1, &v, sizeof v);
}

static void add_f32(struct model *m, const char *key, float value)
{
	add_kv(m, key, CK_GGUF_F32, CK_GGUF_F32, 1, &value, sizeof value);
}

static void add_str(struct model *m, const char *key, const char *value)
{
	struct bytes b = { 0 };
	put_str(&b, value);
	add_kv(m, key, CK_GGUF_STR, CK_GGUF_STR, 1, b.v, b.n);
	free(b.v);
}

/* The i-th word, all different: an optional space mark, then consonants and vowels. */
static const char *word(char *buf, int64_t i)
{
	static const char consonant[] = "bdfgklmnprstvz", vowel[] = "aeiou";
	char *p = buf;
	if (i & 1)
		p = stpcpy(p, "\xe2\x96\x81");
	for (i = i / 2 + 1; i > 0; i = (i - 1) / 70) {
		*p++ = consonant[(i - 1) % 70 / 5];
		*p++ = vowel[(i - 1) % 5];
	}
	*p = 0;
	return buf;
}

/* SentencePiece in form: control tokens, bytes where there is room, characters, words with falling scores. */
static void add_vocabulary(struct model *m, int64_t n)
{
	enum { NORMAL = 1, UNKNOWN = 2, CONTROL = 3, BYTE = 6, SPACE_FOR_BYTES = 300 };
	struct bytes tokens = { 0 }, scores = { 0 }, types = { 0 };
	int64_t bytes = n >= SPACE_FOR_BYTES ? 256 : 0, characters = 3 + bytes;
	for (int64_t i = 0; i < n; i++) {
		char buf[64];
		uint32_t type = i == 0 ? UNKNOWN : i < 3 ? CONTROL : i < characters ? BYTE : NORMAL;
		float score = type == NORMAL ? -(float)(i - characters) : 0;
		if (i < 3)
			put_str(&tokens, (const char *[]){ "<unk>", "<s>", "</s>" }[i]);
		else if (i < characters)
			put_text(&tokens, buf, (size_t)sprintf(buf, "<0x%02X>", (unsigned)(i - 3) & 0xff));
		else if (i == characters)
			put_str(&tokens, "\xe2\x96\x81");
		else if (i <= characters + 26)
			put_text(&tokens, &(char){ (char)('a' + i - characters - 1) }, 1);
		else
			put_str(&tokens, word(buf, i - characters - 27));
		put(&scores, &score, sizeof score);
		put_u32(&types, type);
	}
	add_str(m, "tokenizer.ggml.model", "llama");
	add_kv(m, "tokenizer.ggml.tokens", CK_GGUF_ARRAY, CK_GGUF_STR, (uint64_t)n, tokens.v, tokens.n);
	add_kv(m, "tokenizer.ggml.scores", CK_GGUF_ARRAY, CK_GGUF_F32, (uint64_t)n, scores.v, scores.n);
	add_kv(m, "tokenizer.ggml.token_type", CK_GGUF_ARRAY, CK_GGUF_I32, (uint64_t)n, types.v, types.n);
	add_u32(m, "tokenizer.ggml.unknown_token_id", 0);
	add_u32(m, "tokenizer.ggml.bos_token_id", 1);
	add_u32(m, "tokenizer.ggml.eos_token_id", 2);
	free(tokens.v);
	free(scores.v);
	free(types.v);
}

static void add_keys(struct model *m, const struct family *f, const struct shape *s)
{
#define KEY(what) ck_printf(&m->a, "%s." what, f->arch)
	add_str(m, "general.architecture", f->arch);
	add_str(m, "general.name", "fixture");
	add_u32(m, KEY("block_count"), s->layers);
	add_u32(m, KEY("context_length"), s->context);
	add_u32(m, KEY("embedding_length"), s->width);
	add_u32(m, KEY("feed_forward_length"), s->ffn);
	add_u32(m, KEY("attention.head_count"), s->heads);
	add_u32(m, KEY("attention.head_count_kv"), s->kv_heads);
	if (s->head * s->heads != s->width) {
		add_u32(m, KEY("attention.key_length"), s->head);
		add_u32(m, KEY("attention.value_length"), s->head);
	}
	add_f32(m, KEY("attention.layer_norm_rms_epsilon"), 1e-5f);
	if (s->window)
		add_u32(m, KEY("attention.sliding_window"), s->window);
	if (f->rope_dims)
		add_u32(m, KEY("rope.dimension_count"), s->head / (f->rope_part ? f->rope_part : 1));
	if (f->rope_sections[0])
		add_kv(m, KEY("rope.dimension_sections"), CK_GGUF_ARRAY, CK_GGUF_I32, 4, f->rope_sections, sizeof f->rope_sections);
	add_f32(m, KEY("rope.freq_base"), f->rope_base);
	if (f->linear.period) {
		const struct linear *l = &f->linear;
		add_u32(m, KEY("full_attention_interval"), l->period);
		add_u32(m, KEY("ssm.conv_kernel"), l->conv);
		add_u32(m, KEY("ssm.state_size"), l->key);
		add_u32(m, KEY("ssm.group_count"), l->key_heads);
		add_u32(m, KEY("ssm.time_step_rank"), l->value_heads);
		add_u32(m, KEY("ssm.inner_size"), l->value_heads * l->key);
	}
	add_u32(m, KEY("vocab_size"), s->vocab);
#undef KEY
	add_vocabulary(m, s->vocab);
}

/* Weights */

static void measure(struct ck_gguf_tensor *t)
{
	t->rows = t->ne[1] * t->ne[2] * t->ne[3];
	t->size = (uint64_t)ck_dtype_size(t->dtype, (int64_t)(t->ne[0] * t->rows));
	t->row_size = t->size / t->rows;
}

/* A matrix of n rows of k, or a vector where n is 0. */
static void add_weight(struct model *m, const char *name, enum fill fill, const struct ck_dtype *type, int64_t k, int64_t n)
{
	struct weight w = { .fill = fill, .stream = m->weight.n,
		.t = { .name = name, .dtype = ck_mix_fitting(n ? type : ck_dtype_named("f32"), (uint64_t)k), .ndims = n ? 2 : 1,
			.ne = { (uint64_t)k, n ? (uint64_t)n : 1, 1, 1 } } };
	measure(&w.t);
	CK_PUSH(&m->a, &m->weight, w);
}

#define NAME(what) ck_printf(&m->a, "blk.%" PRId64 "." what, i)

static void add_attention(struct model *m, const struct family *f, const struct shape *s, const struct ck_dtype *type, int64_t i)
{
	const int64_t q = s->heads * s->head, kv = s->kv_heads * s->head;
	add_weight(m, NAME("attn_q.weight"), RANDOM, type, s->width, f->linear.period ? 2 * q : q); /* with a gate */
	add_weight(m, NAME("attn_k.weight"), RANDOM, type, s->width, kv);
	add_weight(m, NAME("attn_v.weight"), RANDOM, type, s->width, kv);
	add_weight(m, NAME("attn_output.weight"), RANDOM, type, q, s->width);
	if (f->head_norms) {
		add_weight(m, NAME("attn_q_norm.weight"), NORM, NULL, s->head, 0);
		add_weight(m, NAME("attn_k_norm.weight"), NORM, NULL, s->head, 0);
	}
}

static void add_delta_rule(struct model *m, const struct linear *l, const struct shape *s, const struct ck_dtype *type, int64_t i)
{
	const int64_t values = l->value_heads * l->key, channels = 2 * l->key_heads * l->key + values;
	const struct ck_dtype *f32 = ck_dtype_named("f32");
	add_weight(m, NAME("attn_qkv.weight"), RANDOM, type, s->width, channels);
	add_weight(m, NAME("attn_gate.weight"), RANDOM, type, s->width, values);
	add_weight(m, NAME("ssm_conv1d.weight"), RANDOM, f32, l->conv, channels);
	add_weight(m, NAME("ssm_dt.bias"), NORM, NULL, l->value_heads, 0);
	add_weight(m, NAME("ssm_a"), DECAY, NULL, l->value_heads, 0);
	add_weight(m, NAME("ssm_beta.weight"), RANDOM, type, s->width, l->value_heads);
	add_weight(m, NAME("ssm_alpha.weight"), RANDOM, type, s->width, l->value_heads);
	add_weight(m, NAME("ssm_norm.weight"), NORM, NULL, l->key, 0);
	add_weight(m, NAME("ssm_out.weight"), RANDOM, type, values, s->width);
}

static void add_weights(struct model *m, const struct family *f, const struct shape *s, const struct ck_dtype *type, bool untied,
	bool freqs)
{
	add_weight(m, "token_embd.weight", RANDOM, type, s->width, s->vocab);
	if (freqs)
		add_weight(m, "rope_freqs.weight", FREQS, NULL, s->head / 2, 0);
	for (int64_t i = 0; i < s->layers; i++) {
		add_weight(m, NAME("attn_norm.weight"), NORM, NULL, s->width, 0);
		if (f->linear.period && i % f->linear.period != f->linear.period - 1)
			add_delta_rule(m, &f->linear, s, type, i);
		else
			add_attention(m, f, s, type, i);
		if (f->post_norms || f->linear.period)
			add_weight(m, NAME("post_attention_norm.weight"), NORM, NULL, s->width, 0);
		if (!f->linear.period)
			add_weight(m, NAME("ffn_norm.weight"), NORM, NULL, s->width, 0);
		add_weight(m, NAME("ffn_gate.weight"), RANDOM, type, s->width, s->ffn);
		add_weight(m, NAME("ffn_up.weight"), RANDOM, type, s->width, s->ffn);
		add_weight(m, NAME("ffn_down.weight"), RANDOM, type, s->ffn, s->width);
		if (f->post_norms)
			add_weight(m, NAME("post_ffw_norm.weight"), NORM, NULL, s->width, 0);
	}
	add_weight(m, "output_norm.weight", NORM, NULL, s->width, 0);
	if (untied)
		add_weight(m, "output.weight", RANDOM, type, s->width, s->vocab);
}
#undef NAME

/* An existing model */

static int order_weights(const void *x, const void *y)
{
	const struct weight *a = x, *b = y;
	return ck_gguf_order(&a->t, &b->t);
}

static bool take_source(struct model *m, const char *path, const char *type)
{
	const struct ck_dtype *want = type ? ck_dtype_named(type) : NULL;
	m->source_fd = ck_open_regular(path);
	if (m->source_fd < 0 || !ck_gguf_read(&m->source, path, m->source_fd, &m->a))
		return false;
	for (size_t i = 0; i < m->source.kv.n; i++)
		CK_PUSH(&m->a, &m->out.kv, m->source.kv.v[i]);
	for (size_t i = 0; i < m->source.tensor.n; i++) {
		const struct ck_gguf_tensor *t = &m->source.tensor.v[i];
		struct weight w = { .t = *t, .fill = SOURCE, .from = t, .stream = i };
		if (want && t->ndims == 2 && (!strcmp(type, "f32") || !strcmp(t->dtype->name, "f32")))
			w.t.dtype = ck_mix_fitting(want, t->ne[0]);
		measure(&w.t);
		CK_PUSH(&m->a, &m->weight, w);
	}
	if (want) {
		qsort(m->weight.v, m->weight.n, sizeof *m->weight.v, order_weights);
		ck_gguf_set_u32(&m->out, "general.quantization_version", 2, &m->a);
		ck_gguf_set_u32(&m->out, "general.file_type", !strcmp(type, "q8_0") ? 7 : !strcmp(type, "f16"), &m->a);
	}
	m->out.version = m->source.version;
	m->out.alignment = m->source.alignment;
	return true;
}

/* GLOB=DTYPE: the matrices whose names match get random contents of this type. */
static void randomize(struct model *m, const char *arg)
{
	const char *equals = strrchr(arg, '=');
	const struct ck_dtype *type = equals ? ck_dtype_named(equals + 1) : NULL;
	if (!type || type->ggml < 0)
		ck_usage("--random takes GLOB=DTYPE, not '%s'", arg);
	const char *glob = ck_strndup(&m->a, arg, (size_t)(equals - arg));
	bool any = false;
	for (size_t i = 0; i < m->weight.n; i++) {
		struct weight *w = &m->weight.v[i];
		if (w->t.ndims != 2 || fnmatch(glob, w->t.name, 0))
			continue;
		any = true;
		w->fill = RANDOM;
		w->t.dtype = ck_mix_fitting(type, w->t.ne[0]);
		measure(&w->t);
	}
	if (!any)
		ck_usage("the model has no matrix '%s'", glob);
}

/* KEY=FILE */
static bool add_file(struct model *m, const char *arg)
{
	const char *equals = strchr(arg, '=');
	struct ck_bytes b;
	if (!equals)
		ck_usage("--text takes KEY=FILE, not '%s'", arg);
	if (!ck_read_all(equals + 1, &b, &m->a))
		return false;
	add_str(m, ck_strndup(&m->a, arg, (size_t)(equals - arg)), ck_strndup(&m->a, b.s, b.n));
	return true;
}

/* Damage */

static void rename_arch(struct model *m, const char *arch)
{
	const char *old = "";
	for (size_t i = 0; i < m->out.kv.n; i++) {
		struct ck_gguf_text s;
		if (!strcmp(m->out.kv.v[i].key, "general.architecture") && ck_gguf_str(&m->out.kv.v[i], &s))
			old = ck_printf(&m->a, "%.*s.", (int)s.n, s.s);
	}
	for (size_t i = 0; i < m->out.kv.n; i++) {
		struct ck_gguf_kv *kv = &m->out.kv.v[i];
		if (!strcmp(kv->key, "general.architecture")) {
			size_t n = m->out.kv.n;
			add_str(m, kv->key, arch);
			m->out.kv.v[i] = m->out.kv.v[n];
			m->out.kv.n = n;
		} else if (*old && !strncmp(kv->key, old, strlen(old))) {
			kv->key = ck_printf(&m->a, "%s.%s", arch, kv->key + strlen(old));
		}
	}
}

static struct weight *find(struct model *m, const char *name)
{
	for (size_t i = 0; i < m->weight.n; i++)
		if (!strcmp(m->weight.v[i].t.name, name))
			return &m->weight.v[i];
	ck_usage("the model has no tensor '%s'", name);
}

static void drop(struct model *m, const char *name)
{
	struct weight *w = find(m, name);
	m->weight.n--;
	memmove(w, w + 1, (size_t)(m->weight.v + m->weight.n - w) * sizeof *w);
}

static void misshape(struct model *m, const char *name)
{
	struct weight *w = find(m, name);
	w->t.ne[w->t.ndims - 1]++;
	if (w->t.ne[0] % (uint64_t)w->t.dtype->block)
		w->t.ne[0] += (uint64_t)w->t.dtype->block - 1;
	w->fill = RANDOM;
	measure(&w->t);
}

/* Writing */

static void fill_vector(const struct weight *w, struct ck_rng *r, float *x, int64_t n)
{
	for (int64_t i = 0; i < n; i++)
		x[i] = w->fill == NORM ? 0.9f + 0.2f * (float)ck_rng_unit(r)
			: w->fill == DECAY ? -0.3f * (float)(i + 1) / (float)n /* a state's half-life: 1 to 7 positions */
			: 1 + 7 * (float)i / (float)n; /* FREQS: divisors from 1 to 8 */
}

/* Elements [at, at + n) of a weight. */
static bool contents(const struct model *m, const struct weight *w, struct ck_rng *r, uint64_t at, uint64_t n, void *out)
{
	const struct ck_gguf_tensor *t = &w->t;
	uint64_t bytes = (uint64_t)ck_dtype_size(t->dtype, (int64_t)n);
	if (w->fill == SOURCE) {
		const struct ck_gguf_tensor *f = w->from;
		bool convert = f->dtype != t->dtype;
		uint64_t have = (uint64_t)ck_dtype_size(f->dtype, (int64_t)n), skip = (uint64_t)ck_dtype_size(f->dtype, (int64_t)at);
		void *buf = convert ? malloc(have) : out;
		bool ok = buf && ck_pread(m->source_fd, m->source.path, buf, have, m->source.head_size + f->offset + skip)
			&& (!convert || fixture_convert(f->dtype, buf, t->dtype, out, (int64_t)n)
				|| ck_error(m->source.path, "%s: no conversion from %s to %s", t->name, f->dtype->name, t->dtype->name));
		if (convert)
			free(buf);
		if (!ok)
			return false;
	} else if (w->fill == RANDOM) {
		fixture_random(t->dtype, (int64_t)t->ne[0], r, out, (int64_t)n);
	} else {
		fill_vector(w, r, out, (int64_t)n);
	}
	if (w->nan) { /* in row 1 (a beginning-of-text token's, of an embedding) or the only row */
		uint64_t where = t->rows > 1 ? t->row_size : 0, from = (uint64_t)ck_dtype_size(t->dtype, (int64_t)at);
		if (where >= from && where - from < bytes && !fixture_nan(t->dtype, (uint8_t *)out + (where - from)))
			ck_usage("type %s has no NaN", t->dtype->name);
	}
	return true;
}

static bool write_weights(struct model *m, size_t from, size_t end, struct ck_outfile *o)
{
	enum { STEP = 1 << 16 }; /* elements: whole blocks of every type */
	static uint8_t buf[STEP * 8];
	struct ck_gguf g = m->out;
	g.path = o->path;
	for (size_t i = from; i < end; i++)
		CK_PUSH(&m->a, &g.tensor, m->weight.v[i].t);
	if (!ck_gguf_place(&g, &m->a))
		return false;
	bool ok = fwrite(g.head, 1, g.head_size, o->f) == g.head_size;
	for (size_t i = from; i < end; i++) {
		const struct weight *w = &m->weight.v[i];
		struct ck_rng r;
		ck_rng_seed(&r, m->seed, w->stream);
		uint64_t elements = w->t.ne[0] * w->t.rows;
		for (uint64_t at = 0, n; ok && at < elements; at += n) {
			n = elements - at < STEP ? elements - at : STEP;
			if (!contents(m, w, &r, at, n, buf))
				return false;
			size_t bytes = (size_t)ck_dtype_size(w->t.dtype, (int64_t)n);
			ok = fwrite(buf, 1, bytes, o->f) == bytes;
		}
		static const uint8_t zero[4096];
		for (uint64_t n, pad = -w->t.size & (m->out.alignment - 1); ok && pad; pad -= n) {
			n = pad < sizeof zero ? pad : sizeof zero;
			ok = fwrite(zero, 1, n, o->f) == n;
		}
	}
	return ok || ck_error(o->path, "cannot write: %s", strerror(errno));
}

static bool write_file(struct model *m, size_t from, size_t end, const char *path)
{
	struct ck_outfile o;
	return ck_out_open(&o, path) && ck_out_end(&o, write_weights(m, from, end, &o));
}

static void add_split_keys(struct model *m, uint16_t no, uint16_t count, int32_t tensors)
{
	add_kv(m, "split.no", CK_GGUF_U16, CK_GGUF_U16, 1, &no, sizeof no);
	add_kv(m, "split.tensors.count", CK_GGUF_I32, CK_GGUF_I32, 1, &tensors, sizeof tensors);
	add_kv(m, "split.count", CK_GGUF_U16, CK_GGUF_U16, 1, &count, sizeof count);
}

/* Parts of n tensors, as llama.cpp's gguf-split writes them. */
static bool write_parts(struct model *m, size_t n, const char *prefix)
{
	size_t files = (m->weight.n + n - 1) / n;
	for (size_t i = 0; i < files; i++) {
		if (i) {
			m->out.kv.n = 0;
			m->out.alignment = 32;
		}
		add_split_keys(m, (uint16_t)i, (uint16_t)files, (int32_t)m->weight.n);
		if (!write_file(m, i * n, i + 1 < files ? (i + 1) * n : m->weight.n, ck_gguf_part_name(prefix, i, files, &m->a)))
			return false;
	}
	return true;
}

static int64_t number(const char *option, const char *text, int64_t otherwise, int64_t hi)
{
	return text ? ck_cli_int(option, text, 1, hi) : otherwise;
}

int main(int argc, char **argv)
{
	struct model m = { .out = { .version = 3, .alignment = 32 }, .source_fd = -1 };
	const char *out = NULL, *preset = "tiny", *from = NULL, *type = NULL, *seed = "1", *untied = NULL, *freqs = NULL,
		*layers = NULL, *width = NULL, *ffn = NULL, *heads = NULL, *kv_heads = NULL, *head = NULL, *vocab = NULL,
		*context = NULL, *window = NULL, *version = NULL, *align = NULL, *arch = NULL, *split = NULL;
	const char **without = NULL, **extra = NULL, **shape = NULL, **nan = NULL, **random = NULL, **texts = NULL;
	const struct ck_opt opts[] = {
		{ 'o', "output", "FILE", "write FILE (default: standard output)", .text = &out },
		{ 0, "preset", "NAME", "what to start from: micro, tiny, 1b, gemma3 or qwen35 (tiny)", .text = &preset },
		{ 0, "from", "FILE", "start from an existing model", .text = &from },
		{ 0, "type", "DTYPE", "of matrices (f32; with --from: f16, q8_0 or f32, default as they are)", .text = &type },
		{ 0, "random", "GLOB=DTYPE", "matrices of these names: random, of this type", .texts = &random },
		{ 0, "seed", "N", "of the random contents (1)", .text = &seed },
		{ 0, "layers", "N", "layers", .text = &layers },
		{ 0, "width", "N", "embedding length", .text = &width },
		{ 0, "ffn", "N", "feed-forward length", .text = &ffn },
		{ 0, "heads", "N", "attention heads", .text = &heads },
		{ 0, "kv-heads", "N", "key and value heads", .text = &kv_heads },
		{ 0, "head-size", "N", "elements of a head", .text = &head },
		{ 0, "vocab", "N", "tokens", .text = &vocab },
		{ 0, "context", "N", "context length", .text = &context },
		{ 0, "window", "N", "positions that local layers see", .text = &window },
		{ 0, "untied", NULL, "an output matrix of its own", .text = &untied },
		{ 0, "rope-freqs", NULL, "with rope_freqs.weight", .text = &freqs },
		{ 0, "version", "N", "GGUF version, 2 or 3 (3)", .text = &version },
		{ 0, "align", "N", "general.alignment (32)", .text = &align },
		{ 0, "split", "N", "parts of N tensors, named FILE-00001-of-n.gguf, ...", .text = &split },
		{ 0, "arch", "NAME", "rename the architecture and its keys", .text = &arch },
		{ 0, "without", "TENSOR", "leave a tensor out", .texts = &without },
		{ 0, "extra", "TENSOR", "add a tensor no model has", .texts = &extra },
		{ 0, "misshape", "TENSOR", "make a tensor's last dimension longer", .texts = &shape },
		{ 0, "text", "KEY=FILE", "a key whose value is the text of a file", .texts = &texts },
		{ 0, "nan", "TENSOR", "put a NaN into a tensor", .texts = &nan },
		{ 0 },
	};
	const struct ck_cli cli = { "make GGUF models for tests", "", opts, 0, 0, NULL };
	ck_cli_parse(&cli, argc, argv, &m.a);

	m.seed = (uint64_t)ck_cli_int("seed", seed, 0, INT64_MAX);
	if (from) {
		if (type && strcmp(type, "f16") && strcmp(type, "q8_0") && strcmp(type, "f32"))
			ck_usage("--from converts to f16, q8_0 or f32, not %s", type);
		if (!take_source(&m, from, type))
			return 1;
	} else {
		const struct ck_dtype *t = ck_dtype_named(type ? type : "f32");
		const struct shape *p = NULL;
		const struct family *f = NULL;
		for (size_t i = 0; i < sizeof presets / sizeof *presets; i++)
			if (!strcmp(presets[i].name, preset)) {
				p = &presets[i].shape;
				f = presets[i].family;
			}
		if (!p)
			ck_usage("no preset '%s'", preset);
		if (!t || t->ggml < 0)
			ck_usage("no GGUF type '%s'", type);
		struct shape s = {
			.layers = number("layers", layers, p->layers, 10000),
			.width = number("width", width, p->width, 1 << 20),
			.ffn = number("ffn", ffn, p->ffn, 1 << 20),
			.heads = number("heads", heads, p->heads, 1 << 16),
			.kv_heads = number("kv-heads", kv_heads, p->kv_heads, 1 << 16),
			.head = number("head-size", head, p->head, 1 << 16),
			.vocab = number("vocab", vocab, p->vocab, 1 << 24),
			.context = number("context", context, p->context, 1 << 30),
			.window = number("window", window, p->window, 1 << 30),
		};
		add_keys(&m, f, &s);
		add_weights(&m, f, &s, t, untied, freqs);
	}
	m.out.version = (uint32_t)number("version", version, m.out.version, 3);
	m.out.alignment = (uint32_t)number("align", align, m.out.alignment, 1 << 20);
	if (align)
		ck_gguf_set_u32(&m.out, "general.alignment", m.out.alignment, &m.a);
	for (const char **v = random; v && *v; v++)
		randomize(&m, *v);
	if (arch)
		rename_arch(&m, arch);
	for (const char **v = texts; v && *v; v++)
		if (!add_file(&m, *v))
			return 1;
	for (const char **v = without; v && *v; v++)
		drop(&m, *v);
	for (const char **v = extra; v && *v; v++)
		add_weight(&m, *v, NORM, NULL, 32, 0);
	for (const char **v = shape; v && *v; v++)
		misshape(&m, *v);
	for (const char **v = nan; v && *v; v++)
		find(&m, *v)->nan = true;

	if (split && !out)
		ck_usage("--split needs -o");
	bool ok = split ? write_parts(&m, (size_t)ck_cli_int("split", split, 1, 1 << 16), out)
		: write_file(&m, 0, m.weight.n, out);
	if (m.source_fd >= 0)
		close(m.source_fd);
	ck_arena_free(&m.a);
	return ok ? 0 : 1;
}

#include "quant_mix.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

enum mix {
#define MIX(name, file_type, type) MIX_##name,
#include "quant_mix.def"
	MIX_EVERY
};

enum kind { OTHER, OUTPUT, ATTN_V, ATTN_K, ATTN_OUT, FFN_DOWN, KINDS };
enum layers { ALL, FIRST_2, FIRST_4, FIRST_8TH, FIRST_16TH, MORE };
enum model { ANY = 0, GQA_4 = 1, EXPERTS_8 = 2, LLAMA_70B = 4 };

static const struct ck_mix mixes[] = {
#define MIX(name, file_type, type) { #name, file_type, #type },
#include "quant_mix.def"
};

static const struct { const char *name; enum mix mix; } aliases[] = {
#define ALIAS(name, mix) { #name, MIX_##mix },
#include "quant_mix.def"
};

static const struct rule { enum mix mix; enum kind kind; enum layers layers; enum model model; const char *type; } rules[] = {
#define RULE(mix, kind, layers, model, type) { MIX_##mix, kind, layers, model, #type },
#include "quant_mix.def"
};

static const char *const kept[] = {
#define KEEP(text) text,
#include "quant_mix.def"
};

static const struct { enum kind kind; const char *text; } kinds[] = {
#define KIND(kind, text) { kind, text },
#include "quant_mix.def"
};

static const struct { const char *type, *other; } instead[] = {
#define INSTEAD(type, other) { #type, #other },
#include "quant_mix.def"
};

#define COUNT(v) (sizeof (v) / sizeof *(v))

const struct ck_mix *ck_mix_at(int i)
{
	return i >= 0 && (size_t)i < COUNT(mixes) ? &mixes[i] : NULL;
}

const struct ck_mix *ck_mix_named(const char *name)
{
	for (size_t i = 0; i < COUNT(mixes); i++)
		if (!strcasecmp(mixes[i].name, name))
			return &mixes[i];
	for (size_t i = 0; i < COUNT(aliases); i++)
		if (!strcasecmp(aliases[i].name, name))
			return &mixes[aliases[i].mix];
	return NULL;
}

bool ck_mix_keeps(const struct ck_gguf_tensor *t)
{
	static const char suffix[] = "weight";
	const size_t n = strlen(t->name), s = sizeof suffix - 1;
	if (t->ne[1] == 1 && t->ne[2] == 1 && t->ne[3] == 1)
		return true;
	if (n < s || strcmp(t->name + n - s, suffix))
		return true;
	for (size_t i = 0; i < COUNT(kept); i++)
		if (strstr(t->name, kept[i]))
			return true;
	return false;
}

const struct ck_dtype *ck_mix_fitting(const struct ck_dtype *t, uint64_t k)
{
	for (size_t i = 0; k % (uint64_t)t->block && i < COUNT(instead); i++)
		if (!strcmp(t->name, instead[i].type))
			t = ck_dtype_named(instead[i].other);
	return k % (uint64_t)t->block ? ck_dtype_named("f16") : t;
}

static bool named(const struct ck_gguf_tensor *t, const char *name)
{
	return !strcmp(t->name, name);
}

/* Without an output matrix the embedding serves as one. */
static enum kind kind_of(const struct ck_gguf_tensor *t, bool tied)
{
	if (named(t, "output.weight"))
		return OUTPUT;
	if (named(t, "token_embd.weight") || named(t, "per_layer_token_embd.weight"))
		return tied ? OUTPUT : OTHER;
	for (size_t i = 0; i < COUNT(kinds); i++)
		if (strstr(t->name, kinds[i].text))
			return kinds[i].kind;
	return OTHER;
}

/* An integer key of the architecture; of an array, its first element. */
static int64_t fact(const struct ck_gguf *g, const struct ck_gguf_text *arch, const char *key, int64_t otherwise)
{
	char name[256];
	int64_t v;
	snprintf(name, sizeof name, "%.*s.%s", (int)(arch->n < 128 ? arch->n : 0), arch->s, key);
	const struct ck_gguf_kv *kv = ck_gguf_find(g, name);
	return kv && kv->count && ck_gguf_int_at(kv, 0, &v) ? v : otherwise;
}

struct facts { int64_t layers, experts; unsigned model; };

static struct facts facts_of(const struct ck_gguf *g)
{
	struct ck_gguf_text arch = { "", 0 };
	ck_gguf_str(ck_gguf_find(g, "general.architecture"), &arch);
	struct facts f = { fact(g, &arch, "block_count", 0), fact(g, &arch, "expert_count", 0), 0 };
	const int64_t heads = fact(g, &arch, "attention.head_count", 0), kv = fact(g, &arch, "attention.head_count_kv", heads);
	if (kv > 0 && heads / kv >= 4)
		f.model |= GQA_4;
	if (f.experts == 8)
		f.model |= EXPERTS_8;
	if (arch.n == 5 && !memcmp(arch.s, "llama", 5) && f.layers == 80 && heads != kv)
		f.model |= LLAMA_70B;
	return f;
}

static bool within(enum layers which, int64_t i, int64_t n)
{
	switch (which) {
	case ALL:        return true;
	case FIRST_2:    return i < 2;
	case FIRST_4:    return i < 4;
	case FIRST_8TH:  return i < n / 8;
	case FIRST_16TH: return i < n / 16;
	case MORE:       return i < n / 8 || i >= n - n / 8 - (n % 8 != 0) || (i - n / 8) % 3 == 2;
	}
	return false;
}

static const char *ruled(const struct ck_mix *m, enum kind kind, int64_t i, int64_t n, unsigned model)
{
	for (const struct rule *r = rules; r < rules + COUNT(rules); r++)
		if ((r->mix == MIX_EVERY || m == &mixes[r->mix]) && r->kind == kind && within(r->layers, i, n) && (r->model & ~model) == 0)
			return r->type;
	return m->dtype;
}

void ck_mix_types(const struct ck_mix *m, const struct ck_gguf *g, const struct ck_dtype **type)
{
	const struct facts f = facts_of(g);
	const bool plain = ck_dtype_named(m->dtype)->block == 1;
	int64_t seen[KINDS] = { 0 }, values = 0;
	bool tied = true;
	for (size_t i = 0; i < g->tensor.n; i++) {
		values += kind_of(&g->tensor.v[i], false) == ATTN_V;
		tied &= !named(&g->tensor.v[i], "output.weight");
	}
	for (size_t i = 0; i < g->tensor.n; i++) {
		const struct ck_gguf_tensor *t = &g->tensor.v[i];
		if (ck_mix_keeps(t)) {
			type[i] = t->dtype;
			continue;
		}
		const enum kind kind = kind_of(t, tied);
		int layer;
		int64_t at = seen[kind]++;
		if (f.experts > 1 && kind == FFN_DOWN && sscanf(t->name, "blk.%d.", &layer) == 1) /* a tensor for each expert */
			at = layer;
		const char *name = plain ? m->dtype : ruled(m, kind, at, kind == ATTN_V ? values : f.layers, f.model);
		type[i] = ck_dtype_named(name);
	}
}

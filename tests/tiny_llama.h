/* The manifest of a Llama of two layers, with what a test wants to be different. */
#ifndef CK_TESTS_TINY_LLAMA_H
#define CK_TESTS_TINY_LLAMA_H

#include <stdio.h>
#include <string.h>

#include "arena.h"

/* E 8, H 4, KV 2, D 2, F 12, V 16. Numbers are MANIFEST's, slowest dimension first. */
struct tiny {
	const char *arch;      /* NULL: llama */
	const char *meta;      /* more metadata records, each "{...}," */
	const char *drop;      /* tensor or key left out */
	const char *extra;     /* tensors added: "name:rows,cols name:n" */
	const char *reshape;   /* "name:rows,cols": instead of what it has */
};

struct tiny_text { char *v; size_t n; long long offset; const struct tiny *t; int count; };

static void tiny_tensor(struct tiny_text *o, const char *name, long long rows, long long cols)
{
	long long size = 4 * cols * (rows ? rows : 1);
	if (o->t->drop && !strcmp(o->t->drop, name))
		return;
	if (o->t->reshape && !strncmp(o->t->reshape, name, strlen(name)) && o->t->reshape[strlen(name)] == ':') {
		sscanf(o->t->reshape + strlen(name), ":%lld,%lld", &rows, &cols);
		size = 4 * rows * cols;
	}
	o->n += (size_t)sprintf(o->v + o->n, "%s{\"name\":\"%s\",\"dtype\":\"f32\",\"shape\":[", o->count++ ? ",\n" : "", name);
	o->n += (size_t)(rows ? sprintf(o->v + o->n, "%lld,%lld", rows, cols) : sprintf(o->v + o->n, "%lld", cols));
	o->n += (size_t)sprintf(o->v + o->n, "],\"offset\":%lld,\"size\":%lld,\"xxh3\":\"0123456789abcdef\"}", o->offset, size);
	o->offset += (size + 63) / 64 * 64;
}

static void tiny_key(struct tiny_text *o, const char *arch, const char *key, const char *type, const char *value)
{
	if (!o->t->drop || strcmp(o->t->drop, key))
		o->n += (size_t)sprintf(o->v + o->n, "{\"key\":\"%s%s%s\",\"type\":\"%s\",\"value\":%s},\n", *arch ? arch : "",
			*arch ? "." : "", key, type, value);
}

static const char *tiny_manifest(const struct tiny *t, struct ck_arena *a)
{
	static const struct { const char *name; int rows, cols; } tensors[] = {
		{ "attn_norm", 0, 8 }, { "attn_q", 8, 8 }, { "attn_k", 4, 8 }, { "attn_v", 4, 8 }, { "attn_output", 8, 8 },
		{ "ffn_norm", 0, 8 }, { "ffn_gate", 12, 8 }, { "ffn_up", 12, 8 }, { "ffn_down", 8, 12 },
	};
	const char *arch = t->arch ? t->arch : "llama";
	struct tiny_text o = { .v = ck_alloc(a, 1 << 16), .offset = 2 << 20, .t = t };
	o.n = (size_t)sprintf(o.v, "{\n\"kind\":\"ck.manifest\",\n\"version\":1,\n\"from\":{\"tool\":\"test\",\"sha256\":\"\"},\n"
		"\"source\":{\"format\":\"gguf\",\"version\":3,\"arch\":\"%s\",\"alignment\":32,\"size\":1},\n\"metadata\":[\n%s",
		arch, t->meta ? t->meta : "");
	tiny_key(&o, arch, "block_count", "u32", "2");
	tiny_key(&o, arch, "context_length", "u32", "512");
	tiny_key(&o, arch, "embedding_length", "u32", "8");
	tiny_key(&o, arch, "feed_forward_length", "u32", "12");
	tiny_key(&o, arch, "attention.head_count", "u32", "4");
	tiny_key(&o, arch, "attention.head_count_kv", "u32", "2");
	tiny_key(&o, arch, "attention.layer_norm_rms_epsilon", "f32", "1e-05");
	tiny_key(&o, "", "tokenizer.ggml.model", "str", "\"llama\"");
	o.n = o.n - 2 + (size_t)sprintf(o.v + o.n - 2, "\n],\n\"tensors\":[\n");
	tiny_tensor(&o, "token_embd.weight", 16, 8);
	tiny_tensor(&o, "output_norm.weight", 0, 8);
	tiny_tensor(&o, "output.weight", 16, 8);
	for (int layer = 0; layer < 2; layer++)
		for (size_t i = 0; i < sizeof tensors / sizeof *tensors; i++)
			tiny_tensor(&o, ck_printf(a, "blk.%d.%s.weight", layer, tensors[i].name), tensors[i].rows, tensors[i].cols);
	for (const char *p = t->extra; p && *p; p += strcspn(p, " "), p += strspn(p, " ")) {
		char name[64];
		long long rows = 0, cols = 0;
		if (sscanf(p, "%63[^:]:%lld,%lld", name, &rows, &cols) == 2) {
			cols = rows;
			rows = 0;
		}
		tiny_tensor(&o, name, rows, cols);
	}
	sprintf(o.v + o.n, "\n]\n}\n");
	return o.v;
}

#endif

/* ck-fuse: ir1 to ir2. */
#include <string.h>

#include "filter.h"
#include "passes.h"

static const char *target, *numerics, *kv, *ctx, *chunk, *slots, *verify, *fuse, *patterns;

static const struct ck_opt opts[] = {
	{ 't', "target", "NAME", "machine to make code for (default: native, this one)", &target, false, NULL },
	{ 'n', "numerics", "KIND", "exact or fast (default: fast)", &numerics, false, NULL },
	{ 0, "kv", "TYPE", "type of the KV cache: f32, f16, bf16 or q8_0 (default: f32 if exact, f16 if fast)", &kv, false, NULL },
	{ 'c', "ctx", "N", "positions of context (default: the model's, at most 4096)", &ctx, false, NULL },
	{ 0, "chunk", "N", "most rows of one prefill step (default: 512)", &chunk, false, NULL },
	{ 0, "slots", "N", "sequences held at once (default: 1)", &slots, false, NULL },
	{ 0, "verify", "N", "also a program for up to N rows that gives the logits of each (default: none)", &verify, false, NULL },
	{ 0, "fuse", "LIST", "patterns to apply, or none (default: all)", &fuse, true, NULL },
	{ 0, "patterns", "DIR", "folder of fusion patterns", &patterns, false, NULL },
	{ 0 },
};

static int64_t count(const char *name, const char *text, int64_t hi)
{
	return text ? ck_cli_int(name, text, 1, hi) : 0;
}

static bool run(struct ck_doc *doc, struct ck_arena *a)
{
	struct ck_fuse_options o = { .target = target, .numerics = numerics, .kv = kv, .fuse = fuse, .patterns = patterns };
	if (numerics && strcmp(numerics, "exact") && strcmp(numerics, "fast"))
		ck_usage("--numerics: exact or fast expected, found '%s'", numerics);
	if (kv && strcmp(kv, "f32") && strcmp(kv, "f16") && strcmp(kv, "bf16") && strcmp(kv, "q8_0"))
		ck_usage("--kv: f32, f16, bf16 or q8_0 expected, found '%s'", kv);
	o.ctx = count("ctx", ctx, 1 << 30);
	o.chunk = count("chunk", chunk, 1 << 20);
	o.slots = count("slots", slots, 1 << 16);
	o.verify = count("verify", verify, 1 << 16);
	return ck_pass_fuse(doc, &o, a);
}

int main(int argc, char **argv)
{
	static const struct ck_filter filter = { "ck-fuse", "bind a model's IR to a machine and fuse its ops", opts, CK_IR1, CK_IR2,
		run, NULL };
	return ck_filter_main(&filter, argc, argv);
}

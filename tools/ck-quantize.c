/* ck-quantize: a GGUF with its matrices in another type, or a mix of types. */
#include <ctype.h>
#include <string.h>

#include "cli.h"
#include "diag.h"
#include "quant.h"
#include "quant_model.h"
#include "team.h"

static const struct ck_mix *mix_of(const char *name, struct ck_arena *a)
{
	const struct ck_mix *m = ck_mix_named(name);
	if (m)
		return m;
	const char *all = "";
	for (int i = 0; (m = ck_mix_at(i)); i++)
		all = ck_printf(a, "%s %s", all, m->name);
	ck_usage("no type '%s'; there are%s", name, all);
}

/* PATTERN=TYPE */
static struct ck_quant_override override_of(const char *text, struct ck_arena *a)
{
	const char *equals = strrchr(text, '=');
	if (!equals || equals == text)
		ck_usage("--tensor-type: '%s' is not PATTERN=TYPE", text);
	char *name = ck_strdup(a, equals + 1);
	for (char *c = name; *c; c++)
		*c = (char)tolower((unsigned char)*c);
	struct ck_quant_override o = { .pattern = ck_strndup(a, text, (size_t)(equals - text)), .dtype = ck_dtype_named(name) };
	if (!o.dtype || !ck_quantizable(o.dtype))
		ck_usage("--tensor-type: no type '%s' to quantize to", equals + 1);
	const int error = regcomp(&o.regex, o.pattern, REG_EXTENDED | REG_NOSUB);
	if (error) {
		char why[128];
		regerror(error, &o.regex, why, sizeof why);
		ck_usage("--tensor-type: '%s': %s", o.pattern, why);
	}
	return o;
}

static bool run(const char *from, const char *to, const struct ck_quant_options *options, struct ck_arena *a)
{
	struct ck_outfile out;
	struct ck_gguf_set s;
	const bool ok = ck_gguf_set_open(&s, from, a) && ck_out_open(&out, to)
		&& ck_out_end(&out, ck_quant_model(&out, &s, options, a));
	ck_gguf_set_close(&s);
	return ok;
}

int main(int argc, char **argv)
{
	struct ck_arena a = { 0 };
	const char *out = NULL, *pure = NULL, *requantize = NULL, *threads = NULL, **types = NULL;
	const struct ck_opt opts[] = {
		{ 'o', "output", "FILE", "write FILE (default: standard output)", .text = &out },
		{ 0, "pure", NULL, "one type for all matrices, not a mix", .text = &pure },
		{ 0, "tensor-type", "PATTERN=TYPE", "the type of tensors whose name matches", .texts = &types },
		{ 0, "allow-requantize", NULL, "convert matrices that are quantized already", .text = &requantize },
		{ 't', "threads", "N", "threads (one per CPU)", .text = &threads },
		{ 0 },
	};
	const struct ck_cli cli = { "quantize the matrices of a GGUF model", "GGUF TYPE", opts, 2, 2, NULL };
	struct ck_args args = ck_cli_parse(&cli, argc, argv, &a);
	struct ck_quant_options o = {
		.mix = mix_of(args.v[1], &a), .pure = pure, .requantize = requantize,
		.threads = threads ? (int)ck_cli_int("threads", threads, 1, 1024) : ck_team_cpus(),
	};
	struct { struct ck_quant_override *v; size_t n; } overrides = { 0 };
	for (const char **t = types; t && *t; t++)
		CK_PUSH(&a, &overrides, override_of(*t, &a));
	o.override = overrides.v;
	o.overrides = overrides.n;
	const bool ok = run(args.v[0], out, &o, &a);
	for (size_t i = 0; i < overrides.n; i++)
		regfree(&overrides.v[i].regex);
	ck_arena_free(&a);
	return ok ? 0 : 1;
}

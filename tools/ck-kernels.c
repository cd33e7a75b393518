/* ck-kernels: the linked kernel registry as JSON, one kernel per line. */
#include <stdio.h>
#include <string.h>

#include "cli.h"
#include "diag.h"
#include "kernel.h"
#include "outfile.h"
#include "registry.h"

/* Descriptor texts are ASCII without control characters; quotes and backslashes are escaped. */
static void put_text(FILE *f, const char *key, const char *s)
{
	fprintf(f, ", \"%s\": \"", key);
	for (; *s; s++) {
		if (*s == '"' || *s == '\\')
			putc('\\', f);
		putc(*s, f);
	}
	putc('"', f);
}

static void put_kernel(FILE *f, const struct ck_kernel *k)
{
	fprintf(f, "{\"symbol\": \"%s\"", k->symbol);
	put_text(f, "op", k->op);
	put_text(f, "isa", k->isa);
	put_text(f, "numerics", k->numerics);
	put_text(f, "modes", k->modes);
	put_text(f, "dtypes", k->dtypes);
	put_text(f, "packing", k->packing);
	put_text(f, "where", k->where);
	put_text(f, "axis", k->axis);
	fprintf(f, ", \"grain\": %d", k->grain);
	put_text(f, "scratch", k->scratch);
	put_text(f, "reduce", k->reduce);
	fprintf(f, ", \"rank\": %d, \"compiled\": %s}", k->rank, k->fn ? "true" : "false");
}

static void put_packing(FILE *f, const struct ck_packing *p)
{
	fprintf(f, "{\"name\": \"%s\"", p->name);
	put_text(f, "dtype", p->dtype);
	put_text(f, "doc", p->doc);
	putc('}', f);
}

static bool known_op(const char *op)
{
#define OP(name, in, w, state, out, attr, inplace, doc) if (!strcmp(op, #name)) return true;
#include "ops.def"
#undef OP
	return false;
}

int main(int argc, char **argv)
{
	const char *op = NULL, *isa = NULL, *out = NULL;
	const struct ck_opt opts[] = {
		{ 0, "op", "OP", "only kernels of this op", &op, false, NULL },
		{ 0, "isa", "ISA", "only kernels of this ISA", &isa, false, NULL },
		{ 'o', "output", "FILE", "write here instead of standard output", &out, false, NULL },
		{ 0 }
	};
	const struct ck_cli cli = { "list the numeric kernels and packings linked into ck", "", opts, 0, 0, NULL };
	struct ck_arena a = { 0 };
	struct ck_outfile o;
	int rank;

	ck_set_program(argv[0]);
	ck_cli_parse(&cli, argc, argv, &a);
	if (op && !known_op(op))
		ck_usage("there is no op '%s'", op);
	if (isa && !ck_isa_features(isa, &rank))
		ck_usage("there is no ISA '%s'", isa);
	if (!ck_out_open(&o, out))
		return 1;

	const char *sep = "\n";
	fprintf(o.f, "{\n\"kind\": \"ck.kernels\",\n\"version\": 1,\n\"kernels\": [");
	for (const struct ck_kernel *const *k = ck_kernels; *k; k++) {
		if ((op && strcmp(op, (*k)->op)) || (isa && strcmp(isa, (*k)->isa)))
			continue;
		fputs(sep, o.f);
		put_kernel(o.f, *k);
		sep = ",\n";
	}
	sep = "\n";
	fprintf(o.f, "\n],\n\"packings\": [");
	for (const struct ck_packing *const *p = ck_packings; *p; p++) {
		fputs(sep, o.f);
		put_packing(o.f, *p);
		sep = ",\n";
	}
	fprintf(o.f, "\n]\n}\n");
	ck_arena_free(&a);
	return ck_out_close(&o) ? 0 : 1;
}

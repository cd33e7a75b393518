/* ck-kernels: the linked kernel registry as JSON, one kernel per line; or what each target would take of it. */
#include <stdio.h>
#include <string.h>

#include "cli.h"
#include "datadir.h"
#include "diag.h"
#include "kernel.h"
#include "matrix.h"
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

static void put_registry(FILE *f, const char *op, const char *isa)
{
	const char *sep = "\n";
	fprintf(f, "{\n\"kind\": \"ck.kernels\",\n\"version\": 1,\n\"kernels\": [");
	for (const struct ck_kernel *const *k = ck_kernels; *k; k++) {
		if ((op && strcmp(op, (*k)->op)) || (isa && strcmp(isa, (*k)->isa)))
			continue;
		fputs(sep, f);
		put_kernel(f, *k);
		sep = ",\n";
	}
	sep = "\n";
	fprintf(f, "\n],\n\"packings\": [");
	for (const struct ck_packing *const *p = ck_packings; *p; p++) {
		fputs(sep, f);
		put_packing(f, *p);
		sep = ",\n";
	}
	fprintf(f, "\n]\n}\n");
}

int main(int argc, char **argv)
{
	const char *op = NULL, *isa = NULL, *matrix = NULL, *json = NULL, *templates = NULL, *patterns = NULL, *out = NULL;
	const struct ck_opt opts[] = {
		{ 0, "op", "OP", "only kernels of this op", &op, false, NULL },
		{ 0, "isa", "ISA", "only kernels of this ISA", &isa, false, NULL },
		{ 0, "matrix", NULL, "instead, as Markdown: ops of each family, and the kernel for each op, type and target", &matrix, false, NULL },
		{ 0, "json", NULL, "that as JSON", &json, false, NULL },
		{ 0, "templates", "DIR", "folder of templates", &templates, false, NULL },
		{ 0, "patterns", "DIR", "folder of fusion patterns", &patterns, false, NULL },
		{ 'o', "output", "FILE", "write here instead of standard output", &out, false, NULL },
		{ 0 }
	};
	const struct ck_cli cli = { "list the numeric kernels and packings linked into ck", "", opts, 0, 0, NULL };
	struct ck_arena a = { 0 };
	struct ck_matrix m;
	struct ck_outfile o;
	int rank;

	ck_set_program(argv[0]);
	ck_cli_parse(&cli, argc, argv, &a);
	if (op && !known_op(op))
		ck_usage("there is no op '%s'", op);
	if (isa && !ck_isa_features(isa, &rank))
		ck_usage("there is no ISA '%s'", isa);
	if (matrix && (op || isa))
		ck_usage("--matrix is of all ops and ISAs");
	if (!matrix && (json || templates || patterns))
		ck_usage("--json, --templates and --patterns go with --matrix");
	bool ok = !matrix || ck_matrix_make(&m, ck_datadir(templates, "templates", &a), ck_datadir(patterns, "templates/fusion", &a), &a);
	if (ok && (ok = ck_out_open(&o, out))) {
		if (!matrix)
			put_registry(o.f, op, isa);
		else if (json)
			ck_matrix_write_json(&m, o.f);
		else
			ck_matrix_write_markdown(&m, o.f, &a);
		ok = ck_out_close(&o);
	}
	ck_arena_free(&a);
	return ok ? 0 : 1;
}

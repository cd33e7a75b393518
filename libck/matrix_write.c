/* The matrix as text for programs and for people. */
#include "matrix.h"

#include <string.h>

#include "target.h"

void ck_matrix_write_json(const struct ck_matrix *m, FILE *f)
{
	fprintf(f, "{\n\"kind\": \"ck.kernel-matrix\",\n\"version\": 1,\n\"families\": [");
	for (size_t i = 0; i < m->families.n; i++) {
		fprintf(f, "%s{\"name\": \"%s\", \"ops\": [", i ? ",\n" : "\n", m->families.v[i].name);
		for (size_t j = 0; j < m->families.v[i].ops.n; j++)
			fprintf(f, "%s\"%s\"", j ? ", " : "", m->families.v[i].ops.v[j]);
		fputs("]}", f);
	}
	fprintf(f, "\n],\n\"kernels\": [");
	const char *sep = "\n";
	for (size_t i = 0; i < m->rows.n; i++)
		for (int t = 0; ck_target_at(t); t++)
			for (int p = 0; p < CK_MATRIX_PROGRAMS; p++) {
				const struct ck_matrix_row *r = &m->rows.v[i];
				if (!r->kernel[t][p])
					continue;
				fprintf(f, "%s{\"op\": \"%s\", \"types\": \"%s\", \"target\": \"%s\", \"program\": \"%s\", \"kernel\": \"%s\"}",
					sep, r->op, r->types, ck_target_at(t)->name, ck_matrix_program[p], r->kernel[t][p]->symbol);
				sep = ",\n";
			}
	fprintf(f, "\n]\n}\n");
}

static bool used(const struct ck_matrix_family *f, const char *op)
{
	for (size_t i = 0; i < f->ops.n; i++)
		if (!strcmp(f->ops.v[i], op))
			return true;
	return false;
}

static int users(const struct ck_matrix *m, const char *op)
{
	int n = 0;
	for (size_t i = 0; i < m->families.n; i++)
		n += used(&m->families.v[i], op);
	return n;
}

/* The ISA of each program's kernel, once where they are the same. */
static const char *cell(const struct ck_matrix_row *r, int target, struct ck_arena *a)
{
	const struct ck_kernel *const *k = r->kernel[target];
	const char *isa[CK_MATRIX_PROGRAMS];
	for (int p = 0; p < CK_MATRIX_PROGRAMS; p++)
		isa[p] = k[p] ? k[p]->isa : "none";
	return strcmp(isa[0], isa[1]) ? ck_printf(a, "%s, %s in decode", isa[0], isa[1]) : isa[0];
}

static const char *cells(const struct ck_matrix_row *r, struct ck_arena *a)
{
	const char *text = "";
	for (int t = 0; ck_target_at(t); t++)
		text = ck_printf(a, "%s %s |", text, cell(r, t, a));
	return text;
}

/* "q4_0" of "g=q4_0 u=q4_0". */
static const char *short_types(const char *types, struct ck_arena *a)
{
	const char *value = strchr(types, '=');
	return value ? ck_strndup(a, value + 1, strcspn(value + 1, " ")) : "";
}

static const char *fast(const struct ck_matrix_row *r, struct ck_arena *a)
{
	return r->fast ? ck_printf(a, " %s |", r->fast) : NULL;
}

/* Rows in order, those of an op whose cells are the same in one line; without cells: none. */
static void write_rows(const struct ck_matrix *m, const char *(*of)(const struct ck_matrix_row *, struct ck_arena *),
	bool in_families, FILE *f, struct ck_arena *a)
{
	bool *done = ck_allocn(a, m->rows.n + 1, sizeof *done);
	for (size_t i = 0; i < m->rows.n; i++) {
		const struct ck_matrix_row *r = &m->rows.v[i];
		const char *mine = of(r, a), *types = short_types(r->types, a);
		if (done[i] || !mine || (users(m, r->op) > 0) != in_families)
			continue;
		for (size_t j = i + 1; j < m->rows.n; j++) {
			const char *other = of(&m->rows.v[j], a);
			if (strcmp(m->rows.v[j].op, r->op) || !other || strcmp(other, mine))
				continue;
			types = ck_printf(a, "%s %s", types, short_types(m->rows.v[j].types, a));
			done[j] = true;
		}
		fprintf(f, "| `%s` |%s%s |%s\n", r->op, *types ? " " : "", types, mine);
	}
}

static void write_targets(const struct ck_matrix *m, bool in_families, FILE *f, struct ck_arena *a)
{
	fprintf(f, "\n| op | types |");
	for (int t = 0; ck_target_at(t); t++)
		fprintf(f, " %s |", ck_target_at(t)->name);
	fputs("\n|---|---|", f);
	for (int t = 0; ck_target_at(t); t++)
		fputs("---|", f);
	putc('\n', f);
	write_rows(m, cells, in_families, f, a);
}

void ck_matrix_write_markdown(const struct ck_matrix *m, FILE *f, struct ck_arena *a)
{
	fputs("# Kernels by family, op, type and target\n\n"
		"Made by `ck-kernels --matrix` from the templates and the linked registry. A cell names the instruction set of the kernel that\n"
		"`ck-lower` takes for that target: `ref` is plain C. Types are those of weights, of the KV cache, or of what `quantize` makes; a model\n"
		"may mix those of its weights as it likes. Shapes that are no whole blocks of a type are not in a GGUF.\n\n"
		"## Families\n\n| op |", f);
	for (size_t i = 0; i < m->families.n; i++)
		fprintf(f, " %s |", m->families.v[i].name);
	fputs("\n|---|", f);
	for (size_t i = 0; i < m->families.n; i++)
		fputs("---|", f);
	putc('\n', f);
	for (size_t i = 0; i < m->rows.n; i++) {
		const char *op = m->rows.v[i].op;
		if ((i && !strcmp(m->rows.v[i - 1].op, op)) || !users(m, op))
			continue;
		fprintf(f, "| `%s` |", op);
		for (size_t j = 0; j < m->families.n; j++)
			fputs(used(&m->families.v[j], op) ? " x |" : " |", f);
		putc('\n', f);
	}
	fputs("\n## Their ops, in prefill and decode\n", f);
	write_targets(m, true, f, a);
	fputs("\n## Kernels that round more, for numerics fast\n\n| op | types | instruction sets | programs |\n|---|---|---|---|\n", f);
	write_rows(m, fast, true, f, a);
	fputs("\n## Ops of training\n\nHere weights are kept as rows, which `matmul` multiplies with kernels of its own (avx2, avx512) and `embedding`\n"
		"reads in plain C.\n", f);
	write_targets(m, false, f, a);
}

/* fill page.in: a manual page with its tables, on standard output. A line of the page may be
 *
 *   @fields STAGE   the artifact's fields at a stage, record by record
 *   @ops @dtypes @targets @isas @packings
 *
 * Everything comes from the tables that the programs are made from. */
#include <stdio.h>
#include <string.h>

#include "dtype.h"
#include "kernel.h"
#include "schema.h"
#include "target.h"

/* A text line of mdoc: backslashes escaped, each sentence on a line of its own, no control line by accident. */
static void text(const char *s)
{
	if (*s == '.' || *s == '\'')
		fputs("\\&", stdout);
	for (; *s; s++) {
		if (*s == '\\')
			fputs("\\e", stdout);
		else if (s[0] == '.' && s[1] == ' ')
			fputs(".\n", stdout), s++;
		else
			putchar(*s);
	}
	putchar('\n');
}

static const char *type_name(const struct ck_field *f, char *buf, size_t size)
{
	static const char *const name[] = {
		[CK_T_STR] = "text", [CK_T_BOOL] = "true or false", [CK_T_INT] = "integer", [CK_T_F32] = "number",
		[CK_T_VAL] = "scalar or list", [CK_T_STRS] = "list of texts", [CK_T_INTS] = "list of integers", [CK_T_ATTRS] = "object",
	};
	if (!f->record)
		return name[f->type];
	snprintf(buf, size, f->type == CK_T_REC ? "one %s" : "list of %s", f->record->name);
	return buf;
}

static const char *doc_of(const struct ck_record *r)
{
	for (size_t i = 0; i < ck_nrecords; i++)
		if (ck_record_docs[i].record == r)
			return ck_record_docs[i].doc;
	return "";
}

static void record(const struct ck_record *r, enum ck_stage stage)
{
	char buf[64];
	printf(".Ss %s\n", r == &ck_record_artifact ? "The file" : r->name);
	text(doc_of(r));
	puts(".Bl -tag -width Ds -compact");
	for (size_t i = 0; i < r->nfields; i++) {
		const struct ck_field *f = &r->field[i];
		if (!ck_field_in(f, stage))
			continue;
		printf(".It Cm %s Pq %s%s\n", f->name, type_name(f, buf, sizeof buf),
			f->need == CK_OPT ? ", optional" : f->need == CK_KEY ? ", unique" : "");
		text(f->doc);
	}
	puts(".El");
}

/* The records under r at a stage, each once, holders before what they hold. */
struct seen { const struct ck_record *v[64]; size_t n; };

static void collect(const struct ck_record *r, enum ck_stage stage, struct seen *seen)
{
	for (size_t i = 0; i < seen->n; i++)
		if (seen->v[i] == r)
			return;
	if (seen->n == sizeof seen->v / sizeof *seen->v)
		return;
	seen->v[seen->n++] = r;
	for (size_t i = 0; i < r->nfields; i++)
		if (r->field[i].record && ck_field_in(&r->field[i], stage))
			collect(r->field[i].record, stage, seen);
}

static int fields(const char *name)
{
	for (int s = 0; s < CK_STAGES; s++)
		if (!strcmp(ck_stage_kind[s] + strlen("ck."), name)) {
			struct seen seen = { .n = 0 };
			collect(&ck_record_artifact, (enum ck_stage)s, &seen);
			for (size_t i = 0; i < seen.n; i++)
				record(seen.v[i], (enum ck_stage)s);
			return 1;
		}
	return 0;
}

static void part(const char *what, const char *list)
{
	if (*list)
		printf(".It %s\n.Ql %s\n", what, list);
}

static void op(const char *name, const char *in, const char *w, const char *state, const char *out, const char *attr,
	const char *inplace, const char *doc)
{
	printf(".It Cm %s\n", name);
	text(doc);
	puts(".Bl -tag -width \"attributes\" -compact");
	part("reads", in);
	part("weights", w);
	part("states", state);
	part("writes", out);
	part("attributes", attr);
	part("in place", inplace);
	puts(".El");
}

static void ops(void)
{
	puts(".Bl -tag -width Ds");
#define OP(name, in, w, state, out, attr, inplace, doc) op(#name, in, w, state, out, attr, inplace, doc);
#include "ops.def"
#undef OP
	puts(".El");
}

static void dtypes(void)
{
	const struct ck_dtype *t;
	puts(".Bl -column \"iq2_xxs\" \"GGML\" \"elements\" \"bytes\" \"what it is\"\n.It Name Ta GGML Ta elements Ta bytes Ta what it is");
	for (int i = 0; (t = ck_dtype_at(i)); i++) {
		printf(".It Cm %s Ta ", t->name);
		if (t->ggml < 0)
			putchar('-');
		else
			printf("%d", t->ggml);
		printf(" Ta %lld Ta %lld Ta %s\n", (long long)t->block, (long long)t->bytes, t->doc);
	}
	puts(".El");
}

static void targets(void)
{
	const struct ck_target_info *t;
	puts(".Bl -tag -width \"avx512-vnni\" -compact");
	for (int i = 0; (t = ck_target_at(i)); i++)
		printf(".It Cm %s\n%s%s%s\n", t->name, t->doc, *t->features ? ": " : "", t->features);
	puts(".El");
}

static void isas(void)
{
	puts(".Bl -tag -width \"avx512\" -compact");
#define ISA(name, features) printf(".It Cm %s\n%s\n", #name, *features ? features : "plain C");
#include "isa.def"
#undef ISA
	puts(".El");
}

static void packings(void)
{
	puts(".Bl -tag -width \"n16 of q8_0\" -compact\n.It Cm rows\nas GGUF stores them, of any type");
	for (const struct ck_packing *const *p = ck_packings; *p; p++) {
		printf(".It Cm %s Pq %s\n", (*p)->name, (*p)->dtype);
		text((*p)->doc);
	}
	puts(".El");
}

static int fill(const char *line)
{
	if (!strncmp(line, "@fields ", 8))
		return fields(line + 8);
	if (!strcmp(line, "@ops"))
		ops();
	else if (!strcmp(line, "@dtypes"))
		dtypes();
	else if (!strcmp(line, "@targets"))
		targets();
	else if (!strcmp(line, "@isas"))
		isas();
	else if (!strcmp(line, "@packings"))
		packings();
	else
		return 0;
	return 1;
}

int main(int argc, char **argv)
{
	char line[1024];
	FILE *f = argc == 2 ? fopen(argv[1], "r") : NULL;
	if (!f) {
		fprintf(stderr, "usage: fill page.in\n");
		return 2;
	}
	for (int n = 1; fgets(line, sizeof line, f); n++) {
		if (*line != '@') {
			fputs(line, stdout);
			continue;
		}
		line[strcspn(line, "\n")] = 0;
		if (!fill(line)) {
			fprintf(stderr, "%s:%d: error: unknown table '%s'\n", argv[1], n, line);
			return 1;
		}
	}
	return ferror(f) || fclose(f) || fflush(stdout) || ferror(stdout);
}

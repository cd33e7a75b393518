#include "differ.h"

#include <stdlib.h>
#include <string.h>

#include "names.h"

struct differ {
	FILE *f;
	enum ck_stage stage;
	struct ck_arena *a;
	int count;
};

struct any_list { const char *v; size_t n; };

/* A field's value as text; equal values have equal texts, since the writer is canonical. */
static const char *text_of(const struct differ *d, const struct ck_field *f, const void *member)
{
	char *buf = NULL;
	size_t n = 0;
	FILE *m = open_memstream(&buf, &n);
	if (!m)
		return "";
	ck_field_write(m, f, member, d->stage);
	fclose(m);
	const char *s = ck_strndup(d->a, buf, n);
	free(buf);
	return s;
}

static const struct ck_field *key_of(const struct ck_record *r)
{
	for (size_t i = 0; i < r->nfields; i++)
		if (r->field[i].need == CK_KEY)
			return &r->field[i];
	return NULL;
}

static const char *key_text(const struct ck_field *key, const char *rec)
{
	return *(const char *const *)(rec + key->offset);
}

static void say(struct differ *d, const char *path, const char *what)
{
	d->count++;
	fprintf(d->f, "%s%s%s\n", path, *path ? ": " : "", what);
}

static void differ_record(struct differ *d, const char *path, const struct ck_record *r, const char *a, const char *b);

static const char *below(const struct differ *d, const char *path, const char *what, const char *key)
{
	return ck_printf(d->a, "%s%s%s %s", path, *path ? ", " : "", what, key);
}

/* Records are matched by their key; what stands in another order is said once. */
static void differ_keyed(struct differ *d, const char *path, const struct ck_field *f, const struct ck_field *key,
	const struct any_list *a, const struct any_list *b)
{
	const struct ck_record *r = f->record;
	struct ck_names in_a = { 0 }, in_b = { 0 };
	for (size_t i = 0; i < a->n; i++)
		ck_names_put(&in_a, key_text(key, a->v + i * r->size), (int)i, d->a);
	for (size_t i = 0; i < b->n; i++)
		ck_names_put(&in_b, key_text(key, b->v + i * r->size), (int)i, d->a);
	int last = -1;
	bool moved = false;
	for (size_t i = 0; i < a->n; i++) {
		const char *name = key_text(key, a->v + i * r->size);
		int at = ck_names_get(&in_b, name);
		if (at < 0) {
			say(d, below(d, path, r->name, name), "removed");
			continue;
		}
		moved |= at < last;
		last = at;
		differ_record(d, below(d, path, r->name, name), r, a->v + i * r->size, b->v + (size_t)at * r->size);
	}
	for (size_t i = 0; i < b->n; i++) {
		const char *name = key_text(key, b->v + i * r->size);
		if (ck_names_get(&in_a, name) < 0)
			say(d, below(d, path, r->name, name), "added");
	}
	if (moved)
		say(d, path, ck_printf(d->a, "%s stand in another order", f->name));
}

static void differ_field(struct differ *d, const char *path, const struct ck_field *f, const char *a, const char *b)
{
	if (f->type == CK_T_REC) {
		differ_record(d, below(d, path, f->name, ""), f->record, a, b);
		return;
	}
	const struct ck_field *key = f->record ? key_of(f->record) : NULL;
	if (key) {
		differ_keyed(d, path, f, key, (const struct any_list *)(const void *)a, (const struct any_list *)(const void *)b);
		return;
	}
	const char *was = text_of(d, f, a), *is = text_of(d, f, b);
	if (strcmp(was, is))
		say(d, path, ck_printf(d->a, "%s was %s, is %s", f->name, was, is));
}

static void differ_record(struct differ *d, const char *path, const struct ck_record *r, const char *a, const char *b)
{
	for (size_t i = 0; i < r->nfields; i++)
		if (ck_field_in(&r->field[i], d->stage))
			differ_field(d, path, &r->field[i], a + r->field[i].offset, b + r->field[i].offset);
}

int ck_differ(FILE *f, const struct ck_doc *before, const struct ck_doc *after, struct ck_arena *a)
{
	struct differ d = { f, before->stage, a, 0 };
	differ_record(&d, "", &ck_record_artifact, (const char *)before->artifact, (const char *)after->artifact);
	return d.count;
}

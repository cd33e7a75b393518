#include "yamltree.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <yaml.h>

#include "diag.h"
#include "names.h"

enum { MAX_SIZE = 1 << 20, MAX_DEPTH = 32 };

struct parse {
	const struct ck_yaml_file *file;
	yaml_parser_t parser;
	struct ck_arena *a;
};

static bool at_mark(const struct ck_yaml_file *f, yaml_mark_t m, const char *what)
{
	char where[1024];
	snprintf(where, sizeof where, "%s:%zu:%zu", f->path, m.line + 1, m.column + 1);
	return ck_error(where, "%s", what);
}

bool ck_yaml_error(const struct ck_yaml_file *f, const struct ck_yaml *at, const char *fmt, ...)
{
	char what[1024], where[1024];
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(what, sizeof what, fmt, ap);
	va_end(ap);
	snprintf(where, sizeof where, "%s:%d:%d", f->path, at->line, at->col);
	return ck_error(where, "%s", what);
}

static bool next(struct parse *p, yaml_event_t *e)
{
	if (yaml_parser_parse(&p->parser, e))
		return true;
	return at_mark(p->file, p->parser.problem_mark, p->parser.problem ? p->parser.problem : "not YAML");
}

static struct ck_yaml *node(struct parse *p, yaml_event_t *e, int depth);

static bool finish(struct parse *p, struct ck_yaml *n, yaml_event_type_t end, int depth)
{
	struct { struct ck_yaml **v; size_t n; } keys = { 0 }, values = { 0 };
	struct ck_names seen = { 0 };
	for (;;) {
		yaml_event_t e;
		if (!next(p, &e))
			return false;
		bool done = e.type == end;
		struct ck_yaml *x = done ? NULL : node(p, &e, depth + 1);
		yaml_event_delete(&e);
		if (done)
			break;
		if (!x)
			return false;
		if (n->type == CK_YAML_MAP && keys.n == values.n) {
			if (x->type != CK_YAML_SCALAR)
				return ck_yaml_error(p->file, x, "a key must be plain text");
			if (ck_names_get(&seen, x->text) >= 0)
				return ck_yaml_error(p->file, x, "duplicate key '%s'", x->text);
			ck_names_put(&seen, x->text, 0, p->a);
			CK_PUSH(p->a, &keys, x);
		} else {
			CK_PUSH(p->a, &values, x);
		}
	}
	n->key = keys.v;
	n->v = values.v;
	n->n = values.n;
	return true;
}

static struct ck_yaml *node(struct parse *p, yaml_event_t *e, int depth)
{
	struct ck_yaml *n = ck_alloc(p->a, sizeof *n);
	n->line = (int)e->start_mark.line + 1;
	n->col = (int)e->start_mark.column + 1;
	bool ok = true;
	if (depth > MAX_DEPTH)
		ok = ck_yaml_error(p->file, n, "nested more than %d deep", MAX_DEPTH);
	else if (e->type == YAML_ALIAS_EVENT)
		ok = ck_yaml_error(p->file, n, "aliases are not used here");
	else if (e->type == YAML_SCALAR_EVENT) {
		n->text = ck_strndup(p->a, (const char *)e->data.scalar.value, e->data.scalar.length);
		n->quoted = e->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
		if (e->data.scalar.anchor || e->data.scalar.tag)
			ok = ck_yaml_error(p->file, n, "anchors and tags are not used here");
		else if (strlen(n->text) != e->data.scalar.length)
			ok = ck_yaml_error(p->file, n, "text holds a NUL");
	} else if (e->type == YAML_SEQUENCE_START_EVENT) {
		n->type = CK_YAML_LIST;
		ok = e->data.sequence_start.anchor || e->data.sequence_start.tag
			? ck_yaml_error(p->file, n, "anchors and tags are not used here")
			: finish(p, n, YAML_SEQUENCE_END_EVENT, depth);
	} else if (e->type == YAML_MAPPING_START_EVENT) {
		n->type = CK_YAML_MAP;
		ok = e->data.mapping_start.anchor || e->data.mapping_start.tag
			? ck_yaml_error(p->file, n, "anchors and tags are not used here")
			: finish(p, n, YAML_MAPPING_END_EVENT, depth);
	} else {
		ok = ck_yaml_error(p->file, n, "a value expected");
	}
	return ok ? n : NULL;
}

/* STREAM-START, DOCUMENT-START, the root, DOCUMENT-END, STREAM-END. */
static bool document(struct parse *p, struct ck_yaml **root)
{
	static const yaml_event_type_t frame[] = { YAML_STREAM_START_EVENT, YAML_DOCUMENT_START_EVENT, YAML_NO_EVENT,
		YAML_DOCUMENT_END_EVENT, YAML_STREAM_END_EVENT };
	for (size_t i = 0; i < sizeof frame / sizeof *frame; i++) {
		yaml_event_t e;
		if (!next(p, &e))
			return false;
		bool ok = true;
		if (frame[i] == YAML_NO_EVENT)
			ok = (*root = node(p, &e, 0)) != NULL;
		else if (e.type != frame[i])
			ok = at_mark(p->file, e.start_mark, "exactly one document expected");
		yaml_event_delete(&e);
		if (!ok)
			return false;
	}
	return true;
}

bool ck_yaml_parse(struct ck_yaml_file *f, const char *path, const char *text, size_t size, struct ck_arena *a)
{
	const char *slash = strrchr(path, '/');
	*f = (struct ck_yaml_file){ .path = path, .name = slash ? slash + 1 : path };
	struct parse p = { .file = f, .a = a };
	if (!yaml_parser_initialize(&p.parser))
		ck_die("out of memory");
	yaml_parser_set_input_string(&p.parser, (const unsigned char *)text, size);
	yaml_parser_set_encoding(&p.parser, YAML_UTF8_ENCODING);
	bool ok = document(&p, &f->root);
	yaml_parser_delete(&p.parser);
	return ok;
}

bool ck_yaml_read(struct ck_yaml_file *f, const char *path, struct ck_arena *a)
{
	FILE *in = fopen(path, "rb");
	if (!in)
		return ck_error(path, "cannot open: %s", strerror(errno));
	char *text = ck_alloc(a, MAX_SIZE + 1);
	size_t n = fread(text, 1, MAX_SIZE + 1, in);
	int failed = ferror(in) ? errno : 0;
	fclose(in);
	if (failed)
		return ck_error(path, "cannot read: %s", strerror(failed));
	if (n > MAX_SIZE)
		return ck_error(path, "larger than %d bytes", MAX_SIZE);
	return ck_yaml_parse(f, ck_strdup(a, path), text, n, a);
}

struct ck_yaml *ck_yaml_get(const struct ck_yaml *map, const char *key)
{
	if (map->type == CK_YAML_MAP)
		for (size_t i = 0; i < map->n; i++)
			if (!strcmp(map->key[i]->text, key))
				return map->v[i];
	return NULL;
}

bool ck_yaml_keys(const struct ck_yaml_file *f, const struct ck_yaml *map, const char *const *known)
{
	if (map->type != CK_YAML_MAP)
		return ck_yaml_error(f, map, "a map expected");
	for (size_t i = 0; i < map->n; i++) {
		size_t k = 0;
		while (known[k] && strcmp(known[k], map->key[i]->text))
			k++;
		if (!known[k])
			return ck_yaml_error(f, map->key[i], "unknown key '%s'", map->key[i]->text);
	}
	return true;
}

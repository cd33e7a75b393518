#include "template.h"

#include <ctype.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "datadir.h"
#include "diag.h"
#include "yamltree.h"

/* The form of a mapping: its keys and what they hold. A record made from a named entry has its name first. */
enum form { TEXT, TEXTS, FLAG, SETTINGS, RECORD, NAMED, LISTED };

struct key {
	const char *name;
	enum form form;
	bool required;
	size_t offset;
	const struct shape *of; /* of RECORD, NAMED (a mapping of them), LISTED (a sequence) */
};

struct shape {
	const char *what;
	size_t size;
	const struct key *key;  /* ends with an entry without name */
};

#define KEY(r, name, member, form, ...) { name, form, .offset = offsetof(struct ck_##r, member), __VA_ARGS__ }
#define SHAPE(r, what) static const struct shape shape_##r = { what, sizeof(struct ck_##r), keys_##r }

static const struct key keys_tfact[] = {
	KEY(tfact, "bind", bind, TEXT, 0), KEY(tfact, "gguf", gguf, TEXTS, 0), KEY(tfact, "hf", hf, TEXT, 0),
	KEY(tfact, "tensor", tensor, TEXT, 0), KEY(tfact, "axis", axis, TEXT, 0), KEY(tfact, "value", value, TEXT, 0),
	KEY(tfact, "default", fallback, TEXT, 0), KEY(tfact, "type", type, TEXT, 0), KEY(tfact, "min", min, TEXT, 0),
	KEY(tfact, "max", max, TEXT, 0), KEY(tfact, "choice", choice, TEXTS, 0), KEY(tfact, "optional", optional, FLAG, 0), { 0 },
};
SHAPE(tfact, "fact");

static const struct key keys_tweight[] = {
	KEY(tweight, "gguf", gguf, TEXTS, .required = true), KEY(tweight, "hf", hf, TEXT, 0),
	KEY(tweight, "hf_interleave", hf_interleave, TEXT, 0), KEY(tweight, "shape", shape, TEXTS, .required = true),
	KEY(tweight, "row", row, TEXT, 0), KEY(tweight, "tied", tied, TEXT, 0), KEY(tweight, "far", far, TEXT, 0),
	KEY(tweight, "beyond", beyond, TEXT, 0), KEY(tweight, "optional", optional, FLAG, 0), { 0 },
};
SHAPE(tweight, "weight");

static const struct key keys_tstate[] = {
	KEY(tstate, "kind", kind, TEXT, .required = true), KEY(tstate, "dtype", dtype, TEXT, .required = true),
	KEY(tstate, "shape", shape, TEXTS, .required = true), KEY(tstate, "window", window, TEXT, 0),
	KEY(tstate, "undo", undo, TEXT, .required = true), { 0 },
};
SHAPE(tstate, "state");

static const struct key keys_tinput[] = {
	KEY(tinput, "dtype", dtype, TEXT, .required = true), KEY(tinput, "shape", shape, TEXTS, .required = true),
	KEY(tinput, "below", below, TEXT, 0), { 0 },
};
SHAPE(tinput, "input");

static const struct key keys_top[] = {
	KEY(top, "id", name, TEXT, .required = true), KEY(top, "op", op, TEXT, .required = true), KEY(top, "when", when, TEXT, 0),
	KEY(top, "in", in, TEXTS, 0), KEY(top, "w", w, TEXTS, 0), KEY(top, "state", state, TEXTS, 0), KEY(top, "out", out, TEXTS, 0),
	KEY(top, "shape", shape, TEXTS, 0), KEY(top, "dtype", dtype, TEXT, 0), KEY(top, "io", io, TEXT, 0),
	KEY(top, "observe", observe, TEXT, 0), KEY(top, "attr", attr, SETTINGS, 0), { 0 },
};
SHAPE(top, "op");

static const struct key keys_tblock[] = {
	KEY(tblock, "layers", layers, TEXT, 0), KEY(tblock, "in", in, TEXT, 0), KEY(tblock, "out", out, TEXT, 0),
	KEY(tblock, "weights", weights, NAMED, .of = &shape_tweight), KEY(tblock, "states", states, NAMED, .of = &shape_tstate),
	KEY(tblock, "ops", ops, LISTED, .required = true, .of = &shape_top), { 0 },
};
SHAPE(tblock, "block");

static const struct key keys_trequire[] = {
	KEY(trequire, "that", that, TEXT, .required = true), KEY(trequire, "why", why, TEXT, .required = true), { 0 },
};
SHAPE(trequire, "requirement");

static const struct key keys_template[] = {
	KEY(template, "template", version, TEXT, .required = true), KEY(template, "layers", layers, TEXT, .required = true),
	KEY(template, "dims", dims, NAMED, .required = true, .of = &shape_tfact),
	KEY(template, "facts", facts, NAMED, .of = &shape_tfact),
	KEY(template, "require", require, LISTED, .of = &shape_trequire),
	KEY(template, "weights", weights, NAMED, .of = &shape_tweight),
	KEY(template, "inputs", inputs, NAMED, .required = true, .of = &shape_tinput),
	KEY(template, "header", header, RECORD, .required = true, .of = &shape_tblock),
	KEY(template, "blocks", blocks, NAMED, .required = true, .of = &shape_tblock),
	KEY(template, "footer", footer, RECORD, .required = true, .of = &shape_tblock), { 0 },
};
SHAPE(template, "template");

struct reader {
	struct ck_template *t;
	struct ck_arena *a;
};

bool ck_template_error(const struct ck_template *t, const struct ck_text *at, size_t offset, const char *fmt, ...)
{
	char where[1024], message[1024];
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(message, sizeof message, fmt, ap);
	va_end(ap);
	snprintf(where, sizeof where, "%s:%d:%d", t->path, at->line, at->col + (int)offset);
	return ck_error(where, "%s", message);
}

static const char *kind_name(enum ck_yaml_type k)
{
	return k == CK_YAML_SCALAR ? "text" : k == CK_YAML_LIST ? "a sequence" : "a mapping";
}

static struct ck_text text_of(const struct ck_yaml *y)
{
	return (struct ck_text){ y->text, y->line, y->col + y->quoted };
}

#define FAIL(r, y, ...) ck_template_error((r)->t, &(struct ck_text){ NULL, (y)->line, (y)->col }, 0, __VA_ARGS__)

static bool read_text(struct reader *r, const struct ck_yaml *y, struct ck_text *out)
{
	if (y->type != CK_YAML_SCALAR)
		return FAIL(r, y, "text expected, found %s", kind_name(y->type));
	*out = text_of(y);
	return true;
}

/* A sequence of texts; one text stands for a sequence of it. */
static bool read_texts(struct reader *r, const struct ck_yaml *y, struct ck_texts *out)
{
	struct ck_text t;
	if (y->type == CK_YAML_MAP)
		return FAIL(r, y, "text or a sequence of texts expected, found a mapping");
	if (y->type == CK_YAML_SCALAR) {
		CK_PUSH(r->a, out, text_of(y));
		return true;
	}
	for (size_t i = 0; i < y->n; i++) {
		if (!read_text(r, y->v[i], &t))
			return false;
		CK_PUSH(r->a, out, t);
	}
	return true;
}

static bool read_flag(struct reader *r, const struct ck_yaml *y, bool *out)
{
	struct ck_text t;
	if (!read_text(r, y, &t))
		return false;
	*out = !strcmp(t.s, "true");
	return *out || !strcmp(t.s, "false") || FAIL(r, y, "true or false expected, found '%s'", t.s);
}

static bool is_name(const char *s)
{
	if (!isalpha((unsigned char)*s))
		return false;
	while (isalnum((unsigned char)*s) || *s == '_' || *s == '.')
		s++;
	return !*s;
}

static bool need_map(struct reader *r, const struct ck_yaml *y, const char *what)
{
	return y->type == CK_YAML_MAP || FAIL(r, y, "%s: a mapping expected, found %s", what, kind_name(y->type));
}

static bool read_settings(struct reader *r, const struct ck_yaml *y, struct ck_settings *out)
{
	if (!need_map(r, y, "attr"))
		return false;
	for (size_t i = 0; i < y->n; i++) {
		struct ck_setting s = { .name = text_of(y->key[i]) };
		if (!read_text(r, y->v[i], &s.value))
			return false;
		CK_PUSH(r->a, out, s);
	}
	return true;
}

static bool read_record(struct reader *r, const struct ck_yaml *y, const struct shape *shape, void *out);

struct any_list { char *v; size_t n; };

static bool read_list(struct reader *r, const struct ck_yaml *y, const struct key *k, void *out)
{
	bool named = k->form == NAMED;
	if (y->type != (named ? CK_YAML_MAP : CK_YAML_LIST))
		return FAIL(r, y, "%s: %s expected, found %s", k->name, named ? "a mapping" : "a sequence", kind_name(y->type));
	struct any_list list = { ck_allocn(r->a, y->n, k->of->size), y->n };
	for (size_t i = 0; i < y->n; i++) {
		char *rec = list.v + i * k->of->size;
		if (named) {
			struct ck_text name = text_of(y->key[i]);
			if (!is_name(name.s))
				return FAIL(r, y->key[i], "a name is a letter, then letters, digits, _ and '.', not '%s'", name.s);
			memcpy(rec, &name, sizeof name);
		}
		if (!read_record(r, y->v[i], k->of, rec))
			return false;
	}
	memcpy(out, &list, sizeof list);
	return true;
}

static bool read_key(struct reader *r, const struct ck_yaml *y, const struct key *k, void *out)
{
	switch (k->form) {
	case TEXT: return read_text(r, y, out);
	case TEXTS: return read_texts(r, y, out);
	case FLAG: return read_flag(r, y, out);
	case SETTINGS: return read_settings(r, y, out);
	case RECORD: return read_record(r, y, k->of, out);
	default: return read_list(r, y, k, out);
	}
}

static bool read_record(struct reader *r, const struct ck_yaml *y, const struct shape *shape, void *out)
{
	if (!need_map(r, y, shape->what))
		return false;
	for (size_t i = 0; i < y->n; i++) {
		const struct key *k = shape->key;
		while (k->name && strcmp(k->name, y->key[i]->text))
			k++;
		if (!k->name)
			return FAIL(r, y->key[i], "unknown key '%s' in %s", y->key[i]->text, shape->what);
		if (!read_key(r, y->v[i], k, (char *)out + k->offset))
			return false;
	}
	for (const struct key *k = shape->key; k->name; k++)
		if (k->required && !ck_yaml_get(y, k->name))
			return FAIL(r, y, "%s lacks '%s'", shape->what, k->name);
	return true;
}

static bool check_ops(struct reader *r, const struct ck_tblock *b)
{
	for (size_t i = 0; i < b->ops.n; i++)
		if (!is_name(b->ops.v[i].name.s))
			return ck_template_error(r->t, &b->ops.v[i].name, 0, "'%s' is not a name", b->ops.v[i].name.s);
	return true;
}

static struct ck_template *build(const struct ck_yaml_file *f, struct ck_arena *a)
{
	struct ck_template *t = ck_alloc(a, sizeof *t);
	struct reader r = { t, a };
	t->path = f->path;
	t->name = f->name;
	if (!read_record(&r, f->root, &shape_template, t))
		return NULL;
	if (strcmp(t->version.s, "1")) {
		ck_template_error(t, &t->version, 0, "version '%s'; this program reads version 1", t->version.s);
		return NULL;
	}
	t->header.name = (struct ck_text){ .s = "header" };
	t->footer.name = (struct ck_text){ .s = "footer" };
	bool ok = check_ops(&r, &t->header) && check_ops(&r, &t->footer);
	for (size_t i = 0; ok && i < t->blocks.n; i++)
		ok = check_ops(&r, &t->blocks.v[i]);
	return ok ? t : NULL;
}

struct ck_template *ck_template_parse(const char *path, const char *text, size_t size, struct ck_arena *a)
{
	struct ck_yaml_file f;
	return ck_yaml_parse(&f, path, text, size, a) ? build(&f, a) : NULL;
}

/* "gpt2, llama": the templates of a folder. */
static const char *known(const char *folder, struct ck_arena *a)
{
	struct ck_strs names = { 0 };
	const char *list = "";
	if (!ck_files_in(folder, ".yaml", &names, a))
		return NULL;
	for (size_t i = 0; i < names.n; i++)
		list = ck_printf(a, "%s%s%.*s", list, i ? ", " : "", (int)strlen(names.v[i]) - 5, names.v[i]);
	return *list ? list : "none";
}

static bool safe_arch(const char *s)
{
	size_t n = strlen(s);
	return isalnum((unsigned char)*s) && n < 64 &&
		strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.") == n;
}

struct ck_template *ck_template_find(const char *folder, const char *arch, struct ck_arena *a)
{
	folder = ck_datadir(folder, "templates", a);
	const char *path = ck_printf(a, "%s/%s.yaml", folder, arch), *list;
	struct ck_yaml_file f;
	if (safe_arch(arch) && !access(path, F_OK))
		return ck_yaml_read(&f, path, a) ? build(&f, a) : NULL;
	if ((list = known(folder, a)))
		ck_error(folder, "no template for architecture '%.64s'; known: %s", arch, list);
	return NULL;
}

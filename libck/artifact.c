#include "artifact.h"

#include <errno.h>
#include <jansson.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "diag.h"
#include "from.h"
#include "jsonpos.h"
#include "verify.h"

enum { MAX_SIZE = 1 << 30 };

/* Where the reader is: a path of keys and indices, printed only when something is wrong. */
struct place {
	const struct place *up;
	const char *key;
	size_t index;
};

struct reader {
	struct ck_doc *doc;
	struct ck_arena *a;
};

static void pointer_of(const struct place *p, char *buf, size_t size)
{
	if (!p) {
		*buf = 0;
		return;
	}
	pointer_of(p->up, buf, size);
	size_t n = strlen(buf);
	if (p->key)
		snprintf(buf + n, size - n, "/%s", p->key);
	else
		snprintf(buf + n, size - n, "/%zu", p->index);
}

bool ck_doc_error(const struct ck_doc *doc, const char *pointer, const char *fmt, ...)
{
	char message[2048], where[1024];
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(message, sizeof message, fmt, ap);
	va_end(ap);
	int line, col;
	if (doc->text && ck_json_position(doc->text, doc->size, pointer, &line, &col))
		snprintf(where, sizeof where, "%s:%d:%d", doc->path, line, col);
	else
		snprintf(where, sizeof where, "%s", doc->path);
	return ck_error(where, "%s: %s", *pointer ? pointer : "/", message);
}

static bool fail(struct reader *r, const struct place *p, const char *fmt, ...)
{
	char message[1024], pointer[1024];
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(message, sizeof message, fmt, ap);
	va_end(ap);
	pointer_of(p, pointer, sizeof pointer);
	return ck_doc_error(r->doc, pointer, "%s", message);
}

static const char *type_name(const json_t *j)
{
	static const char *const name[] = { "an object", "an array", "text", "an integer", "a number", "true", "false", "null" };
	return name[json_typeof(j)];
}

static bool read_string(struct reader *r, const json_t *j, const struct place *p, const char **out)
{
	if (!json_is_string(j))
		return fail(r, p, "text expected, found %s", type_name(j));
	if (strlen(json_string_value(j)) != json_string_length(j))
		return fail(r, p, "text holds a NUL");
	*out = ck_strdup(r->a, json_string_value(j));
	return true;
}

static bool read_scalar(struct reader *r, const json_t *j, const struct place *p, struct ck_val *v)
{
	switch (json_typeof(j)) {
	case JSON_TRUE:
	case JSON_FALSE:
		*v = (struct ck_val){ .type = CK_BOOL, .b = json_is_true(j) };
		return true;
	case JSON_INTEGER:
		*v = (struct ck_val){ .type = CK_INT, .i = json_integer_value(j) };
		return true;
	case JSON_REAL:
		*v = (struct ck_val){ .type = CK_F64, .f = json_real_value(j) };
		return true;
	case JSON_STRING:
		v->type = CK_STR;
		return read_string(r, j, p, &v->s);
	default:
		return fail(r, p, "a scalar expected, found %s", type_name(j));
	}
}

static bool read_val(struct reader *r, const json_t *j, const struct place *p, struct ck_val *v)
{
	if (!json_is_array(j))
		return read_scalar(r, j, p, v);
	*v = (struct ck_val){ .type = CK_LIST };
	v->list.n = json_array_size(j);
	v->list.v = ck_allocn(r->a, v->list.n, sizeof *v->list.v);
	for (size_t i = 0; i < v->list.n; i++)
		if (!read_scalar(r, json_array_get(j, i), &(struct place){ p, NULL, i }, &v->list.v[i]))
			return false;
	return true;
}

static bool read_record(struct reader *r, const json_t *j, const struct place *p, const struct ck_record *rec, void *out);

/* Lists have one shape: { v, n }. */
struct any_list { void *v; size_t n; };

static bool read_list(struct reader *r, const json_t *j, const struct place *p, const struct ck_field *f, void *out)
{
	if (!json_is_array(j))
		return fail(r, p, "an array expected, found %s", type_name(j));
	size_t n = json_array_size(j);
	size_t size = f->type == CK_T_STRS ? sizeof(const char *) : f->type == CK_T_INTS ? sizeof(int64_t) : f->record->size;
	char *v = ck_allocn(r->a, n, size);
	for (size_t i = 0; i < n; i++) {
		const json_t *e = json_array_get(j, i);
		struct place at = { p, NULL, i };
		if (f->type == CK_T_STRS) {
			if (!read_string(r, e, &at, (const char **)(v + i * size)))
				return false;
		} else if (f->type == CK_T_INTS) {
			if (!json_is_integer(e))
				return fail(r, &at, "an integer expected, found %s", type_name(e));
			*(int64_t *)(v + i * size) = json_integer_value(e);
		} else if (!read_record(r, e, &at, f->record, v + i * size)) {
			return false;
		}
	}
	memcpy(out, &(struct any_list){ v, n }, sizeof(struct any_list));
	return true;
}

static bool read_attrs(struct reader *r, const json_t *j, const struct place *p, struct ck_attrs *out)
{
	if (!json_is_object(j))
		return fail(r, p, "an object expected, found %s", type_name(j));
	const char *key;
	json_t *value;
	json_object_foreach((json_t *)j, key, value) {
		struct ck_attr attr = { .name = ck_strdup(r->a, key) };
		if (!read_val(r, value, &(struct place){ p, key, 0 }, &attr.val))
			return false;
		CK_PUSH(r->a, out, attr);
	}
	return true;
}

static bool read_field(struct reader *r, const json_t *j, const struct place *p, const struct ck_field *f, void *out)
{
	switch (f->type) {
	case CK_T_STR:
		return read_string(r, j, p, out);
	case CK_T_BOOL:
		if (!json_is_boolean(j))
			return fail(r, p, "true or false expected, found %s", type_name(j));
		*(bool *)out = json_is_true(j);
		return true;
	case CK_T_INT:
		if (!json_is_integer(j))
			return fail(r, p, "an integer expected, found %s", type_name(j));
		*(int64_t *)out = json_integer_value(j);
		return true;
	case CK_T_F32:
		if (!json_is_number(j))
			return fail(r, p, "a number expected, found %s", type_name(j));
		*(float *)out = (float)json_number_value(j);
		return true;
	case CK_T_VAL:
		return read_val(r, j, p, out);
	case CK_T_ATTRS:
		return read_attrs(r, j, p, out);
	case CK_T_REC:
		return read_record(r, j, p, f->record, out);
	case CK_T_STRS:
	case CK_T_INTS:
	case CK_T_RECS:
	case CK_T_LINES:
		return read_list(r, j, p, f, out);
	}
	return false;
}

static const struct ck_field *find_field(const struct ck_record *rec, enum ck_stage stage, const char *key)
{
	for (size_t i = 0; i < rec->nfields; i++)
		if (ck_field_in(&rec->field[i], stage) && !strcmp(rec->field[i].name, key))
			return &rec->field[i];
	return NULL;
}

static bool read_record(struct reader *r, const json_t *j, const struct place *p, const struct ck_record *rec, void *out)
{
	if (!json_is_object(j))
		return fail(r, p, "an object expected (%s), found %s", rec->name, type_name(j));
	const char *key;
	json_t *value;
	json_object_foreach((json_t *)j, key, value)
		if (!find_field(rec, r->doc->stage, key))
			return fail(r, &(struct place){ p, key, 0 }, "unknown key in %s", rec->name);
	for (size_t i = 0; i < rec->nfields; i++) {
		const struct ck_field *f = &rec->field[i];
		char *member = (char *)out + f->offset;
		if (f->type == CK_T_STR)
			*(const char **)member = "";
		if (!ck_field_in(f, r->doc->stage))
			continue;
		value = json_object_get(j, f->name);
		if (!value && f->need != CK_OPT)
			return fail(r, p, "%s lacks '%s'", rec->name, f->name);
		if (value && !read_field(r, value, &(struct place){ p, f->name, 0 }, f, member))
			return false;
		if (f->need == CK_KEY && !**(const char **)member)
			return fail(r, &(struct place){ p, f->name, 0 }, "must not be empty");
	}
	return true;
}

static bool find_stage(struct reader *r, const json_t *root)
{
	const char *kind = json_string_value(json_object_get(root, "kind"));
	if (!kind)
		return fail(r, NULL, "not an artifact: no 'kind'");
	int stage = 0;
	while (stage < CK_STAGES && strcmp(ck_stage_kind[stage], kind))
		stage++;
	if (stage == CK_STAGES)
		return fail(r, &(struct place){ NULL, "kind", 0 }, "unknown kind '%s'", kind);
	r->doc->stage = (enum ck_stage)stage;
	const json_t *version = json_object_get(root, "version");
	if (!json_is_integer(version) || json_integer_value(version) != CK_ARTIFACT_VERSION)
		return fail(r, &(struct place){ NULL, "version", 0 }, "unknown version; this program reads version %d",
			CK_ARTIFACT_VERSION);
	return true;
}

bool ck_doc_parse(struct ck_doc *doc, const char *path, const char *text, size_t size, struct ck_arena *a)
{
	*doc = (struct ck_doc){ .path = path, .text = text, .size = size };
	struct reader r = { doc, a };
	json_error_t e;
	json_t *root = json_loadb(text, size, JSON_REJECT_DUPLICATES, &e);
	if (!root) {
		char where[1024];
		snprintf(where, sizeof where, "%s:%d:%d", path, e.line, e.column);
		return ck_error(where, "not JSON: %s", e.text);
	}
	doc->artifact = ck_alloc(a, sizeof *doc->artifact);
	bool ok = json_is_object(root) ? find_stage(&r, root) : fail(&r, NULL, "an object expected, found %s", type_name(root));
	ok = ok && read_record(&r, root, NULL, &ck_record_artifact, doc->artifact);
	json_decref(root);
	if (!ok)
		return false;
	ck_from_hash(text, size, doc->sha256);
	return ck_verify(doc);
}

static char *slurp(FILE *f, const char *path, size_t *size, struct ck_arena *a)
{
	struct { char *v; size_t n; } buf = { 0 };
	size_t room = 1 << 16;
	buf.v = ck_alloc(a, room);
	for (;;) {
		errno = 0;
		buf.n += fread(buf.v + buf.n, 1, room - buf.n, f);
		if (ferror(f)) {
			ck_error(path, "cannot read: %s", strerror(errno));
			return NULL;
		}
		if (buf.n < room)
			break;
		if (room >= MAX_SIZE) {
			ck_error(path, "larger than %d MiB", MAX_SIZE >> 20);
			return NULL;
		}
		char *more = ck_alloc(a, room * 2);
		memcpy(more, buf.v, buf.n);
		buf.v = more;
		room *= 2;
	}
	*size = buf.n;
	return buf.v;
}

bool ck_doc_read(struct ck_doc *doc, const char *path, struct ck_arena *a)
{
	bool standard = !path || !strcmp(path, "-");
	FILE *f = standard ? stdin : fopen(path, "rb");
	if (!f)
		return ck_error(path, "cannot open: %s", strerror(errno));
	if (standard)
		path = "-";
	size_t size;
	char *text = slurp(f, path, &size, a);
	if (!standard)
		fclose(f);
	return text && ck_doc_parse(doc, ck_strdup(a, path), text, size, a);
}

bool ck_doc_expect(struct ck_doc *doc, const char *path, enum ck_stage stage, struct ck_arena *a)
{
	if (!ck_doc_read(doc, path, a))
		return false;
	if (doc->stage != stage)
		return ck_doc_error(doc, "/kind", "%s expected, found %s", ck_stage_kind[stage], ck_stage_kind[doc->stage]);
	return true;
}

void ck_artifact_stamp(struct ck_artifact *art, enum ck_stage stage, const char *tool, struct ck_strs options, const char *sha256)
{
	art->kind = ck_stage_kind[stage];
	art->version = CK_ARTIFACT_VERSION;
	art->from = (struct ck_from){ .tool = tool, .options = options, .sha256 = sha256 };
}

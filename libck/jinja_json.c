/* Values from JSON, and as JSON. */
#include <stdio.h>
#include <string.h>

#include "jinja_run.h"
#include "unicode.h"

struct ck_jv ck_jfrom_json(struct ck_jrun *r, const json_t *j, bool mark)
{
	struct ck_jv v = { .kind = CK_JV_NONE };
	if (!ck_jwork(r, 1))
		return v;
	if (++r->depth > CK_JINJA_DEPTH)
		v = ck_jfail(r, "the data is nested too deeply");
	else if (json_is_boolean(j))
		v = ck_jv_bool(json_is_true(j));
	else if (json_is_integer(j))
		v = ck_jv_int(json_integer_value(j));
	else if (json_is_real(j))
		v = (struct ck_jv){ .kind = CK_JV_REAL, .r = json_real_value(j) };
	else if (json_is_string(j)) {
		struct ck_jbuf b = { .a = r->a };
		ck_jwork(r, json_string_length(j));
		ck_jbuf_bytes(&b, json_string_value(j), json_string_length(j), mark);
		v = ck_jv_text(ck_jbuf_text(&b));
	} else if (json_is_array(j)) {
		size_t i;
		json_t *item;
		v = ck_jv_list(ck_jlist_new(r), CK_J_LIST);
		json_array_foreach(j, i, item)
			ck_jlist_add(r, v.list, ck_jfrom_json(r, item, mark));
	} else if (json_is_object(j)) {
		const char *key;
		json_t *item;
		v = (struct ck_jv){ .kind = CK_JV_MAP, .map = ck_alloc(r->a, sizeof *v.map) };
		json_object_foreach((json_t *)(uintptr_t)j, key, item) {
			struct ck_jbuf b = { .a = r->a };
			ck_jbuf_bytes(&b, key, strlen(key), mark);
			if (ck_jwork(r, sizeof(struct ck_jpair) + strlen(key))) /* keys of an object are different */
				CK_PUSH(r->a, v.map, (struct ck_jpair){ ck_jv_text(ck_jbuf_text(&b)), ck_jfrom_json(r, item, mark) });
		}
	}
	r->depth--;
	return v;
}

struct dump {
	struct ck_jrun *r;
	struct ck_jbuf b;
	int64_t indent;              /* -1: all on one line */
	struct ck_jtext item, pair;  /* between items; between key and value */
	bool sorted, ascii;
};

static void put_string(struct dump *d, struct ck_jtext t)
{
	static const char from[] = "\"\\\b\f\n\r\t", to[] = "\"\\bfnrt";
	ck_jbuf_str(&d->b, "\"");
	for (size_t i = 0; i < t.n; i++) {
		const unsigned char c = (unsigned char)t.s[i];
		const char *known = c ? strchr(from, c) : NULL;
		const uint8_t mark = t.mark ? t.mark[i] : 0;
		char buf[16];
		if (known) {
			ck_jbuf_bytes(&d->b, (char[]){ '\\', to[known - from] }, 2, mark);
		} else if (c < ' ') {
			snprintf(buf, sizeof buf, "\\u%04x", c);
			ck_jbuf_bytes(&d->b, buf, 6, mark);
		} else if (c >= 0x80 && d->ascii) {
			size_t k;
			uint32_t p = ck_uni_read(t.s + i, t.n - i, &k);
			i += k - 1;
			if (p >= 0x10000) {
				snprintf(buf, sizeof buf, "\\u%04x", 0xd7c0 + (p >> 10));
				ck_jbuf_bytes(&d->b, buf, 6, mark);
				p = 0xdc00 | (p & 0x3ff);
			}
			snprintf(buf, sizeof buf, "\\u%04x", p);
			ck_jbuf_bytes(&d->b, buf, 6, mark);
		} else {
			ck_jbuf_bytes(&d->b, t.s + i, 1, mark);
		}
	}
	ck_jbuf_str(&d->b, "\"");
}

static void new_line(struct dump *d, int depth)
{
	ck_jbuf_str(&d->b, "\n");
	for (int64_t i = 0; i < d->indent * depth && ck_jwork(d->r, 1); i++)
		ck_jbuf_str(&d->b, " ");
}

static void separate(struct dump *d, bool first, int depth)
{
	if (!first)
		ck_jbuf_add(&d->b, d->item);
	if (d->indent >= 0)
		new_line(d, depth);
}

static void put_value(struct dump *d, struct ck_jv v, int depth);

static void put_key(struct dump *d, struct ck_jv k, int depth)
{
	if (k.kind == CK_JV_TEXT) {
		put_string(d, k.t);
	} else if (k.kind == CK_JV_LIST || k.kind > CK_JV_TEXT) {
		ck_jfail(d->r, "this key has no JSON");
	} else {
		ck_jbuf_str(&d->b, "\"");
		put_value(d, k, depth);
		ck_jbuf_str(&d->b, "\"");
	}
}

static const struct ck_jmap *sorted(struct dump *d, const struct ck_jmap *m)
{
	struct ck_jmap *s = ck_alloc(d->r->a, sizeof *s);
	for (size_t i = 0; i < m->n && ck_jwork(d->r, i + 1); i++) {
		size_t at = s->n;
		CK_PUSH(d->r->a, s, m->v[i]);
		for (; at > 0 && ck_jorder(d->r, m->v[i].key, s->v[at - 1].key) < 0; at--)
			s->v[at] = s->v[at - 1];
		s->v[at] = m->v[i];
	}
	return s;
}

static void put_value(struct dump *d, struct ck_jv v, int depth)
{
	const struct ck_jmap *m;
	size_t before = d->b.n;
	if (++d->r->depth > CK_JINJA_DEPTH) {
		ck_jfail(d->r, "a value is nested too deeply");
		d->r->depth--;
		return;
	}
	switch (v.kind) {
	case CK_JV_TEXT:
		put_string(d, v.t);
		break;
	case CK_JV_NONE:
		ck_jbuf_str(&d->b, "null");
		break;
	case CK_JV_BOOL:
		ck_jbuf_str(&d->b, v.b ? "true" : "false");
		break;
	case CK_JV_REAL:
		if (v.r - v.r != 0) {
			ck_jbuf_str(&d->b, v.r != v.r ? "NaN" : v.r > 0 ? "Infinity" : "-Infinity");
			break;
		}
		/* fall through */
	case CK_JV_INT:
		ck_jbuf_add(&d->b, ck_jstr(d->r, v));
		break;
	case CK_JV_LIST:
		if (v.sort > CK_J_TUPLES) {
			ck_jfail(d->r, "what a filter made has no JSON without |list");
			break;
		}
		ck_jbuf_str(&d->b, "[");
		for (size_t i = 0; i < v.list->n && !d->r->failed; i++) {
			separate(d, !i, depth + 1);
			put_value(d, v.list->v[i], depth + 1);
		}
		if (v.list->n && d->indent >= 0)
			new_line(d, depth);
		ck_jbuf_str(&d->b, "]");
		break;
	case CK_JV_MAP:
		m = d->sorted ? sorted(d, v.map) : v.map;
		ck_jbuf_str(&d->b, "{");
		for (size_t i = 0; i < m->n && !d->r->failed; i++) {
			separate(d, !i, depth + 1);
			put_key(d, m->v[i].key, depth + 1);
			ck_jbuf_add(&d->b, d->pair);
			put_value(d, m->v[i].value, depth + 1);
		}
		if (m->n && d->indent >= 0)
			new_line(d, depth);
		ck_jbuf_str(&d->b, "}");
		break;
	default:
		ck_jfail(d->r, "tojson: this value has no JSON");
	}
	d->r->depth--;
	ck_jwork(d->r, d->b.n - before + 1);
}

struct ck_jtext ck_jdump(struct ck_jrun *r, struct ck_jv v, const struct ck_jargs *args)
{
	/* As Hugging Face declares it. */
	static const char *const names[] = { "ensure_ascii", "indent", "separators", "sort_keys", NULL };
	struct dump d = { .r = r, .b.a = r->a, .indent = -1, .item = { ", ", 2, NULL }, .pair = { ": ", 2, NULL } };
	if (!ck_jargs_known(r, "tojson", args, names))
		return ck_jbuf_text(&d.b);
	const struct ck_jv *ascii = ck_jarg(args, 0, "ensure_ascii"), *indent = ck_jarg(args, 1, "indent"),
		*separators = ck_jarg(args, 2, "separators"), *sort = ck_jarg(args, 3, "sort_keys");
	d.ascii = ascii && ck_jtruth(r, *ascii);
	d.sorted = sort && ck_jtruth(r, *sort);
	if (indent && indent->kind == CK_JV_INT && indent->i >= 0) {
		d.indent = indent->i;
		d.item.n = 1;
	} else if (indent && indent->kind != CK_JV_NONE) {
		ck_jfail(r, "tojson: indent is no number of spaces");
	}
	if (separators && separators->kind == CK_JV_LIST && separators->list->n == 2 && separators->list->v[0].kind == CK_JV_TEXT
		&& separators->list->v[1].kind == CK_JV_TEXT) {
		d.item = separators->list->v[0].t;
		d.pair = separators->list->v[1].t;
	} else if (separators && separators->kind != CK_JV_NONE) {
		ck_jfail(r, "tojson: separators are no two strings");
	}
	put_value(&d, v, 0);
	return ck_jbuf_text(&d.b);
}

/* The canonical writer: fixed key order, one record per line where ir.def says LINES. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "artifact.h"

struct any_list { const void *v; size_t n; };

const char *ck_format_f32(char *buf, float x)
{
	for (int digits = 1; digits <= 9; digits++) {
		snprintf(buf, 32, "%.*g", digits, (double)x);
		if (strtof(buf, NULL) == x)
			break;
	}
	return buf;
}

const char *ck_format_f64(char *buf, double x)
{
	for (int digits = 1; digits <= 17; digits++) {
		snprintf(buf, 32, "%.*g", digits, x);
		if (strtod(buf, NULL) == x)
			break;
	}
	return buf;
}

static void put_string(FILE *f, const char *s)
{
	putc('"', f);
	for (const unsigned char *p = (const unsigned char *)s; *p; p++) {
		if (*p == '"' || *p == '\\')
			fprintf(f, "\\%c", *p);
		else if (*p == '\n')
			fputs("\\n", f);
		else if (*p == '\t')
			fputs("\\t", f);
		else if (*p < 0x20 || *p == 0x7f)
			fprintf(f, "\\u%04x", *p);
		else
			putc(*p, f);
	}
	putc('"', f);
}

/* A real is told from an integer by a point or an exponent, so that it reads back as a real. */
static void put_real(FILE *f, const char *text)
{
	fputs(text, f);
	if (!strpbrk(text, ".en"))
		fputs(".0", f);
}

static void put_val(FILE *f, const struct ck_val *v)
{
	char buf[32];
	switch (v->type) {
	case CK_NONE:
		fputs("null", f);
		break;
	case CK_BOOL:
		fputs(v->b ? "true" : "false", f);
		break;
	case CK_INT:
		fprintf(f, "%lld", (long long)v->i);
		break;
	case CK_F32:
		put_real(f, ck_format_f32(buf, (float)v->f));
		break;
	case CK_F64:
		put_real(f, ck_format_f64(buf, v->f));
		break;
	case CK_STR:
		put_string(f, v->s);
		break;
	case CK_LIST:
		putc('[', f);
		for (size_t i = 0; i < v->list.n; i++) {
			if (i)
				putc(',', f);
			put_val(f, &v->list.v[i]);
		}
		putc(']', f);
		break;
	}
}

static bool is_list(const struct ck_field *f)
{
	return f->type == CK_T_STRS || f->type == CK_T_INTS || f->type == CK_T_ATTRS || f->type == CK_T_RECS || f->type == CK_T_LINES;
}

static bool absent(const struct ck_field *f, const void *member)
{
	if (f->need != CK_OPT)
		return false;
	if (is_list(f))
		return ((const struct any_list *)member)->n == 0;
	switch (f->type) {
	case CK_T_STR:
		return !*(const char *const *)member || !**(const char *const *)member;
	case CK_T_BOOL:
		return !*(const bool *)member;
	case CK_T_INT:
		return *(const int64_t *)member == 0;
	case CK_T_F32:
		return *(const float *)member == 0;
	case CK_T_VAL:
		return ((const struct ck_val *)member)->type == CK_NONE;
	default:
		return false;
	}
}

static void put_record(FILE *f, const struct ck_record *r, const void *rec, enum ck_stage stage);

static void put_field(FILE *f, const struct ck_field *field, const void *member, enum ck_stage stage)
{
	const struct any_list *list = member;
	const char *s;
	char buf[32];
	switch (field->type) {
	case CK_T_STR:
		s = *(const char *const *)member;
		put_string(f, s ? s : "");
		break;
	case CK_T_BOOL:
		fputs(*(const bool *)member ? "true" : "false", f);
		break;
	case CK_T_INT:
		fprintf(f, "%lld", (long long)*(const int64_t *)member);
		break;
	case CK_T_F32:
		put_real(f, ck_format_f32(buf, *(const float *)member));
		break;
	case CK_T_VAL:
		put_val(f, member);
		break;
	case CK_T_STRS:
	case CK_T_INTS:
		putc('[', f);
		for (size_t i = 0; i < list->n; i++) {
			if (i)
				putc(',', f);
			if (field->type == CK_T_STRS)
				put_string(f, ((const char *const *)list->v)[i]);
			else
				fprintf(f, "%lld", (long long)((const int64_t *)list->v)[i]);
		}
		putc(']', f);
		break;
	case CK_T_ATTRS:
		putc('{', f);
		for (size_t i = 0; i < list->n; i++) {
			const struct ck_attr *attr = (const struct ck_attr *)list->v + i;
			if (i)
				putc(',', f);
			put_string(f, attr->name);
			putc(':', f);
			put_val(f, &attr->val);
		}
		putc('}', f);
		break;
	case CK_T_REC:
		put_record(f, field->record, member, stage);
		break;
	case CK_T_RECS:
	case CK_T_LINES:
		putc('[', f);
		for (size_t i = 0; i < list->n; i++) {
			if (i)
				putc(',', f);
			if (field->type == CK_T_LINES)
				putc('\n', f);
			put_record(f, field->record, (const char *)list->v + i * field->record->size, stage);
		}
		fputs(field->type == CK_T_LINES && list->n ? "\n]" : "]", f);
		break;
	}
}

static void put_record(FILE *f, const struct ck_record *r, const void *rec, enum ck_stage stage)
{
	bool first = true;
	putc('{', f);
	for (size_t i = 0; i < r->nfields; i++) {
		const struct ck_field *field = &r->field[i];
		const void *member = (const char *)rec + field->offset;
		if (!ck_field_in(field, stage) || absent(field, member))
			continue;
		if (!first)
			putc(',', f);
		if (r == &ck_record_artifact)
			putc('\n', f);
		first = false;
		put_string(f, field->name);
		putc(':', f);
		put_field(f, field, member, stage);
	}
	if (r == &ck_record_artifact)
		putc('\n', f);
	putc('}', f);
}

void ck_record_write(FILE *f, const struct ck_record *r, const void *rec, enum ck_stage stage)
{
	put_record(f, r, rec, stage);
}

void ck_field_write(FILE *f, const struct ck_field *field, const void *member, enum ck_stage stage)
{
	put_field(f, field, member, stage);
}

void ck_artifact_write(FILE *f, const struct ck_artifact *art, enum ck_stage stage)
{
	put_record(f, &ck_record_artifact, art, stage);
	putc('\n', f);
}

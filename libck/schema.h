/* Types made from ir.def, and the tables that describe them.
 *
 * Each record r becomes `struct ck_r` with one member per field and `struct ck_r_list { *v; n; }`.
 * Strings are never NULL in a read or verified artifact; absent ones are "". */
#ifndef CK_SCHEMA_H
#define CK_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum ck_stage { CK_MANIFEST, CK_IR1, CK_IR2, CK_LOWERED, CK_PLAN, CK_LAYOUT, CK_STAGES };

extern const char *const ck_stage_kind[CK_STAGES]; /* "ck.manifest", ... */

struct ck_strs { const char **v; size_t n; };
struct ck_ints { int64_t *v; size_t n; };

/* A JSON scalar, or a list of scalars. */
struct ck_val {
	enum ck_val_type { CK_NONE, CK_BOOL, CK_INT, CK_F32, CK_F64, CK_STR, CK_LIST } type;
	union {
		bool b;
		int64_t i;
		double f;
		const char *s;
		struct { struct ck_val *v; size_t n; } list;
	};
};

struct ck_attr { const char *name; struct ck_val val; };
struct ck_attrs { struct ck_attr *v; size_t n; };

#define CK_C_STR const char *
#define CK_C_BOOL bool
#define CK_C_INT int64_t
#define CK_C_F32 float
#define CK_C_VAL struct ck_val
#define CK_C_STRS struct ck_strs
#define CK_C_INTS struct ck_ints
#define CK_C_ATTRS struct ck_attrs
#define CK_C_REC(r) struct ck_##r
#define CK_C_RECS(r) struct ck_##r##_list
#define CK_C_LINES(r) struct ck_##r##_list

#define RECORD(r, doc) struct ck_##r {
#define FIELD(r, type, name, since, until, need, doc) CK_C_##type name;
#define END(r) }; struct ck_##r##_list { struct ck_##r *v; size_t n; };
#include "ir.def"
#undef RECORD
#undef FIELD
#undef END

enum ck_field_type { CK_T_STR, CK_T_BOOL, CK_T_INT, CK_T_F32, CK_T_VAL, CK_T_STRS, CK_T_INTS, CK_T_ATTRS,
	CK_T_REC, CK_T_RECS, CK_T_LINES };
enum ck_need { CK_REQ, CK_OPT, CK_KEY };

struct ck_field {
	const char *name;
	enum ck_field_type type;
	enum ck_stage since, until;
	enum ck_need need;
	size_t offset;
	const struct ck_record *record; /* of REC, RECS, LINES */
	const char *doc;
};

struct ck_record {
	const char *name;
	const struct ck_field *field;
	size_t nfields, size;
};

extern const struct ck_record ck_record_artifact, ck_record_op, ck_record_value, ck_record_weight, ck_record_tensor,
	ck_record_state;

/* Every record with what one is, for manuals. */
extern const struct ck_record_doc { const struct ck_record *record; const char *doc; } ck_record_docs[];
extern const size_t ck_nrecords;

static inline bool ck_field_in(const struct ck_field *f, enum ck_stage s)
{
	return f->since <= s && s <= f->until;
}

#endif

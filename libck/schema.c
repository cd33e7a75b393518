#include "schema.h"

const char *const ck_stage_kind[CK_STAGES] = {
	"ck.manifest", "ck.ir1", "ck.ir2", "ck.lowered", "ck.plan", "ck.layout",
};

#define CK_SUB_STR NULL
#define CK_SUB_BOOL NULL
#define CK_SUB_INT NULL
#define CK_SUB_F32 NULL
#define CK_SUB_VAL NULL
#define CK_SUB_STRS NULL
#define CK_SUB_INTS NULL
#define CK_SUB_ATTRS NULL
#define CK_SUB_REC(r) &ck_record_##r
#define CK_SUB_RECS(r) &ck_record_##r
#define CK_SUB_LINES(r) &ck_record_##r

#define CK_T_REC(r) CK_T_REC
#define CK_T_RECS(r) CK_T_RECS
#define CK_T_LINES(r) CK_T_LINES

/* Record descriptions refer to each other downwards only, and all live at file scope. */
#define RECORD(r, doc) static const struct ck_field fields_##r[] = {
#define FIELD(r, type, name, since, until, need, doc) \
	{ #name, CK_T_##type, CK_##since, CK_##until, CK_##need, offsetof(struct ck_##r, name), CK_SUB_##type, doc },
#define END(r) }; \
	extern const struct ck_record ck_record_##r; \
	const struct ck_record ck_record_##r = { #r, fields_##r, sizeof fields_##r / sizeof *fields_##r, sizeof(struct ck_##r) };
#include "ir.def"
#undef RECORD
#undef FIELD
#undef END

const struct ck_record_doc ck_record_docs[] = {
#define RECORD(r, doc) { &ck_record_##r, doc },
#define FIELD(r, type, name, since, until, need, doc)
#define END(r)
#include "ir.def"
#undef RECORD
#undef FIELD
#undef END
};
const size_t ck_nrecords = sizeof ck_record_docs / sizeof *ck_record_docs;

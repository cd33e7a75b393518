#include "kernel.h"

#include "layernorm_db.h"

CK_FN(ck_layernorm_db_f32_ref)
{
	const struct ck_layernorm_db *a = args;
	for (int64_t e = lo; e < hi; e++) {
		float sum = 0;
		for (int64_t r = 0; r < a->R; r++)
			sum += a->dy[r * a->E + e];
		a->db[e] = sum;
	}
}

CK_KERNEL(ck_layernorm_db_f32_ref, CK_BODY_REF(ck_layernorm_db_f32_ref),
	.op = "layernorm_db", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "",
	.axis = "E", .grain = 16, .scratch = "", .reduce = "ascending r", .rank = 0);

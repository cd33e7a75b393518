#include "kernel.h"

#include "matmul_db.h"

CK_FN(ck_matmul_db_f32_ref)
{
	const struct ck_matmul_db *a = args;
	for (int64_t n = lo; n < hi; n++) {
		float sum = 0;
		for (int64_t t = 0; t < a->T; t++)
			sum += a->dy[t * a->N + n];
		a->db[n] = sum;
	}
}

CK_KERNEL(ck_matmul_db_f32_ref, CK_BODY_REF(ck_matmul_db_f32_ref),
	.op = "matmul_db", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "",
	.axis = "N", .grain = 16, .scratch = "", .reduce = "ascending t", .rank = 0);

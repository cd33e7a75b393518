#include "kernel.h"

#include "embedding_dw.h"

CK_FN(ck_embedding_dw_f32_ref)
{
	const struct ck_embedding_dw *a = args;
	for (int64_t v = lo; v < hi; v++) {
		float *dw = a->dw + v * a->E;
		for (int64_t e = 0; e < a->E; e++)
			dw[e] = 0;
		for (int64_t t = 0; t < a->T; t++)
			for (int64_t e = 0; e < a->E && a->id[t] == v; e++)
				dw[e] += a->dy[t * a->E + e];
		for (int64_t e = 0; e < a->E; e++)
			dw[e] *= a->scale;
	}
}

CK_KERNEL(ck_embedding_dw_f32_ref, CK_BODY_REF(ck_embedding_dw_f32_ref),
	.op = "embedding_dw", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "",
	.axis = "V", .grain = 1, .scratch = "", .reduce = "ascending t", .rank = 0);

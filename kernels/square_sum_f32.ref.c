#include "kernel.h"

#include "square_sum.h"

CK_FN(ck_square_sum_f32_ref)
{
	const struct ck_square_sum *a = args;
	for (int64_t l = lo; l < hi; l++) {
		const float *g = a->g + a->R * l / a->L;
		const int64_t n = a->R * (l + 1) / a->L - a->R * l / a->L;
		double sum[8] = { 0 }, y = a->before ? a->before[l] : 0;
		for (int64_t k = 0; k < n; k++)
			sum[k % 8] += (double)g[k] * g[k];
		for (int i = 0; i < 8; i++)
			y += sum[i];
		a->y[l] = y;
	}
}

CK_KERNEL(ck_square_sum_f32_ref, CK_BODY_REF(ck_square_sum_f32_ref),
	.op = "square_sum", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "",
	.axis = "L", .grain = 1, .scratch = "", .reduce = "F64, eight sums of a piece, then in order", .rank = 0);

#include "kernel.h"

#include "block_ref.h"
#include "dot_ref.h"
#include "q4_0.h"

static float dot(const void *x, int64_t t, const void *w, int64_t n, int64_t K)
{
	return ck_dot_32_ref(x, t, w, n, K, &ck_q4_0);
}

CK_FN(ck_matmul_q4_0_ref)
{
	ck_matmul_ref(args, lo, hi, dot);
}

CK_KERNEL(ck_matmul_q4_0_ref, CK_BODY_REF(ck_matmul_q4_0_ref),
	.op = "matmul", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "x=a8_32 w=q4_0", .packing = "w=n16", .where = "K % 32 == 0",
	.axis = "N", .grain = 16, .scratch = "", .reduce = "ascending 32-k blocks", .rank = 0);

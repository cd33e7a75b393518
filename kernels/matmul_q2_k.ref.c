#include "kernel.h"

#include "block_ref.h"
#include "dot_ref.h"
#include "q2_k.h"

static float dot(const void *x, int64_t t, const void *w, int64_t n, int64_t K)
{
	return ck_dot_256_ref(x, t, w, n, K, &ck_q2_k);
}

CK_FN(ck_matmul_q2_k_ref)
{
	ck_matmul_ref(args, lo, hi, dot);
}

CK_KERNEL(ck_matmul_q2_k_ref, CK_BODY_REF(ck_matmul_q2_k_ref),
	.op = "matmul", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "x=a8_256 w=q2_k", .packing = "w=n16", .where = "K % 256 == 0",
	.axis = "N", .grain = 16, .scratch = "", .reduce = "ascending 256-k blocks", .rank = 0);

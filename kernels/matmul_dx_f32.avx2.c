#include "kernel.h"

#include "gemm_f32_scratch.h"
#ifdef CK_HAVE_AVX2
#include "matmul_dx_vec.h"

CK_FN(ck_matmul_dx_f32_avx2)
{
	ck_matmul_dx_vec(args, lo, hi);
}
#endif

CK_KERNEL(ck_matmul_dx_f32_avx2, CK_BODY_AVX2(ck_matmul_dx_f32_avx2),
	.op = "matmul_dx", .isa = "avx2", .numerics = "exact", .modes = "",
	.dtypes = "w=f32", .packing = "", .where = "",
	.axis = "K", .grain = 16, .scratch = CK_GEMM_F32_SCRATCH, .reduce = "ascending n", .rank = 0);

#include "kernel.h"

#ifdef CK_HAVE_AVX512
#include "add_plain.h"

CK_FN(ck_add_f32_avx512)
{
	ck_add_plain(args, lo, hi);
}
#endif

CK_KERNEL(ck_add_f32_avx512, CK_BODY_AVX512(ck_add_f32_avx512),
	.op = "add", .isa = "avx512", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "",
	.axis = "R", .grain = 16, .scratch = "", .reduce = "", .rank = 0);

#include "kernel.h"

#ifdef CK_HAVE_AVX512
#include "rope_dx_plain.h"

CK_FN(ck_rope_dx_f32_avx512)
{
	ck_rope_dx_plain(args, lo, hi);
}
#endif

CK_KERNEL(ck_rope_dx_f32_avx512, CK_BODY_AVX512(ck_rope_dx_f32_avx512),
	.op = "rope_dx", .isa = "avx512", .numerics = "exact", .modes = "",
	.dtypes = "", .packing = "", .where = "",
	.axis = "T", .grain = 1, .scratch = "", .reduce = "", .rank = 0);

#include "kernel.h"

#ifdef CK_HAVE_AVX512
#include "kv_store_f16_vec.h"

CK_FN(ck_kv_store_f16_avx512)
{
	ck_kv_store_f16_vec(args, lo, hi);
}
#endif

CK_KERNEL(ck_kv_store_f16_avx512, CK_BODY_AVX512(ck_kv_store_f16_avx512),
	.op = "kv_store", .isa = "avx512", .numerics = "exact", .modes = "",
	.dtypes = "kc=f16 vc=f16", .packing = "", .where = "",
	.axis = "KV*T", .grain = 1, .scratch = "", .reduce = "", .rank = 0);

#include "kernel.h"

#include "embedding_ref.h"

static float element(const void *w, int64_t v, int64_t e, int64_t E)
{
	const uint8_t *block = (const uint8_t *)w + (v * E + e) / 32 * 34; /* F16 d, then 32 int8 */
	uint16_t d;
	memcpy(&d, block, sizeof d);
	return ck_f16_to_f32(d) * (float)(int8_t)block[2 + e % 32];
}

CK_FN(ck_embedding_q8_0_ref)
{
	ck_embedding_ref(args, lo, hi, element);
}

CK_KERNEL(ck_embedding_q8_0_ref, CK_BODY_REF(ck_embedding_q8_0_ref),
	.op = "embedding", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "w=q8_0", .packing = "", .where = "E % 32 == 0",
	.axis = "T", .grain = 1, .scratch = "", .reduce = "", .rank = 0);

#include "kernel.h"

#include "embedding_ref.h"

static float element(const void *w, int64_t v, int64_t e, int64_t E)
{
	const uint8_t *panel = ck_n16_q8_0(w, v / CK_PANEL, E);
	const int64_t b = e / CK_Q8_BLOCK, k = e % CK_Q8_BLOCK;
	const uint8_t *line = panel + ck_q8_lines_at(b, E / CK_Q8_BLOCK) + k / 4 * CK_Q8_LINE;
	uint16_t d;
	memcpy(&d, panel + ck_q8_scales(b) + v % CK_PANEL * 2, sizeof d);
	return ck_f16_to_f32(d) * (float)(line[v % CK_PANEL * 4 + k % 4] - 128);
}

CK_FN(ck_embedding_q8_0_n16_ref)
{
	ck_embedding_ref(args, lo, hi, element);
}

CK_KERNEL(ck_embedding_q8_0_n16_ref, CK_BODY_REF(ck_embedding_q8_0_n16_ref),
	.op = "embedding", .isa = "ref", .numerics = "exact", .modes = "",
	.dtypes = "w=q8_0", .packing = "w=n16", .where = "E % 32 == 0",
	.axis = "T", .grain = 1, .scratch = "", .reduce = "", .rank = 0);

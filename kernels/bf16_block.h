/* Weights of bf16_gemm.h from n16 panels of a block type; CK_B_TYPE is its ck_block_type. */
#ifndef CK_KERNEL_BF16_WEIGHTS_H
#define CK_KERNEL_BF16_WEIGHTS_H

#include "bf16_int.h"

CK_INLINE void ck_b_open_256(struct ck_b_source *s, const uint8_t *block, const struct ck_block_type *type)
{
	const ck_v d = ck_b_f16(block + CK_PANEL * type->d), m = ck_b_f16(block + CK_PANEL * (type->m >= 0 ? type->m : type->d));
	type->expand(&s->e, block);
	for (int j = 0; j < 256 / type->sub; j++) {
		const ck_v scale = ck_v_mul(d, _mm512_cvtepi32_ps(_mm512_load_si512(s->e.scale[j])));
		ck_v_store(s->scale[j], scale);
		if (type->m < 0)
			ck_v_store(s->shift[j], ck_b_unbias(scale, type));
		else
			ck_v_store(s->shift[j], ck_v_sub(ck_v_set(0), ck_v_mul(m, _mm512_cvtepi32_ps(_mm512_load_si512(s->e.min[j])))));
	}
}

/* n k from k on, of panel p. */
static inline void ck_b_open(struct ck_b_source *s, const void *w, int64_t p, int64_t K, int64_t k, int64_t n)
{
	const struct ck_block_type *type = &CK_B_TYPE;
	const uint8_t *block = ck_n16_panel(w, p, K, type) + k / type->k * type->bytes * CK_PANEL;
	if (type->k == 256) {
		ck_b_open_256(s, block, type);
		return;
	}
	for (int64_t j = 0; j < n / 32; j++, block += type->bytes * CK_PANEL) {
		struct ck_panel_block e;
		type->expand(&e, block);
		ck_b_put_32(s, j, e.line[0], block + CK_PANEL * type->d, type->m >= 0 ? block + CK_PANEL * type->m : NULL, type);
	}
}

/* Line l of them. */
CK_INLINE void ck_b_line(uint16_t *to, int64_t term, const struct ck_b_source *s, unsigned l)
{
	(void)term;
	ck_b_integers(to, s, l, &CK_B_TYPE);
}

#endif

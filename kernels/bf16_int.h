/* Lines of bf16 (bf16_line.h) from lines of integers (n16_block.h): w = q * scale + shift, one fma, rounded to bf16. scale and
 * shift are exact. */
#ifndef CK_KERNEL_BF16_INT_H
#define CK_KERNEL_BF16_INT_H

#include "bf16_line.h"
#include "n16_block.h"
#include "vec.h"

enum { CK_B_TERMS = 1 };

/* So many k of a panel, at most 256: scale and shift are those of every `sub` of them. */
struct ck_b_source {
	struct ck_panel_block e;
	_Alignas(64) float scale[16][CK_PANEL], shift[16][CK_PANEL];
};

/* F16 of 16 rows; a NaN becomes one that rounding keeps. */
static inline ck_v ck_b_f16(const uint8_t *p)
{
	const ck_v v = ck_v_load_f16((const uint16_t *)(const void *)p);
	return _mm512_mask_mov_ps(v, _mm512_cmp_ps_mask(v, v, _CMP_UNORD_Q), ck_v_set(__builtin_nanf("")));
}

/* Shift of types without a minimum. */
CK_INLINE ck_v ck_b_unbias(ck_v scale, const struct ck_block_type *type)
{
	return ck_v_mul(scale, ck_v_set((float)-type->bias));
}

/* Block j of 32: its 8 lines, and F16 d and m; m is NULL without one. */
CK_INLINE void ck_b_put_32(struct ck_b_source *s, int64_t j, const uint8_t *lines, const uint8_t *d, const uint8_t *m,
	const struct ck_block_type *type)
{
	const ck_v scale = ck_b_f16(d);
	memcpy(s->e.line[8 * j], lines, 8 * sizeof *s->e.line);
	ck_v_store(s->scale[j], scale);
	ck_v_store(s->shift[j], m ? ck_b_f16(m) : ck_b_unbias(scale, type));
}

/* Line l: 4 k. */
CK_INLINE void ck_b_integers(uint16_t *to, const struct ck_b_source *s, unsigned l, const struct ck_block_type *type)
{
	const unsigned j = l * 4 / (unsigned)type->sub;
	const __m512i q = _mm512_load_si512(s->e.line[l]), byte = _mm512_set1_epi32(255);
	const ck_v scale = ck_v_load(s->scale[j]), shift = ck_v_load(s->shift[j]);
#define VALUE(integer) ck_v_fma(_mm512_cvtepi32_ps(integer), scale, shift)
	ck_b_round(to, VALUE(_mm512_and_si512(q, byte)), VALUE(_mm512_and_si512(_mm512_srli_epi32(q, 8), byte)));
	ck_b_round(to + 32, VALUE(_mm512_and_si512(_mm512_srli_epi32(q, 16), byte)), VALUE(_mm512_srli_epi32(q, 24)));
#undef VALUE
}

#endif

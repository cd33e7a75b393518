/* Nibbles of 32-wide blocks: byte j holds element j low and element j + 16 high. */
#ifndef CK_KERNEL_NIBBLE_H
#define CK_KERNEL_NIBBLE_H

#include "lines.h"
#ifdef __AVX2__
#include <immintrin.h>
#endif

/* Line l of nibbles at byte f of a block. */
#define CK_NIBBLE(block, f, l, h) CK_BITS(CK_FIELD(ck_bytes, block, (f) + (l) % 4 * 4, h), (l) / 4 * 4, 4, 0)

static inline void ck_nibbles(struct ck_block *out, const uint8_t *qs)
{
	for (int j = 0; j < 16; j++) {
		out->q[j] = qs[j] & 15;
		out->q[j + 16] = qs[j] >> 4;
	}
	out->scale[0] = out->min[0] = 1;
}

/* Bit k of a row's word qh is bit 4 of element k. */
static inline void ck_fifth_bits(struct ck_block *out, const uint8_t *qh)
{
	for (int k = 0; k < 32; k++)
		out->q[k] |= (int16_t)((qh[k / 8] >> k % 8 & 1) << 4);
}

/* Sets bit 4 of the bytes of line l, from the words at byte f. */
CK_INLINE void ck_fifth_line(ck_bytes *line, const uint8_t *block, int f, int l, int h)
{
#if defined __AVX2__ /* byte l / 2 of a word to four bytes, each of which asks for another bit */
	const int bits = 0x08040201 << l % 2 * 4;
	const __m128i at = _mm_add_epi8(_mm_setr_epi32(0, 0x04040404, 0x08080808, 0x0c0c0c0c), _mm_set1_epi8((char)(l / 2)));
#endif
#if defined __AVX512F__
	const __m512i byte = _mm512_shuffle_epi8((__m512i)CK_FIELD(ck_bytes, block, f, h), _mm512_broadcast_i32x4(at));
	const __mmask64 set = _mm512_test_epi8_mask(byte, _mm512_set1_epi32(bits));
	*line = (ck_bytes)_mm512_mask_add_epi8((__m512i)*line, set, (__m512i)*line, _mm512_set1_epi8(16));
#elif defined __AVX2__
	const __m256i byte = _mm256_shuffle_epi8((__m256i)CK_FIELD(ck_bytes, block, f, h), _mm256_broadcastsi128_si256(at));
	const __m256i bit = _mm256_set1_epi32(bits), set = _mm256_cmpeq_epi8(_mm256_and_si256(byte, bit), bit);
	*line |= (ck_bytes)set & CK_WORD(16);
#else /* 4 bits, 7 apart each */
	*line |= (ck_bytes)((CK_FIELD(ck_words, block, f, h) >> 4 * l & 15) * (0x204081 << 4) & 0x10101010);
#endif
}

#endif

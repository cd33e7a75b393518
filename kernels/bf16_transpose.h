/* Transposes 16 x 16 elements of 32 bits in registers. */
#ifndef CK_KERNEL_BF16_TRANSPOSE_H
#define CK_KERNEL_BF16_TRANSPOSE_H

#include <immintrin.h>

#include "unroll.h"

CK_INLINE void ck_transpose(__m512i v[16])
{
	__m512i a[16];
	CK_UNROLL
	for (int i = 0; i < 16; i += 2) {
		a[i] = _mm512_unpacklo_epi32(v[i], v[i + 1]);
		a[i + 1] = _mm512_unpackhi_epi32(v[i], v[i + 1]);
	}
	/* v[4j + c], in each 128-bit lane l: rows 4j to 4j + 3 of column 4l + c */
	CK_UNROLL
	for (int i = 0; i < 16; i += 4) {
		v[i] = _mm512_unpacklo_epi64(a[i], a[i + 2]);
		v[i + 1] = _mm512_unpackhi_epi64(a[i], a[i + 2]);
		v[i + 2] = _mm512_unpacklo_epi64(a[i + 1], a[i + 3]);
		v[i + 3] = _mm512_unpackhi_epi64(a[i + 1], a[i + 3]);
	}
	/* lanes of rows 0 to 7 and 8 to 15, then both */
	CK_UNROLL
	for (int c = 0; c < 4; c++) {
		a[c] = _mm512_shuffle_i32x4(v[c], v[4 + c], 0x88);
		a[4 + c] = _mm512_shuffle_i32x4(v[c], v[4 + c], 0xdd);
		a[8 + c] = _mm512_shuffle_i32x4(v[8 + c], v[12 + c], 0x88);
		a[12 + c] = _mm512_shuffle_i32x4(v[8 + c], v[12 + c], 0xdd);
	}
	CK_UNROLL
	for (int c = 0; c < 4; c++) {
		v[c] = _mm512_shuffle_i32x4(a[c], a[8 + c], 0x88);
		v[4 + c] = _mm512_shuffle_i32x4(a[4 + c], a[12 + c], 0x88);
		v[8 + c] = _mm512_shuffle_i32x4(a[c], a[8 + c], 0xdd);
		v[12 + c] = _mm512_shuffle_i32x4(a[4 + c], a[12 + c], 0xdd);
	}
}

#endif

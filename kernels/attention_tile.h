/* Products of attention_vec.h, in registers: of some queries with some keys, and of their scores with values.
 *
 * Keys and values are F32 rows of whole vectors, or, `direct`, elements of a cache (CK_CACHE, cache_vec.h) whose rows have
 * D elements. Counts of queries, keys and vectors, and direct, are constants. */
#ifndef CK_KERNEL_ATTENTION_TILE_H
#define CK_KERNEL_ATTENTION_TILE_H

#include <stdbool.h>

#include "cache_vec.h"
#include "kv.h"
#include "unroll.h"
#include "vec.h"

/* CK_ATT_SUMS sums are folded at once, to a register of as many scores. Tiles have up to CK_ATT_ASKING queries of keys, or
 * CK_ATT_WEIGHING queries and CK_ATT_VECS vectors of values. */
#ifdef __AVX512F__
typedef __m512 ck_att_h; /* what a register holds of 16 lanes */
enum { CK_ATT_HALVES = 1, CK_ATT_SUMS = 16, CK_ATT_ASKING = 4, CK_ATT_WEIGHING = 4, CK_ATT_VECS = 4 };

CK_INLINE ck_att_h ck_att_half(ck_v v, int half)
{
	(void)half;
	return v;
}

CK_INLINE ck_att_h ck_att_load(const float *p) { return _mm512_loadu_ps(p); }
CK_INLINE ck_att_h ck_att_zero(void) { return _mm512_setzero_ps(); }
CK_INLINE ck_att_h ck_att_add(ck_att_h x, ck_att_h y) { return _mm512_add_ps(x, y); }
CK_INLINE ck_att_h ck_att_fma(ck_att_h x, ck_att_h y, ck_att_h z) { return _mm512_fmadd_ps(x, y, z); }

#define CK_ATT_FOLD(shuffle, x, y, low, high) _mm512_add_ps(shuffle(x, y, low), shuffle(x, y, high))

/* Lane 4 u + l becomes ck_v_fold of acc[u + 4 l]. */
CK_INLINE ck_att_h ck_att_fold(const ck_att_h *acc)
{
	ck_att_h a[8], b[4];
	CK_UNROLL
	for (int i = 0; i < 8; i++)
		a[i] = CK_ATT_FOLD(_mm512_shuffle_f32x4, acc[2 * i], acc[2 * i + 1], 0x44, 0xee);
	CK_UNROLL
	for (int i = 0; i < 4; i++)
		b[i] = CK_ATT_FOLD(_mm512_shuffle_f32x4, a[2 * i], a[2 * i + 1], 0x88, 0xdd);
	const ck_att_h c = CK_ATT_FOLD(_mm512_shuffle_ps, b[0], b[1], 0x44, 0xee), d = CK_ATT_FOLD(_mm512_shuffle_ps, b[2], b[3], 0x44, 0xee);
	return CK_ATT_FOLD(_mm512_shuffle_ps, c, d, 0x88, 0xdd);
}

/* Lanes n * h to n * h + n - 1, n 4, 8 or 16. */
CK_INLINE void ck_att_put(float *to, ck_att_h v, int h, int n)
{
	if (n == 16)
		_mm512_storeu_ps(to, v);
	else if (n == 8)
		_mm256_storeu_ps(to, h ? _mm512_extractf32x8_ps(v, 1) : _mm512_castps512_ps256(v));
	else
		_mm_storeu_ps(to, h == 0 ? _mm512_castps512_ps128(v) : h == 1 ? _mm512_extractf32x4_ps(v, 1)
			: h == 2 ? _mm512_extractf32x4_ps(v, 2) : _mm512_extractf32x4_ps(v, 3));
}

#else
typedef __m256 ck_att_h;
enum { CK_ATT_HALVES = 2, CK_ATT_SUMS = 8, CK_ATT_ASKING = 2, CK_ATT_WEIGHING = 6, CK_ATT_VECS = 1 };

CK_INLINE ck_att_h ck_att_half(ck_v v, int half) { return half ? v.b : v.a; }
CK_INLINE ck_att_h ck_att_load(const float *p) { return _mm256_loadu_ps(p); }
CK_INLINE ck_att_h ck_att_zero(void) { return _mm256_setzero_ps(); }
CK_INLINE ck_att_h ck_att_add(ck_att_h x, ck_att_h y) { return _mm256_add_ps(x, y); }
CK_INLINE ck_att_h ck_att_fma(ck_att_h x, ck_att_h y, ck_att_h z) { return _mm256_fmadd_ps(x, y, z); }

#define CK_ATT_FOLD(shuffle, x, y, low, high) _mm256_add_ps(shuffle(x, y, low), shuffle(x, y, high))

/* Lane 4 u + l becomes the fold of the 8 lanes of acc[u + 2 l]. */
CK_INLINE ck_att_h ck_att_fold(const ck_att_h *acc)
{
	ck_att_h a[4];
	CK_UNROLL
	for (int i = 0; i < 4; i++)
		a[i] = CK_ATT_FOLD(_mm256_permute2f128_ps, acc[2 * i], acc[2 * i + 1], 0x20, 0x31);
	const ck_att_h b = CK_ATT_FOLD(_mm256_shuffle_ps, a[0], a[1], 0x44, 0xee), c = CK_ATT_FOLD(_mm256_shuffle_ps, a[2], a[3], 0x44, 0xee);
	return CK_ATT_FOLD(_mm256_shuffle_ps, b, c, 0x88, 0xdd);
}

CK_INLINE void ck_att_put(float *to, ck_att_h v, int h, int n)
{
	if (n == 8)
		_mm256_storeu_ps(to, v);
	else
		_mm_storeu_ps(to, h ? _mm256_extractf128_ps(v, 1) : _mm256_castps256_ps128(v));
}
#endif

/* Register whose fold is score o of a tile. */
CK_INLINE int ck_att_slot(int o)
{
	return o / 4 + o % 4 * (CK_ATT_SUMS / 4);
}

/* Keys of a tile of so many queries; a divisor of 16. */
CK_INLINE int ck_att_keys(int queries)
{
	return queries == 1 ? CK_ATT_SUMS : queries == 2 ? CK_ATT_SUMS / 2 : CK_ATT_SUMS / 4;
}

CK_INLINE ck_v ck_att_get(const void *from, int64_t i, int64_t n, bool direct)
{
	return !direct ? ck_v_load((const float *)from + i) : n < 16 ? CK_CACHE(load_n)(from, i, n) : CK_CACHE(load)(from, i);
}

/* Row of D elements from element i of a cache on, in whole vectors. */
CK_INLINE void ck_att_unpack(float *to, const void *cache, int64_t i, int64_t D)
{
	int64_t d = 0;
	for (; d + 64 <= D; d += 64) {
		CK_UNROLL
		for (int j = 0; j < 64; j += 16)
			ck_v_store(to + d + j, CK_CACHE(load)(cache, i + d + j));
	}
	for (; d < D; d += 16)
		ck_v_store(to + d, ck_att_get(cache, i + d, D - d, true));
}

/* Fetches what lies `ahead` bytes behind element i of a cache, which may be anywhere. */
CK_INLINE void ck_att_fetch(const void *from, int64_t i, uintptr_t ahead)
{
	_mm_prefetch((const char *)((uintptr_t)CK_CACHE(at)(from, i) + ahead), _MM_HINT_T1);
}

/* Lanes of the products with 16 or, at the end of D, n elements of each row. */
CK_INLINE void ck_att_lanes(ck_att_h *acc, const float *q, int64_t step, const void *keys, int64_t at, int64_t stride, int64_t n,
	uintptr_t ahead, int half, int queries, int count, bool direct)
{
	enum { LANES = 16 / CK_ATT_HALVES };
	ck_att_h v[4];
	CK_UNROLL
	for (int h = 0; h < queries; h++)
		v[h] = ck_att_load(q + h * step + half * LANES);
	CK_UNROLL
	for (int j = 0; j < count; j++) {
		const ck_att_h x = ck_att_half(ck_att_get(keys, at + j * stride, n, direct), half);
		if (direct && half == 0)
			ck_att_fetch(keys, at + j * stride, ahead);
		CK_UNROLL
		for (int h = 0; h < queries; h++)
			acc[ck_att_slot(h * count + j)] = ck_att_fma(v[h], x, acc[ck_att_slot(h * count + j)]);
	}
}

/* score[h * 256 + j] = q[h] . key j: q are `step` apart, keys `stride` elements from element at on. */
CK_INLINE void ck_att_dots(float *score, const float *q, int64_t step, const void *keys, int64_t at, int64_t stride,
	uintptr_t ahead, int queries, bool direct)
{
	const int count = ck_att_keys(queries);
	const int64_t whole = stride / 16 * 16;
	ck_att_h sum[CK_ATT_HALVES][CK_ATT_SUMS];
	CK_UNROLL
	for (int half = 0; half < CK_ATT_HALVES; half++) {
		ck_att_h acc[CK_ATT_SUMS];
		CK_UNROLL
		for (int i = 0; i < CK_ATT_SUMS; i++)
			acc[i] = ck_att_zero();
		for (int64_t d = 0; d < whole; d += 16)
			ck_att_lanes(acc, q + d, step, keys, at + d, stride, 16, ahead, half, queries, count, direct);
		if (direct && whole < stride)
			ck_att_lanes(acc, q + whole, step, keys, at + whole, stride, stride - whole, ahead, half, queries, count, direct);
		CK_UNROLL
		for (int i = 0; i < CK_ATT_SUMS; i++)
			sum[half][i] = half ? ck_att_add(sum[0][i], acc[i]) : acc[i];
	}
	const ck_att_h folded = ck_att_fold(sum[CK_ATT_HALVES - 1]);
	CK_UNROLL
	for (int h = 0; h < queries; h++)
		ck_att_put(score + h * CK_KV_PAGE, folded, h, count);
}

/* o[h] += score[h][i] * value i, i from `from` to `to`, ascending; `vecs` vectors from element at on, the last with n
 * elements. o are `step` apart. */
CK_INLINE void ck_att_sums(float *o, int64_t step, const float *score, const void *values, int64_t at, int64_t stride, int64_t n,
	uintptr_t ahead, int64_t from, int64_t to, int queries, int vecs, bool direct)
{
	ck_v acc[16];
	CK_UNROLL
	for (int h = 0; h < queries; h++)
		CK_UNROLL
		for (int j = 0; j < vecs; j++)
			acc[h * vecs + j] = ck_v_load(o + h * step + j * 16);
	for (int64_t i = from; i < to; i++) {
		ck_v x[4];
		CK_UNROLL
		for (int j = 0; j < vecs; j++) {
			const int64_t e = at + i * stride + j * 16;
			if (direct)
				ck_att_fetch(values, e, ahead);
			x[j] = ck_att_get(values, e, n, direct);
		}
		CK_UNROLL
		for (int h = 0; h < queries; h++) {
			const ck_v s = ck_v_set(score[h * CK_KV_PAGE + i]);
			CK_UNROLL
			for (int j = 0; j < vecs; j++)
				acc[h * vecs + j] = ck_v_fma(s, x[j], acc[h * vecs + j]);
		}
	}
	CK_UNROLL
	for (int h = 0; h < queries; h++)
		CK_UNROLL
		for (int j = 0; j < vecs; j++)
			ck_v_store(o + h * step + j * 16, acc[h * vecs + j]);
}

#endif

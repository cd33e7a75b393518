/* attention: y[t][h] = sum over p of softmax(scale * q[t][h] . k[p]) v[p], p from max(0, pos - window + 1) (window 0: 0)
 * to pos[t], in the pages of slot[t]. Head h reads KV head h / (H / KV). y may be q.
 *
 * softcap c > 0: scores s become c * tanh(s / c). Under exact, whatever T, threads and chunking:
 *   dot product: 16 F32 lanes, lane d % 16, fma ascending d, folded by halves (8, 4, 2, 1); times scale, rounded;
 *   chunks of 256 positions, from multiples of 256. Within one: m = max of the scores; e = exp(s - m); l = sum of e in 16
 *   lanes, lane p % 16, ascending, folded by halves; o[d] = fma(e, v[d], o[d]) ascending p, from 0;
 *   chunks merged ascending: M' = max(M, m); a = exp(M - M'), b = exp(m - M'); L = L a + l b and O = O a + o b, each product
 *   and sum rounded; the first chunk is taken as it is. Result O * (1 / L). exp as in math.h.
 *
 * Under fast q, k, p = exp(s - M) and v are two bf16 terms each, and of the products of two the least is left out. With S the
 * sum of |q k|, n positions and D <= 256, a score is off by at most
 *   d = scale S (3.1 * 2^-16 + (D + 6) 2^-22) + 2^-22 (|s| + the range of scores + softcap),
 * a p by a factor within 1 +- e, e = exp(d) - 1 + 2^-16 + 2^-19, and y by at most
 *   (sum of p |v| / sum of p) (2 e / (1 - e) + 2^-15 + (n + 8) 2^-22) + n 2^-120 (1 + the largest |v|).
 * A row is NaN that sees a q, k or v that is not finite or that bf16 does not hold. Its bits depend on nothing but what it
 * sees.
 *
 * Cache elements are converted to F32 exactly. Axis H*T: item h * T + t is row t of head h,
 * so that parts have whole KV heads where there are enough of them, and else heads that read the same one. On AMX KV*T. */
#ifndef CK_KERNEL_ATTENTION_H
#define CK_KERNEL_ATTENTION_H

#include <stdint.h>

enum ck_mask { CK_CAUSAL };

struct ck_attention {
	float *y;               /* [T][H][D] */
	const float *q;         /* [T][H][D] */
	const void *kc, *vc;    /* [PG][KV][256][D] */
	const int32_t *pos;     /* [T] */
	const int32_t *slot;    /* [T] */
	const int32_t *pages;   /* [S][PS] */
	void *scratch;          /* as the descriptor asks for, 64-byte aligned */
	int64_t T, H, KV, D, S, PS, PG;
	int64_t window;
	float scale, softcap;
	enum ck_mask mask;
};

#endif

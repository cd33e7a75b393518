/* delta_rule: the gated delta rule. For value head h, its state s [K][V] and its key head g, from row to row of a slot:
 *
 *   s *= d;   e = b (v - s^T k);   s += k e^T;   y = s^T (scale q)
 *
 * d and b are decay and beta of the row and head; g is h % KH (tiled) or h / (VH / KH) (grouped). A row at position 0
 * starts from zeros. Rounding: s d; products of s with k and q by fma, ascending K, from 0; v - s^T k, times b; k e by
 * fma into s; scale q. Rows of a slot come in the order of their positions, so the bits do not depend on how a sequence
 * is cut into steps. Writes the state: one thread does all rows of its heads. Axis VH. */
#ifndef CK_KERNEL_DELTA_RULE_H
#define CK_KERNEL_DELTA_RULE_H

#include <stdint.h>

enum ck_key_heads { CK_TILED, CK_GROUPED };

struct ck_delta_rule {
	float *y;                 /* [T][VH][V] */
	float *s;                 /* [S][VH][K][V] */
	const float *q, *k;       /* [T][KH][K] */
	const float *v;           /* [T][VH][V] */
	const float *decay, *beta; /* [T][VH] */
	const int32_t *pos;       /* [T] */
	const int32_t *slot;      /* [T] */
	int64_t T, KH, K, VH, V, S;
	float scale;
	enum ck_key_heads heads;
};

#endif

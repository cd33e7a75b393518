/* matmul and gated_matmul on AMX in bf16, over ck_b_open and ck_b_line of a header of weights, which is included first.
 *
 * A block of K of two panels is expanded to bf16 B tiles, in the first cache, while the tiles of the block before it are
 * multiplied with all rows of activations; sums wait in scratch meanwhile. Pieces of K go around the pairs of panels of a
 * group, so that the piece of the activations stays in the second cache.
 *
 * With CK_B_TERMS 1, x is bf16 and a sum is over k ascending, as tdpbf16ps adds. With 2, x is bf16x2, and for each 32 k there
 * are three: x w, x w', x' w, where ' is the second term. With 3, x is bf16x3, and there are six: x w, x w', x w", x' w, x' w',
 * x" w. So a row's bits depend on nothing but it and the weights. */
#ifndef CK_KERNEL_BF16_GEMM_H
#define CK_KERNEL_BF16_GEMM_H

#include <string.h>

#include "bf16_scratch.h"
#include "bf16_tiles.h"
#include "matmul_out.h"
#include "n16.h"

enum {
	CK_BG_TILE = 32,                        /* k, or rows, of two tiles */
	CK_BG_K = CK_B_TERMS == 3 ? 64 : 256 / CK_B_TERMS, /* of a block */
	CK_BG_PIECE = 4 * CK_BG_K,
	CK_BG_LINES = CK_BG_K / 4,
	CK_BG_SUMS = 2 * CK_PANEL               /* of a row and pair */
};

/* B tiles of a block: [32 k] of [16 k pairs][16 columns][2]. */
struct ck_bg_block { _Alignas(64) uint16_t term[2][CK_B_TERMS][CK_BG_LINES][CK_B_LINE]; };

/* A block as far as it has been expanded. */
struct ck_bg_fill {
	struct ck_b_source source[2];
	struct ck_bg_block *to;
	unsigned done, all; /* lines of each panel */
};

struct ck_bg {
	const uint16_t *x;      /* [T][CK_B_TERMS][K] */
	const void *w[2];       /* of the panels of a pair */
	int64_t panel[2], step; /* those of pair 0; from pair to pair */
	int64_t last;           /* panel that is there */
	int64_t rows, pairs, K;
	float *sum;             /* [pairs of a group][rows][CK_BG_SUMS] */
	struct ck_bg_fill fill;
	struct ck_bg_block block[2];
	_Alignas(64) uint16_t rest[CK_BG_TILE][CK_B_TERMS][CK_BG_PIECE]; /* the piece of the last rows, if not 32; zeros behind them */
};

/* Where the sweep is: at k, in a piece of K, for a pair, in a group. */
struct ck_bg_at { int64_t group, piece, pair, k; };

static inline int64_t ck_bg_least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* The next block; 0 after the last. */
static inline int ck_bg_next(struct ck_bg_at *at, const struct ck_bg *g)
{
	at->k += CK_BG_K;
	if (at->k < ck_bg_least(at->piece + CK_BG_PIECE, g->K))
		return 1;
	at->k = at->piece;
	if (++at->pair < ck_bg_least(at->group + CK_BG_GROUP, g->pairs))
		return 1;
	at->pair = at->group;
	at->k = at->piece += CK_BG_PIECE;
	if (at->piece < g->K)
		return 1;
	at->k = at->piece = 0;
	at->pair = at->group += CK_BG_GROUP;
	return at->group < g->pairs;
}

static inline void ck_bg_open(struct ck_bg *g, const struct ck_bg_at *at, struct ck_bg_block *to)
{
	const int64_t n = ck_bg_least(CK_BG_K, g->K - at->k);
	for (int i = 0; i < 2; i++)
		ck_b_open(&g->fill.source[i], g->w[i], ck_bg_least(g->panel[i] + at->pair * g->step, g->last), g->K, at->k, n);
	g->fill.to = to;
	g->fill.done = 0;
	g->fill.all = (unsigned)n / 4;
}

CK_INLINE void ck_bg_fill(struct ck_bg_fill *f, unsigned lines)
{
	const unsigned end = f->done + lines < f->all ? f->done + lines : f->all;
	for (unsigned l = f->done; l < end; l++) {
		CK_UNROLL
		for (int i = 0; i < 2; i++)
			ck_b_line(f->to->term[i][0][l], CK_BG_LINES * CK_B_LINE, &f->source[i], l);
	}
	f->done = end;
}

/* Adds n k of 16 or 32 rows to their sums; first: to 0. A row's terms are `term` apart. `share` lines of each
 * panel of the next block are expanded every 32 k. */
CK_INLINE void ck_bg_rows(float *sum, const uint16_t *x, int64_t stride, int64_t term, const struct ck_bg_block *b, int64_t n,
	int first, struct ck_bg_fill *fill, unsigned share, int tiles)
{
	enum { ROW = CK_BG_SUMS * sizeof *sum };
	if (first)
		CK_TILES_ZERO();
	else
		CK_TILES_SUMS(LOAD, tiles, sum, ROW);
	for (int64_t k = 0; k < n; k += CK_BG_TILE) {
		const int64_t line = k / 4;
		CK_UNROLL
		for (int i = 0; i < CK_B_TERMS; i++) {
			CK_TILES_A(tiles, x + i * term + k, stride * 2);
			CK_UNROLL
			for (int j = 0; j < CK_B_TERMS - i; j++) {
				CK_TILES_B(b->term[0][j][line], b->term[1][j][line]);
				CK_TILES_DOT(tiles);
			}
		}
		ck_bg_fill(fill, share);
	}
	CK_TILES_SUMS(STORE, tiles, sum, ROW);
}

/* Copies the piece of the rows behind the last whole 32. */
static inline void ck_bg_stage(struct ck_bg *g, int64_t piece)
{
	const int64_t n = ck_bg_least(CK_BG_PIECE, g->K - piece), from = g->rows / CK_BG_TILE * CK_BG_TILE;
	for (int64_t r = from; r < g->rows; r++)
		for (int i = 0; i < CK_B_TERMS; i++)
			memcpy(g->rest[r - from][i], g->x + (r * CK_B_TERMS + i) * g->K + piece, (size_t)n * sizeof *g->x);
}

/* What becomes of complete sums: `rows` rows from row t of the call on, of a pair. */
typedef void ck_bg_put_fn(const void *args, int64_t t, int64_t rows, int64_t pair, int64_t lo, int64_t hi, const float *sum);

/* The block at `at` with all rows. */
CK_INLINE void ck_bg_sweep(struct ck_bg *g, const struct ck_bg_at *at, const struct ck_bg_block *b, const void *args, int64_t t,
	int64_t lo, int64_t hi, ck_bg_put_fn *put)
{
	const int64_t n = ck_bg_least(CK_BG_K, g->K - at->k), stride = g->K * CK_B_TERMS;
	const int64_t steps = (g->rows + CK_BG_TILE - 1) / CK_BG_TILE * (n / CK_BG_TILE);
	const unsigned share = (unsigned)((g->fill.all + steps - 1) / steps);
	const int64_t room = (g->rows + CK_BG_TILE - 1) / CK_BG_TILE * CK_BG_TILE;
	float *sum = g->sum + (g->K > CK_BG_PIECE ? (at->pair - at->group) * room * CK_BG_SUMS : 0);
	for (int64_t r = 0; r < g->rows; r += CK_BG_TILE, sum += CK_BG_TILE * CK_BG_SUMS) {
		const int64_t rows = ck_bg_least(CK_BG_TILE, g->rows - r);
		if (rows == CK_BG_TILE)
			ck_bg_rows(sum, g->x + r * stride + at->k, stride, g->K, b, n, at->k == 0, &g->fill, share, 2);
		else if (rows > 16)
			ck_bg_rows(sum, g->rest[0][0] + at->k - at->piece, CK_B_TERMS * CK_BG_PIECE, CK_BG_PIECE, b, n, at->k == 0, &g->fill,
				share, 2);
		else
			ck_bg_rows(sum, g->rest[0][0] + at->k - at->piece, CK_B_TERMS * CK_BG_PIECE, CK_BG_PIECE, b, n, at->k == 0, &g->fill,
				share, 1);
		if (at->k + n == g->K)
			put(args, t + r, rows, at->pair, lo, hi, sum);
	}
}

/* All pairs of panels with T rows. */
CK_INLINE void ck_bg_run(struct ck_bg *g, const void *args, int64_t T, int64_t lo, int64_t hi, ck_bg_put_fn *put)
{
	const uint16_t *x = g->x;
	ck_tiles_open_whole();
	for (int64_t t = 0; t < T; t += CK_BG_ROWS) {
		struct ck_bg_at at = { 0 };
		int now = 0;
		g->x = x + t * CK_B_TERMS * g->K;
		g->rows = ck_bg_least(CK_BG_ROWS, T - t);
		ck_bg_open(g, &at, &g->block[now]);
		for (int more = 1; more; now = !now) {
			struct ck_bg_at next = at;
			ck_bg_fill(&g->fill, g->fill.all);
			more = ck_bg_next(&next, g);
			if (more)
				ck_bg_open(g, &next, &g->block[!now]);
			if (at.k == at.piece && at.pair == at.group)
				ck_bg_stage(g, at.piece);
			ck_bg_sweep(g, &at, &g->block[now], args, t, lo, hi, put);
			at = next;
		}
	}
	ck_tiles_close();
}

static inline void ck_bg_put(const void *args, int64_t t, int64_t rows, int64_t pair, int64_t lo, int64_t hi, const float *sum)
{
	for (int64_t r = 0; r < rows; r++, sum += CK_BG_SUMS)
		for (int64_t i = 0, n = lo + pair * 2 * CK_PANEL; i < 2 && n < hi; i++, n += CK_PANEL)
			ck_matmul_put(args, t + r, n, ck_bg_least(hi - n, CK_PANEL), ck_v_load(sum + i * CK_PANEL));
}

static inline void ck_bg_put_gated(const void *args, int64_t t, int64_t rows, int64_t pair, int64_t lo, int64_t hi,
	const float *sum)
{
	const int64_t n = lo + pair * CK_PANEL;
	for (int64_t r = 0; r < rows; r++, sum += CK_BG_SUMS)
		ck_gated_put(args, t + r, n, ck_bg_least(hi - n, CK_PANEL), ck_v_load(sum), ck_v_load(sum + CK_PANEL));
}

static inline void ck_matmul_bf16(const struct ck_matmul *a, int64_t lo, int64_t hi)
{
	const int64_t first = lo / CK_PANEL, panels = (hi - lo + CK_PANEL - 1) / CK_PANEL;
	struct ck_bg g = { .x = a->x, .w = { a->w, a->w }, .panel = { first, first + 1 }, .step = 2, .last = first + panels - 1,
		.pairs = (panels + 1) / 2, .K = a->K, .sum = a->scratch };
	ck_bg_run(&g, a, a->T, lo, hi, ck_bg_put);
}

static inline void ck_gated_matmul_bf16(const struct ck_gated_matmul *a, int64_t lo, int64_t hi)
{
	const int64_t first = lo / CK_PANEL, panels = (hi - lo + CK_PANEL - 1) / CK_PANEL;
	struct ck_bg g = { .x = a->x, .w = { a->g, a->u }, .panel = { first, first }, .step = 1, .last = first + panels - 1,
		.pairs = panels, .K = a->K, .sum = a->scratch };
	ck_bg_run(&g, a, a->T, lo, hi, ck_bg_put_gated);
}

#endif

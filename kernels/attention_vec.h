/* attention over 16 lanes, by attention_block.h, whose CK_CACHE is defined before. */
#ifndef CK_KERNEL_ATTENTION_VEC_H
#define CK_KERNEL_ATTENTION_VEC_H

#include "attention.h"
#include "attention_block.h"

/* Pages of one slot, KV head kv. */
struct ck_att_pages { const struct ck_attention *a; int64_t table, kv; };

static inline struct ck_att_rows ck_att_page(const void *of, bool value, int64_t p, int64_t n)
{
	const struct ck_att_pages *x = of;
	(void)n;
	return (struct ck_att_rows){ value ? x->a->vc : x->a->kc, ck_kv_row(x->a->pages, x->table, p, x->kv, x->a->KV) * x->a->D };
}

static inline void ck_att_convert(float *to, const void *of, bool value, int64_t p, int64_t n, int64_t step)
{
	const struct ck_att_pages *x = of;
	const struct ck_att_rows rows = ck_att_page(of, value, p, n);
	for (int64_t i = 0; i < n; i++)
		ck_att_unpack(to + i * step, rows.cache, rows.at + i * x->a->D, x->a->D);
}

/* `rows` rows from t on, of one slot, of `heads` heads of one KV head. */
static inline void ck_att_rows_of(const struct ck_attention *a, int64_t t, int64_t rows, int64_t head, int64_t heads)
{
	const struct ck_att_pages pages = { a, a->slot[t] * a->PS, head / (a->H / a->KV) };
	struct ck_att_block b = { .source = { &pages, ck_att_page, ck_att_convert }, .D = a->D, .queries = rows * heads,
		.scale = a->scale, .softcap = a->softcap };
	ck_att_open(&b, a->scratch);
	for (int64_t i = 0; i < b.queries; i++) {
		const int64_t row = t + i / heads, pos = a->pos[row];
		ck_att_query(&b, i, a->q + (row * a->H + head + i % heads) * a->D, a->window > 0 && pos >= a->window ? pos - a->window + 1 : 0,
			pos + 1);
	}
	ck_att_run(&b);
	for (int64_t i = 0; i < b.queries; i++)
		ck_att_finish(&b, i, a->y + ((t + i / heads) * a->H + head + i % heads) * a->D);
}

static inline void ck_attention_vec(const struct ck_attention *a, int64_t lo, int64_t hi)
{
	while (lo < hi) {
		const struct ck_att_items x = ck_att_items(lo, hi, a->T, a->H / a->KV);
		for (int64_t t = x.row, n; t < x.row + x.rows; t += n) {
			n = ck_att_alike(a->slot + t, x.row + x.rows - t, x.heads);
			ck_att_rows_of(a, t, n, x.head, x.heads);
		}
		lo += x.heads * x.rows;
	}
}

#endif

/* llama for generic, numerics exact, KV cache f32. Made by ck-codegen from the layout with SHA-256
 * 97c6af62ceff4087e0ce3c395dce1e6d8d96effb832568b30bee72f51a7e648b; edit nothing here. */
#include "ck_gen.h"
#include "embedding.h"
#include "rope_table.h"
#include "rmsnorm.h"
#include "matmul.h"
#include "rope.h"
#include "row_attention.h"
#include "add.h"
#include "glu.h"
#include "select.h"
#include "cross_entropy.h"
#include "masked_mean.h"
#include "masked_mean_dx.h"
#include "cross_entropy_dx.h"
#include "matmul_dx.h"
#include "matmul_dw.h"
#include "accumulate.h"
#include "rms_scale.h"
#include "rmsnorm_dx.h"
#include "rmsnorm_dw.h"
#include "select_dx.h"
#include "glu_bwd.h"
#include "row_dot.h"
#include "row_attention_dq.h"
#include "row_attention_dkv.h"
#include "rope_dx.h"
#include "embedding_dw.h"
#include "square_sum.h"
#include "clip_scale.h"
#include "rescale.h"
#include "adamw.h"
#include "zero.h"

void ck_embedding_f32_ref(const void *args, int64_t lo, int64_t hi);
void ck_rope_table_f32_ref(const void *args, int64_t lo, int64_t hi);
void ck_rmsnorm_f32_ref(const void *args, int64_t lo, int64_t hi);
void ck_matmul_f32_rows_ref(const void *args, int64_t lo, int64_t hi);
void ck_rope_f32_ref(const void *args, int64_t lo, int64_t hi);
void ck_row_attention_f32_ref(const void *args, int64_t lo, int64_t hi);
void ck_add_f32_ref(const void *args, int64_t lo, int64_t hi);
void ck_glu_f32_ref(const void *args, int64_t lo, int64_t hi);
void ck_select_f32_ref(const void *args, int64_t lo, int64_t hi);
void ck_cross_entropy_f32_ref(const void *args, int64_t lo, int64_t hi);
void ck_masked_mean_f32_ref(const void *args, int64_t lo, int64_t hi);
void ck_masked_mean_dx_f32_ref(const void *args, int64_t lo, int64_t hi);
void ck_cross_entropy_dx_f32_ref(const void *args, int64_t lo, int64_t hi);
void ck_matmul_dx_f32_ref(const void *args, int64_t lo, int64_t hi);
void ck_matmul_dw_f32_ref(const void *args, int64_t lo, int64_t hi);
void ck_accumulate_f32_ref(const void *args, int64_t lo, int64_t hi);
void ck_rms_scale_f32_ref(const void *args, int64_t lo, int64_t hi);
void ck_rmsnorm_dx_f32_ref(const void *args, int64_t lo, int64_t hi);
void ck_rmsnorm_dw_f32_ref(const void *args, int64_t lo, int64_t hi);
void ck_select_dx_f32_ref(const void *args, int64_t lo, int64_t hi);
void ck_glu_bwd_f32_ref(const void *args, int64_t lo, int64_t hi);
void ck_row_dot_f32_ref(const void *args, int64_t lo, int64_t hi);
void ck_row_attention_dq_f32_ref(const void *args, int64_t lo, int64_t hi);
void ck_row_attention_dkv_f32_ref(const void *args, int64_t lo, int64_t hi);
void ck_rope_dx_f32_ref(const void *args, int64_t lo, int64_t hi);
void ck_embedding_dw_f32_ref(const void *args, int64_t lo, int64_t hi);
void ck_square_sum_f32_ref(const void *args, int64_t lo, int64_t hi);
void ck_clip_scale_f32_ref(const void *args, int64_t lo, int64_t hi);
void ck_rescale_f32_ref(const void *args, int64_t lo, int64_t hi);
void ck_adamw_f32_ref(const void *args, int64_t lo, int64_t hi);
void ck_zero_f32_ref(const void *args, int64_t lo, int64_t hi);

enum { SCRATCH = 122880 }; /* bytes per thread */

static int train_canaries(struct ck_ctx *c, int rank, int op)
{
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, op, c->state, 0);
		ck_check_canary(c, op, c->gradients, 0);
		ck_check_canary(c, op, c->gradients, 5184); /* after embed.grad */
		ck_check_canary(c, op, c->gradients, 5376); /* after L00.attn.norm.grad */
		ck_check_canary(c, op, c->gradients, 9536); /* after L00.attn.q.grad */
		ck_check_canary(c, op, c->gradients, 11648); /* after L00.attn.k.grad */
		ck_check_canary(c, op, c->gradients, 13760); /* after L00.attn.v.grad */
		ck_check_canary(c, op, c->gradients, 17920); /* after L00.attn.out.grad */
		ck_check_canary(c, op, c->gradients, 18112); /* after L00.ffn.norm.grad */
		ck_check_canary(c, op, c->gradients, 22272); /* after L00.ffn.gate.grad */
		ck_check_canary(c, op, c->gradients, 26432); /* after L00.ffn.up.grad */
		ck_check_canary(c, op, c->gradients, 30592); /* after L00.ffn.down.grad */
		ck_check_canary(c, op, c->gradients, 30784); /* after out.norm.grad */
		ck_check_canary(c, op, c->optimizer, 0);
		ck_check_canary(c, op, c->optimizer, 5184); /* after embed.m */
		ck_check_canary(c, op, c->optimizer, 10368); /* after embed.v */
		ck_check_canary(c, op, c->optimizer, 10560); /* after L00.attn.norm.m */
		ck_check_canary(c, op, c->optimizer, 10752); /* after L00.attn.norm.v */
		ck_check_canary(c, op, c->optimizer, 14912); /* after L00.attn.q.m */
		ck_check_canary(c, op, c->optimizer, 19072); /* after L00.attn.q.v */
		ck_check_canary(c, op, c->optimizer, 21184); /* after L00.attn.k.m */
		ck_check_canary(c, op, c->optimizer, 23296); /* after L00.attn.k.v */
		ck_check_canary(c, op, c->optimizer, 25408); /* after L00.attn.v.m */
		ck_check_canary(c, op, c->optimizer, 27520); /* after L00.attn.v.v */
		ck_check_canary(c, op, c->optimizer, 31680); /* after L00.attn.out.m */
		ck_check_canary(c, op, c->optimizer, 35840); /* after L00.attn.out.v */
		ck_check_canary(c, op, c->optimizer, 36032); /* after L00.ffn.norm.m */
		ck_check_canary(c, op, c->optimizer, 36224); /* after L00.ffn.norm.v */
		ck_check_canary(c, op, c->optimizer, 40384); /* after L00.ffn.gate.m */
		ck_check_canary(c, op, c->optimizer, 44544); /* after L00.ffn.gate.v */
		ck_check_canary(c, op, c->optimizer, 48704); /* after L00.ffn.up.m */
		ck_check_canary(c, op, c->optimizer, 52864); /* after L00.ffn.up.v */
		ck_check_canary(c, op, c->optimizer, 57024); /* after L00.ffn.down.m */
		ck_check_canary(c, op, c->optimizer, 61184); /* after L00.ffn.down.v */
		ck_check_canary(c, op, c->optimizer, 61376); /* after out.norm.m */
		ck_check_canary(c, op, c->optimizer, 61568); /* after out.norm.v */
		ck_check_canary(c, op, c->call, 0);
		ck_check_canary(c, op, c->call, 128); /* after loss.d */
		ck_check_canary(c, op, c->call, 320); /* after targets */
		ck_check_canary(c, op, c->call, 512); /* after tokens */
		ck_check_canary(c, op, c->call, 704); /* after pos */
		ck_check_canary(c, op, c->call, 896); /* after slot */
		ck_check_canary(c, op, c->call, 1088); /* after out_rows */
		ck_check_canary(c, op, c->call, 1216); /* after loss */
		ck_check_canary(c, op, c->act, 0);
		ck_check_canary(c, op, c->act, 9344); /* after embed */
		ck_check_canary(c, op, c->act, 13504); /* after L00.attn.q */
		ck_check_canary(c, op, c->act, 73856); /* after L00.attn.k */
		ck_check_canary(c, op, c->act, 75968); /* after L00.attn.v */
		ck_check_canary(c, op, c->act, 17664); /* after L00.attn.ctx */
		ck_check_canary(c, op, c->act, 80512); /* after L00.attn.ctx.lse */
		ck_check_canary(c, op, c->act, 21824); /* after L00.attn.out */
		ck_check_canary(c, op, c->act, 25984); /* after L00.ffn.gate */
		ck_check_canary(c, op, c->act, 30144); /* after L00.ffn.up */
		ck_check_canary(c, op, c->act, 34304); /* after L00.ffn.down */
		ck_check_canary(c, op, c->act, 5184); /* after logits */
		ck_check_canary(c, op, c->act, 38464); /* after logits.dx */
		ck_check_canary(c, op, c->act, 42624); /* after L00.ffn.down.dx */
		ck_check_canary(c, op, c->act, 46784); /* after L00.ffn.up.dx */
		ck_check_canary(c, op, c->act, 50944); /* after L00.ffn.gate.dx */
		ck_check_canary(c, op, c->act, 55104); /* after L00.attn.out.dx */
		ck_check_canary(c, op, c->act, 59264); /* after L00.attn.ctx.dq */
		ck_check_canary(c, op, c->act, 78080); /* after L00.attn.ctx.dk */
		ck_check_canary(c, op, c->act, 80192); /* after L00.attn.ctx.dv */
		ck_check_canary(c, op, c->act, 63424); /* after L00.attn.v.dx */
		ck_check_canary(c, op, c->act, 67584); /* after L00.attn.k.dx */
		ck_check_canary(c, op, c->act, 71744); /* after L00.attn.q.dx */
		ck_check_canary(c, op, c->scratch, 0);
		ck_check_canary(c, op, c->scratch, 109184); /* after rope.table */
		ck_check_canary(c, op, c->scratch, 19712); /* after L00.attn.norm */
		ck_check_canary(c, op, c->scratch, 23872); /* after L00.attn.q.rope */
		ck_check_canary(c, op, c->scratch, 111296); /* after L00.attn.k.rope */
		ck_check_canary(c, op, c->scratch, 28032); /* after L00.attn.add */
		ck_check_canary(c, op, c->scratch, 32192); /* after L00.ffn.norm */
		ck_check_canary(c, op, c->scratch, 36352); /* after L00.ffn.act */
		ck_check_canary(c, op, c->scratch, 40512); /* after L00.ffn.add */
		ck_check_canary(c, op, c->scratch, 44672); /* after out.rows */
		ck_check_canary(c, op, c->scratch, 48832); /* after out.norm */
		ck_check_canary(c, op, c->scratch, 118144); /* after loss.nll */
		ck_check_canary(c, op, c->scratch, 118336); /* after loss.lse */
		ck_check_canary(c, op, c->scratch, 118528); /* after loss.dx */
		ck_check_canary(c, op, c->scratch, 5184); /* after loss.rows.dx */
		ck_check_canary(c, op, c->scratch, 10368); /* after logits.dw */
		ck_check_canary(c, op, c->scratch, 118720); /* after out.norm.s */
		ck_check_canary(c, op, c->scratch, 52992); /* after out.norm.dx */
		ck_check_canary(c, op, c->scratch, 118912); /* after out.norm.dw */
		ck_check_canary(c, op, c->scratch, 57152); /* after out.rows.dx */
		ck_check_canary(c, op, c->scratch, 61312); /* after L00.ffn.down.dw */
		ck_check_canary(c, op, c->scratch, 65472); /* after L00.ffn.act.dg */
		ck_check_canary(c, op, c->scratch, 69632); /* after L00.ffn.act.du */
		ck_check_canary(c, op, c->scratch, 73792); /* after L00.ffn.up.dw */
		ck_check_canary(c, op, c->scratch, 77952); /* after L00.ffn.gate.dw */
		ck_check_canary(c, op, c->scratch, 82112); /* after L00.ffn.norm.d */
		ck_check_canary(c, op, c->scratch, 119104); /* after L00.ffn.norm.s */
		ck_check_canary(c, op, c->scratch, 86272); /* after L00.ffn.norm.dx */
		ck_check_canary(c, op, c->scratch, 119296); /* after L00.ffn.norm.dw */
		ck_check_canary(c, op, c->scratch, 90432); /* after L00.attn.out.dw */
		ck_check_canary(c, op, c->scratch, 117952); /* after L00.attn.ctx.delta */
		ck_check_canary(c, op, c->scratch, 113408); /* after L00.attn.k.rope.dx */
		ck_check_canary(c, op, c->scratch, 94592); /* after L00.attn.q.rope.dx */
		ck_check_canary(c, op, c->scratch, 115520); /* after L00.attn.v.dw */
		ck_check_canary(c, op, c->scratch, 117632); /* after L00.attn.k.dw */
		ck_check_canary(c, op, c->scratch, 98752); /* after L00.attn.q.dw */
		ck_check_canary(c, op, c->scratch, 102912); /* after L00.attn.norm.d.1 */
		ck_check_canary(c, op, c->scratch, 119488); /* after L00.attn.norm.s */
		ck_check_canary(c, op, c->scratch, 107072); /* after L00.attn.norm.dx */
		ck_check_canary(c, op, c->scratch, 119680); /* after L00.attn.norm.dw */
		ck_check_canary(c, op, c->scratch, 15552); /* after embed.dw */
	}
	return ck_agree(c, rank);
}

static void train_plant(struct ck_ctx *c)
{
	ck_plant_canary(c->call, 0);
	ck_plant_canary(c->call, 128);
	ck_plant_canary(c->call, 320);
	ck_plant_canary(c->call, 512);
	ck_plant_canary(c->call, 704);
	ck_plant_canary(c->call, 896);
	ck_plant_canary(c->call, 1088);
	ck_plant_canary(c->call, 1216);
	ck_plant_canary(c->act, 0);
	ck_plant_canary(c->act, 9344);
	ck_plant_canary(c->act, 13504);
	ck_plant_canary(c->act, 73856);
	ck_plant_canary(c->act, 75968);
	ck_plant_canary(c->act, 17664);
	ck_plant_canary(c->act, 80512);
	ck_plant_canary(c->act, 21824);
	ck_plant_canary(c->act, 25984);
	ck_plant_canary(c->act, 30144);
	ck_plant_canary(c->act, 34304);
	ck_plant_canary(c->act, 5184);
	ck_plant_canary(c->act, 38464);
	ck_plant_canary(c->act, 42624);
	ck_plant_canary(c->act, 46784);
	ck_plant_canary(c->act, 50944);
	ck_plant_canary(c->act, 55104);
	ck_plant_canary(c->act, 59264);
	ck_plant_canary(c->act, 78080);
	ck_plant_canary(c->act, 80192);
	ck_plant_canary(c->act, 63424);
	ck_plant_canary(c->act, 67584);
	ck_plant_canary(c->act, 71744);
	ck_plant_canary(c->scratch, 0);
	ck_plant_canary(c->scratch, 109184);
	ck_plant_canary(c->scratch, 19712);
	ck_plant_canary(c->scratch, 23872);
	ck_plant_canary(c->scratch, 111296);
	ck_plant_canary(c->scratch, 28032);
	ck_plant_canary(c->scratch, 32192);
	ck_plant_canary(c->scratch, 36352);
	ck_plant_canary(c->scratch, 40512);
	ck_plant_canary(c->scratch, 44672);
	ck_plant_canary(c->scratch, 48832);
	ck_plant_canary(c->scratch, 118144);
	ck_plant_canary(c->scratch, 118336);
	ck_plant_canary(c->scratch, 118528);
	ck_plant_canary(c->scratch, 5184);
	ck_plant_canary(c->scratch, 10368);
	ck_plant_canary(c->scratch, 118720);
	ck_plant_canary(c->scratch, 52992);
	ck_plant_canary(c->scratch, 118912);
	ck_plant_canary(c->scratch, 57152);
	ck_plant_canary(c->scratch, 61312);
	ck_plant_canary(c->scratch, 65472);
	ck_plant_canary(c->scratch, 69632);
	ck_plant_canary(c->scratch, 73792);
	ck_plant_canary(c->scratch, 77952);
	ck_plant_canary(c->scratch, 82112);
	ck_plant_canary(c->scratch, 119104);
	ck_plant_canary(c->scratch, 86272);
	ck_plant_canary(c->scratch, 119296);
	ck_plant_canary(c->scratch, 90432);
	ck_plant_canary(c->scratch, 117952);
	ck_plant_canary(c->scratch, 113408);
	ck_plant_canary(c->scratch, 94592);
	ck_plant_canary(c->scratch, 115520);
	ck_plant_canary(c->scratch, 117632);
	ck_plant_canary(c->scratch, 98752);
	ck_plant_canary(c->scratch, 102912);
	ck_plant_canary(c->scratch, 119488);
	ck_plant_canary(c->scratch, 107072);
	ck_plant_canary(c->scratch, 119680);
	ck_plant_canary(c->scratch, 15552);
}

static int train_header(struct ck_ctx *c, int rank, int size)
{
	const int64_t T = c->dim[0];

	/* embed: embedding, llama.yaml:81 */
	ck_trace(c, rank, 0, 0);
	{
		const struct ck_embedding a = {
			.y = ck_at(c->act, 5248), /* embed */
			.id = ck_at(c->call, 384), /* tokens */
			.w = ck_in(c->weights, 2097152), /* embed */
			.T = T, .V = 40, .E = 32, .scale = 1.0f
		};
		const struct ck_span s = ck_span(T, 1, rank, size);
		if (s.lo < s.hi)
			ck_embedding_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 0, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 0, ck_in(c->act, 5248), 32 * c->dim[0]);
		ck_check_canary(c, 0, c->act, 5184);
		ck_check_canary(c, 0, c->act, 9344);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* rope.table: rope_table, llama.yaml:82 */
	ck_trace(c, rank, 1, 0);
	{
		const struct ck_rope_table a = {
			.y = ck_own(c, rank, SCRATCH, 107136), /* rope.table */
			.pos = ck_at(c->call, 576), /* pos */
			.T = T, .P = 8, .base = 1e+04f, .scale = 1.0f, .factor = 1.0f, .low = 0.0f, .high = 0.0f
		};
		const struct ck_span s = ck_span(T, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rope_table_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 1, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 1, ck_in(c->scratch, 107136), 16 * c->dim[0]);
		ck_check_canary(c, 1, c->scratch, 107072);
		ck_check_canary(c, 1, c->scratch, 109184);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	return train_canaries(c, rank, 1);
}

static int train_L00(struct ck_ctx *c, int rank, int size)
{
	const int64_t T = c->dim[0];

	/* L00.attn.norm: rmsnorm, llama.yaml:109 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 2, 0);
	{
		const struct ck_rmsnorm a = {
			.y = ck_own(c, rank, SCRATCH, 15616), /* L00.attn.norm */
			.x = ck_at(c->act, 5248), /* embed */
			.w = ck_in(c->weights, 2102272), /* L00.attn.norm */
			.R = T, .E = 32, .eps = 1e-05f
		};
		const struct ck_span s = ck_span(T, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rmsnorm_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 2, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 2, ck_in(c->scratch, 15616), 32 * c->dim[0]);
		ck_check_canary(c, 2, c->scratch, 15552);
		ck_check_canary(c, 2, c->scratch, 19712);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.q: matmul, llama.yaml:110 */
	ck_trace(c, rank, 3, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 9408), /* L00.attn.q */
			.x = ck_own(c, rank, SCRATCH, 15616), /* L00.attn.norm */
			.w = ck_in(c->weights, 2102400), /* L00.attn.q */
			.T = T, .K = 32, .N = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_rows_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 3, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 3, ck_in(c->act, 9408), 32 * c->dim[0]);
		ck_check_canary(c, 3, c->act, 9344);
		ck_check_canary(c, 3, c->act, 13504);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.k: matmul, llama.yaml:111 */
	ck_trace(c, rank, 4, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 71808), /* L00.attn.k */
			.x = ck_own(c, rank, SCRATCH, 15616), /* L00.attn.norm */
			.w = ck_in(c->weights, 2106496), /* L00.attn.k */
			.T = T, .K = 32, .N = 16
		};
		const struct ck_span s = ck_span(16, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_rows_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 4, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 4, ck_in(c->act, 71808), 16 * c->dim[0]);
		ck_check_canary(c, 4, c->act, 71744);
		ck_check_canary(c, 4, c->act, 73856);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.v: matmul, llama.yaml:112 */
	ck_trace(c, rank, 5, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 73920), /* L00.attn.v */
			.x = ck_own(c, rank, SCRATCH, 15616), /* L00.attn.norm */
			.w = ck_in(c->weights, 2108544), /* L00.attn.v */
			.T = T, .K = 32, .N = 16
		};
		const struct ck_span s = ck_span(16, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_rows_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 5, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 5, ck_in(c->act, 73920), 16 * c->dim[0]);
		ck_check_canary(c, 5, c->act, 73856);
		ck_check_canary(c, 5, c->act, 75968);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.q.rope: rope, llama.yaml:113 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 6, 0);
	{
		const struct ck_rope a = {
			.y = ck_own(c, rank, SCRATCH, 19776), /* L00.attn.q.rope */
			.x = ck_at(c->act, 9408), /* L00.attn.q */
			.cs = ck_own(c, rank, SCRATCH, 107136), /* rope.table */
			.T = T, .H = 2, .D = 16, .P = 8, .layout = CK_INTERLEAVED
		};
		const struct ck_span s = ck_span(T, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rope_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 6, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 6, ck_in(c->scratch, 19776), 32 * c->dim[0]);
		ck_check_canary(c, 6, c->scratch, 19712);
		ck_check_canary(c, 6, c->scratch, 23872);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.k.rope: rope, llama.yaml:114 */
	ck_trace(c, rank, 7, 0);
	{
		const struct ck_rope a = {
			.y = ck_own(c, rank, SCRATCH, 109248), /* L00.attn.k.rope */
			.x = ck_at(c->act, 71808), /* L00.attn.k */
			.cs = ck_own(c, rank, SCRATCH, 107136), /* rope.table */
			.T = T, .H = 1, .D = 16, .P = 8, .layout = CK_INTERLEAVED
		};
		const struct ck_span s = ck_span(T, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rope_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 7, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 7, ck_in(c->scratch, 109248), 16 * c->dim[0]);
		ck_check_canary(c, 7, c->scratch, 109184);
		ck_check_canary(c, 7, c->scratch, 111296);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.ctx: row_attention, llama.yaml:116; fused from L00.attn.kv + L00.attn.ctx */
	ck_trace(c, rank, 8, 0);
	{
		const struct ck_row_attention a = {
			.y = ck_at(c->act, 13568), /* L00.attn.ctx */
			.lse = ck_at(c->act, 80256), /* L00.attn.ctx.lse */
			.q = ck_own(c, rank, SCRATCH, 19776), /* L00.attn.q.rope */
			.k = ck_own(c, rank, SCRATCH, 109248), /* L00.attn.k.rope */
			.v = ck_at(c->act, 73920), /* L00.attn.v */
			.pos = ck_at(c->call, 576), /* pos */
			.slot = ck_at(c->call, 768), /* slot */
			.T = T, .H = 2, .D = 16, .KV = 1, .scale = 0.25f, .mask = CK_CAUSAL, .window = 0, .softcap = 0.0f
		};
		const struct ck_span s = ck_span(T, 1, rank, size);
		if (s.lo < s.hi)
			ck_row_attention_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 8, 1);
	if (rank == 0)
		c->count[0]++; /* row_attention */
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 8, ck_in(c->act, 13568), 32 * c->dim[0]);
		ck_check_canary(c, 8, c->act, 13504);
		ck_check_canary(c, 8, c->act, 17664);
		ck_check_finite(c, 8, ck_in(c->act, 80256), 2 * c->dim[0]);
		ck_check_canary(c, 8, c->act, 80192);
		ck_check_canary(c, 8, c->act, 80512);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.out: matmul, llama.yaml:118 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 9, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 17728), /* L00.attn.out */
			.x = ck_at(c->act, 13568), /* L00.attn.ctx */
			.w = ck_in(c->weights, 2110592), /* L00.attn.out */
			.T = T, .K = 32, .N = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_rows_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 9, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 9, ck_in(c->act, 17728), 32 * c->dim[0]);
		ck_check_canary(c, 9, c->act, 17664);
		ck_check_canary(c, 9, c->act, 21824);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.add: add, llama.yaml:119 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 10, 0);
	{
		const struct ck_add a = {
			.y = ck_own(c, rank, SCRATCH, 23936), /* L00.attn.add */
			.a = ck_at(c->act, 5248), /* embed */
			.b = ck_at(c->act, 17728), /* L00.attn.out */
			.R = 32 * T
		};
		const struct ck_span s = ck_span(32 * T, 16, 0, 1);
		if (s.lo < s.hi)
			ck_add_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 10, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 10, ck_in(c->scratch, 23936), 32 * c->dim[0]);
		ck_check_canary(c, 10, c->scratch, 23872);
		ck_check_canary(c, 10, c->scratch, 28032);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.ffn.norm: rmsnorm, llama.yaml:120 */
	ck_trace(c, rank, 11, 0);
	{
		const struct ck_rmsnorm a = {
			.y = ck_own(c, rank, SCRATCH, 28096), /* L00.ffn.norm */
			.x = ck_own(c, rank, SCRATCH, 23936), /* L00.attn.add */
			.w = ck_in(c->weights, 2114688), /* L00.ffn.norm */
			.R = T, .E = 32, .eps = 1e-05f
		};
		const struct ck_span s = ck_span(T, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rmsnorm_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 11, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 11, ck_in(c->scratch, 28096), 32 * c->dim[0]);
		ck_check_canary(c, 11, c->scratch, 28032);
		ck_check_canary(c, 11, c->scratch, 32192);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.ffn.gate: matmul, llama.yaml:121 */
	ck_trace(c, rank, 12, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 21888), /* L00.ffn.gate */
			.x = ck_own(c, rank, SCRATCH, 28096), /* L00.ffn.norm */
			.w = ck_in(c->weights, 2114816), /* L00.ffn.gate */
			.T = T, .K = 32, .N = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_rows_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 12, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 12, ck_in(c->act, 21888), 32 * c->dim[0]);
		ck_check_canary(c, 12, c->act, 21824);
		ck_check_canary(c, 12, c->act, 25984);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.ffn.up: matmul, llama.yaml:122 */
	ck_trace(c, rank, 13, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 26048), /* L00.ffn.up */
			.x = ck_own(c, rank, SCRATCH, 28096), /* L00.ffn.norm */
			.w = ck_in(c->weights, 2118912), /* L00.ffn.up */
			.T = T, .K = 32, .N = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_rows_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 13, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 13, ck_in(c->act, 26048), 32 * c->dim[0]);
		ck_check_canary(c, 13, c->act, 25984);
		ck_check_canary(c, 13, c->act, 30144);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.ffn.act: glu, llama.yaml:123 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 14, 0);
	{
		const struct ck_glu a = {
			.y = ck_own(c, rank, SCRATCH, 32256), /* L00.ffn.act */
			.g = ck_at(c->act, 21888), /* L00.ffn.gate */
			.u = ck_at(c->act, 26048), /* L00.ffn.up */
			.R = 32 * T, .act = CK_SILU
		};
		const struct ck_span s = ck_span(32 * T, 16, 0, 1);
		if (s.lo < s.hi)
			ck_glu_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 14, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 14, ck_in(c->scratch, 32256), 32 * c->dim[0]);
		ck_check_canary(c, 14, c->scratch, 32192);
		ck_check_canary(c, 14, c->scratch, 36352);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.ffn.down: matmul, llama.yaml:124 */
	ck_trace(c, rank, 15, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 30208), /* L00.ffn.down */
			.x = ck_own(c, rank, SCRATCH, 32256), /* L00.ffn.act */
			.w = ck_in(c->weights, 2123008), /* L00.ffn.down */
			.T = T, .K = 32, .N = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_rows_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 15, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 15, ck_in(c->act, 30208), 32 * c->dim[0]);
		ck_check_canary(c, 15, c->act, 30144);
		ck_check_canary(c, 15, c->act, 34304);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.ffn.add: add, llama.yaml:125 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 16, 0);
	{
		const struct ck_add a = {
			.y = ck_own(c, rank, SCRATCH, 36416), /* L00.ffn.add */
			.a = ck_own(c, rank, SCRATCH, 23936), /* L00.attn.add */
			.b = ck_at(c->act, 30208), /* L00.ffn.down */
			.R = 32 * T
		};
		const struct ck_span s = ck_span(32 * T, 16, 0, 1);
		if (s.lo < s.hi)
			ck_add_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 16, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 16, ck_in(c->scratch, 36416), 32 * c->dim[0]);
		ck_check_canary(c, 16, c->scratch, 36352);
		ck_check_canary(c, 16, c->scratch, 40512);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	return train_canaries(c, rank, 16);
}

static int train_footer(struct ck_ctx *c, int rank, int size)
{
	const int64_t T = c->dim[0];
	const int64_t O = c->dim[1];

	/* out.rows: select, llama.yaml:130 */
	ck_trace(c, rank, 17, 0);
	{
		const struct ck_select a = {
			.y = ck_own(c, rank, SCRATCH, 40576), /* out.rows */
			.x = ck_own(c, rank, SCRATCH, 36416), /* L00.ffn.add */
			.row = ck_at(c->call, 960), /* out_rows */
			.T = T, .E = 32, .O = O
		};
		const struct ck_span s = ck_span(O, 1, 0, 1);
		if (s.lo < s.hi)
			ck_select_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 17, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 17, ck_in(c->scratch, 40576), 32 * c->dim[1]);
		ck_check_canary(c, 17, c->scratch, 40512);
		ck_check_canary(c, 17, c->scratch, 44672);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* out.norm: rmsnorm, llama.yaml:131 */
	ck_trace(c, rank, 18, 0);
	{
		const struct ck_rmsnorm a = {
			.y = ck_own(c, rank, SCRATCH, 44736), /* out.norm */
			.x = ck_own(c, rank, SCRATCH, 40576), /* out.rows */
			.w = ck_in(c->weights, 2127104), /* out.norm */
			.R = O, .E = 32, .eps = 1e-05f
		};
		const struct ck_span s = ck_span(O, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rmsnorm_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 18, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 18, ck_in(c->scratch, 44736), 32 * c->dim[1]);
		ck_check_canary(c, 18, c->scratch, 44672);
		ck_check_canary(c, 18, c->scratch, 48832);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* logits: matmul, llama.yaml:132 */
	ck_trace(c, rank, 19, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 64), /* logits */
			.x = ck_own(c, rank, SCRATCH, 44736), /* out.norm */
			.w = ck_in(c->weights, 2097152), /* embed */
			.T = O, .K = 32, .N = 40
		};
		const struct ck_span s = ck_span(40, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_rows_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 19, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 19, ck_in(c->act, 64), 40 * c->dim[1]);
		ck_check_canary(c, 19, c->act, 0);
		ck_check_canary(c, 19, c->act, 5184);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	return train_canaries(c, rank, 19);
}

static int train_loss(struct ck_ctx *c, int rank, int size)
{
	const int64_t O = c->dim[1];

	/* loss.rows: cross_entropy, llama.yaml:132 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 20, 0);
	{
		const struct ck_cross_entropy a = {
			.nll = ck_own(c, rank, SCRATCH, 118016), /* loss.nll */
			.lse = ck_own(c, rank, SCRATCH, 118208), /* loss.lse */
			.x = ck_at(c->act, 64), /* logits */
			.target = ck_at(c->call, 192), /* targets */
			.T = O, .V = 40
		};
		const struct ck_span s = ck_span(O, 1, 0, 1);
		if (s.lo < s.hi)
			ck_cross_entropy_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 20, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 20, ck_in(c->scratch, 118016), 1 * c->dim[1]);
		ck_check_canary(c, 20, c->scratch, 117952);
		ck_check_canary(c, 20, c->scratch, 118144);
		ck_check_finite(c, 20, ck_in(c->scratch, 118208), 1 * c->dim[1]);
		ck_check_canary(c, 20, c->scratch, 118144);
		ck_check_canary(c, 20, c->scratch, 118336);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* loss: masked_mean, llama.yaml:132 */
	ck_trace(c, rank, 21, 0);
	{
		const struct ck_masked_mean a = {
			.y = ck_at(c->call, 1152), /* loss */
			.x = ck_own(c, rank, SCRATCH, 118016), /* loss.nll */
			.key = ck_at(c->call, 192), /* targets */
			.T = O
		};
		const struct ck_span s = ck_span(1, 1, rank, size);
		if (s.lo < s.hi)
			ck_masked_mean_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 21, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 21, ck_in(c->call, 1152), 1);
		ck_check_canary(c, 21, c->call, 1088);
		ck_check_canary(c, 21, c->call, 1216);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	return train_canaries(c, rank, 21);
}

static int train_loss_backward(struct ck_ctx *c, int rank, int size)
{
	const int64_t O = c->dim[1];
	(void)size;

	/* loss.dx: masked_mean_dx, llama.yaml:132 */
	ck_trace(c, rank, 22, 0);
	{
		const struct ck_masked_mean_dx a = {
			.dx = ck_own(c, rank, SCRATCH, 118400), /* loss.dx */
			.dy = ck_at(c->call, 64), /* loss.d */
			.key = ck_at(c->call, 192), /* targets */
			.T = O
		};
		const struct ck_span s = ck_span(O, 16, 0, 1);
		if (s.lo < s.hi)
			ck_masked_mean_dx_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 22, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 22, ck_in(c->scratch, 118400), 1 * c->dim[1]);
		ck_check_canary(c, 22, c->scratch, 118336);
		ck_check_canary(c, 22, c->scratch, 118528);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* loss.rows.dx: cross_entropy_dx, llama.yaml:132 */
	ck_trace(c, rank, 23, 0);
	{
		const struct ck_cross_entropy_dx a = {
			.dx = ck_own(c, rank, SCRATCH, 64), /* loss.rows.dx */
			.dy = ck_own(c, rank, SCRATCH, 118400), /* loss.dx */
			.x = ck_at(c->act, 64), /* logits */
			.lse = ck_own(c, rank, SCRATCH, 118208), /* loss.lse */
			.target = ck_at(c->call, 192), /* targets */
			.T = O, .V = 40
		};
		const struct ck_span s = ck_span(O, 1, 0, 1);
		if (s.lo < s.hi)
			ck_cross_entropy_dx_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 23, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 23, ck_in(c->scratch, 64), 40 * c->dim[1]);
		ck_check_canary(c, 23, c->scratch, 0);
		ck_check_canary(c, 23, c->scratch, 5184);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	return train_canaries(c, rank, 23);
}

static int train_footer_backward(struct ck_ctx *c, int rank, int size)
{
	const int64_t T = c->dim[0];
	const int64_t O = c->dim[1];

	/* logits.dx: matmul_dx, llama.yaml:132 */
	ck_trace(c, rank, 24, 0);
	{
		const struct ck_matmul_dx a = {
			.dx = ck_at(c->act, 34368), /* logits.dx */
			.dy = ck_own(c, rank, SCRATCH, 64), /* loss.rows.dx */
			.w = ck_in(c->weights, 2097152), /* embed */
			.T = O, .N = 40, .K = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_dx_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 24, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 24, ck_in(c->act, 34368), 32 * c->dim[1]);
		ck_check_canary(c, 24, c->act, 34304);
		ck_check_canary(c, 24, c->act, 38464);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* logits.dw: matmul_dw, llama.yaml:132 */
	ck_trace(c, rank, 25, 0);
	{
		const struct ck_matmul_dw a = {
			.dw = ck_own(c, rank, SCRATCH, 5248), /* logits.dw */
			.dy = ck_own(c, rank, SCRATCH, 64), /* loss.rows.dx */
			.x = ck_own(c, rank, SCRATCH, 44736), /* out.norm */
			.T = O, .N = 40, .K = 32
		};
		const struct ck_span s = ck_span(40, 1, 0, 1);
		if (s.lo < s.hi)
			ck_matmul_dw_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 25, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 25, ck_in(c->scratch, 5248), 1280);
		ck_check_canary(c, 25, c->scratch, 5184);
		ck_check_canary(c, 25, c->scratch, 10368);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* logits.dw.sum: accumulate, llama.yaml:132 */
	ck_trace(c, rank, 26, 0);
	{
		const struct ck_accumulate a = {
			.x = ck_own(c, rank, SCRATCH, 5248), /* logits.dw */
			.g = ck_at(c->gradients, 64), /* embed.grad */
			.R = 1280
		};
		const struct ck_span s = ck_span(1280, 16, rank, size);
		if (s.lo < s.hi)
			ck_accumulate_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 26, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 26, c->gradients, 0);
		ck_check_canary(c, 26, c->gradients, 5184);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* out.norm.s: rms_scale, llama.yaml:131 */
	ck_trace(c, rank, 27, 0);
	{
		const struct ck_rms_scale a = {
			.s = ck_own(c, rank, SCRATCH, 118592), /* out.norm.s */
			.x = ck_own(c, rank, SCRATCH, 40576), /* out.rows */
			.R = O, .E = 32, .eps = 1e-05f
		};
		const struct ck_span s = ck_span(O, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rms_scale_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 27, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 27, ck_in(c->scratch, 118592), 1 * c->dim[1]);
		ck_check_canary(c, 27, c->scratch, 118528);
		ck_check_canary(c, 27, c->scratch, 118720);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* out.norm.dx: rmsnorm_dx, llama.yaml:131 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 28, 0);
	{
		const struct ck_rmsnorm_dx a = {
			.dx = ck_own(c, rank, SCRATCH, 48896), /* out.norm.dx */
			.dy = ck_at(c->act, 34368), /* logits.dx */
			.x = ck_own(c, rank, SCRATCH, 40576), /* out.rows */
			.s = ck_own(c, rank, SCRATCH, 118592), /* out.norm.s */
			.w = ck_in(c->weights, 2127104), /* out.norm */
			.R = O, .E = 32
		};
		const struct ck_span s = ck_span(O, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rmsnorm_dx_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 28, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 28, ck_in(c->scratch, 48896), 32 * c->dim[1]);
		ck_check_canary(c, 28, c->scratch, 48832);
		ck_check_canary(c, 28, c->scratch, 52992);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* out.norm.dw: rmsnorm_dw, llama.yaml:131 */
	ck_trace(c, rank, 29, 0);
	{
		const struct ck_rmsnorm_dw a = {
			.dw = ck_own(c, rank, SCRATCH, 118784), /* out.norm.dw */
			.dy = ck_at(c->act, 34368), /* logits.dx */
			.x = ck_own(c, rank, SCRATCH, 40576), /* out.rows */
			.s = ck_own(c, rank, SCRATCH, 118592), /* out.norm.s */
			.R = O, .E = 32
		};
		const struct ck_span s = ck_span(32, 16, 0, 1);
		if (s.lo < s.hi)
			ck_rmsnorm_dw_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 29, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 29, ck_in(c->scratch, 118784), 32);
		ck_check_canary(c, 29, c->scratch, 118720);
		ck_check_canary(c, 29, c->scratch, 118912);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* out.norm.dw.sum: accumulate, llama.yaml:131 */
	ck_trace(c, rank, 30, 0);
	{
		const struct ck_accumulate a = {
			.x = ck_own(c, rank, SCRATCH, 118784), /* out.norm.dw */
			.g = ck_at(c->gradients, 30656), /* out.norm.grad */
			.R = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_accumulate_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 30, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 30, c->gradients, 30592);
		ck_check_canary(c, 30, c->gradients, 30784);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* out.rows.dx: select_dx, llama.yaml:130 */
	ck_trace(c, rank, 31, 0);
	{
		const struct ck_select_dx a = {
			.dx = ck_own(c, rank, SCRATCH, 53056), /* out.rows.dx */
			.dy = ck_own(c, rank, SCRATCH, 48896), /* out.norm.dx */
			.row = ck_at(c->call, 960), /* out_rows */
			.O = O, .E = 32, .T = T
		};
		const struct ck_span s = ck_span(T, 1, 0, 1);
		if (s.lo < s.hi)
			ck_select_dx_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 31, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 31, ck_in(c->scratch, 53056), 32 * c->dim[0]);
		ck_check_canary(c, 31, c->scratch, 52992);
		ck_check_canary(c, 31, c->scratch, 57152);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	return train_canaries(c, rank, 31);
}

static int train_L00_backward(struct ck_ctx *c, int rank, int size)
{
	const int64_t T = c->dim[0];

	/* L00.ffn.down.dx: matmul_dx, llama.yaml:124 */
	ck_trace(c, rank, 32, 0);
	{
		const struct ck_matmul_dx a = {
			.dx = ck_at(c->act, 38528), /* L00.ffn.down.dx */
			.dy = ck_own(c, rank, SCRATCH, 53056), /* out.rows.dx */
			.w = ck_in(c->weights, 2123008), /* L00.ffn.down */
			.T = T, .N = 32, .K = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_dx_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 32, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 32, ck_in(c->act, 38528), 32 * c->dim[0]);
		ck_check_canary(c, 32, c->act, 38464);
		ck_check_canary(c, 32, c->act, 42624);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.ffn.down.dw: matmul_dw, llama.yaml:124 */
	ck_trace(c, rank, 33, 0);
	{
		const struct ck_matmul_dw a = {
			.dw = ck_own(c, rank, SCRATCH, 57216), /* L00.ffn.down.dw */
			.dy = ck_own(c, rank, SCRATCH, 53056), /* out.rows.dx */
			.x = ck_own(c, rank, SCRATCH, 32256), /* L00.ffn.act */
			.T = T, .N = 32, .K = 32
		};
		const struct ck_span s = ck_span(32, 1, 0, 1);
		if (s.lo < s.hi)
			ck_matmul_dw_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 33, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 33, ck_in(c->scratch, 57216), 1024);
		ck_check_canary(c, 33, c->scratch, 57152);
		ck_check_canary(c, 33, c->scratch, 61312);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.ffn.down.dw.sum: accumulate, llama.yaml:124 */
	ck_trace(c, rank, 34, 0);
	{
		const struct ck_accumulate a = {
			.x = ck_own(c, rank, SCRATCH, 57216), /* L00.ffn.down.dw */
			.g = ck_at(c->gradients, 26496), /* L00.ffn.down.grad */
			.R = 1024
		};
		const struct ck_span s = ck_span(1024, 16, rank, size);
		if (s.lo < s.hi)
			ck_accumulate_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 34, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 34, c->gradients, 26432);
		ck_check_canary(c, 34, c->gradients, 30592);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.ffn.act.dgu: glu_bwd, llama.yaml:123 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 35, 0);
	{
		const struct ck_glu_bwd a = {
			.dg = ck_own(c, rank, SCRATCH, 61376), /* L00.ffn.act.dg */
			.du = ck_own(c, rank, SCRATCH, 65536), /* L00.ffn.act.du */
			.dy = ck_at(c->act, 38528), /* L00.ffn.down.dx */
			.g = ck_at(c->act, 21888), /* L00.ffn.gate */
			.u = ck_at(c->act, 26048), /* L00.ffn.up */
			.R = 32 * T, .act = CK_SILU
		};
		const struct ck_span s = ck_span(32 * T, 16, 0, 1);
		if (s.lo < s.hi)
			ck_glu_bwd_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 35, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 35, ck_in(c->scratch, 61376), 32 * c->dim[0]);
		ck_check_canary(c, 35, c->scratch, 61312);
		ck_check_canary(c, 35, c->scratch, 65472);
		ck_check_finite(c, 35, ck_in(c->scratch, 65536), 32 * c->dim[0]);
		ck_check_canary(c, 35, c->scratch, 65472);
		ck_check_canary(c, 35, c->scratch, 69632);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.ffn.up.dx: matmul_dx, llama.yaml:122 */
	ck_trace(c, rank, 36, 0);
	{
		const struct ck_matmul_dx a = {
			.dx = ck_at(c->act, 42688), /* L00.ffn.up.dx */
			.dy = ck_own(c, rank, SCRATCH, 65536), /* L00.ffn.act.du */
			.w = ck_in(c->weights, 2118912), /* L00.ffn.up */
			.T = T, .N = 32, .K = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_dx_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 36, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 36, ck_in(c->act, 42688), 32 * c->dim[0]);
		ck_check_canary(c, 36, c->act, 42624);
		ck_check_canary(c, 36, c->act, 46784);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.ffn.up.dw: matmul_dw, llama.yaml:122 */
	ck_trace(c, rank, 37, 0);
	{
		const struct ck_matmul_dw a = {
			.dw = ck_own(c, rank, SCRATCH, 69696), /* L00.ffn.up.dw */
			.dy = ck_own(c, rank, SCRATCH, 65536), /* L00.ffn.act.du */
			.x = ck_own(c, rank, SCRATCH, 28096), /* L00.ffn.norm */
			.T = T, .N = 32, .K = 32
		};
		const struct ck_span s = ck_span(32, 1, 0, 1);
		if (s.lo < s.hi)
			ck_matmul_dw_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 37, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 37, ck_in(c->scratch, 69696), 1024);
		ck_check_canary(c, 37, c->scratch, 69632);
		ck_check_canary(c, 37, c->scratch, 73792);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.ffn.up.dw.sum: accumulate, llama.yaml:122 */
	ck_trace(c, rank, 38, 0);
	{
		const struct ck_accumulate a = {
			.x = ck_own(c, rank, SCRATCH, 69696), /* L00.ffn.up.dw */
			.g = ck_at(c->gradients, 22336), /* L00.ffn.up.grad */
			.R = 1024
		};
		const struct ck_span s = ck_span(1024, 16, rank, size);
		if (s.lo < s.hi)
			ck_accumulate_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 38, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 38, c->gradients, 22272);
		ck_check_canary(c, 38, c->gradients, 26432);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.ffn.gate.dx: matmul_dx, llama.yaml:121 */
	ck_trace(c, rank, 39, 0);
	{
		const struct ck_matmul_dx a = {
			.dx = ck_at(c->act, 46848), /* L00.ffn.gate.dx */
			.dy = ck_own(c, rank, SCRATCH, 61376), /* L00.ffn.act.dg */
			.w = ck_in(c->weights, 2114816), /* L00.ffn.gate */
			.T = T, .N = 32, .K = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_dx_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 39, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 39, ck_in(c->act, 46848), 32 * c->dim[0]);
		ck_check_canary(c, 39, c->act, 46784);
		ck_check_canary(c, 39, c->act, 50944);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.ffn.gate.dw: matmul_dw, llama.yaml:121 */
	ck_trace(c, rank, 40, 0);
	{
		const struct ck_matmul_dw a = {
			.dw = ck_own(c, rank, SCRATCH, 73856), /* L00.ffn.gate.dw */
			.dy = ck_own(c, rank, SCRATCH, 61376), /* L00.ffn.act.dg */
			.x = ck_own(c, rank, SCRATCH, 28096), /* L00.ffn.norm */
			.T = T, .N = 32, .K = 32
		};
		const struct ck_span s = ck_span(32, 1, 0, 1);
		if (s.lo < s.hi)
			ck_matmul_dw_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 40, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 40, ck_in(c->scratch, 73856), 1024);
		ck_check_canary(c, 40, c->scratch, 73792);
		ck_check_canary(c, 40, c->scratch, 77952);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.ffn.gate.dw.sum: accumulate, llama.yaml:121 */
	ck_trace(c, rank, 41, 0);
	{
		const struct ck_accumulate a = {
			.x = ck_own(c, rank, SCRATCH, 73856), /* L00.ffn.gate.dw */
			.g = ck_at(c->gradients, 18176), /* L00.ffn.gate.grad */
			.R = 1024
		};
		const struct ck_span s = ck_span(1024, 16, rank, size);
		if (s.lo < s.hi)
			ck_accumulate_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 41, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 41, c->gradients, 18112);
		ck_check_canary(c, 41, c->gradients, 22272);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.ffn.norm.d: add, llama.yaml:120 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 42, 0);
	{
		const struct ck_add a = {
			.y = ck_own(c, rank, SCRATCH, 78016), /* L00.ffn.norm.d */
			.a = ck_at(c->act, 42688), /* L00.ffn.up.dx */
			.b = ck_at(c->act, 46848), /* L00.ffn.gate.dx */
			.R = 32 * T
		};
		const struct ck_span s = ck_span(32 * T, 16, 0, 1);
		if (s.lo < s.hi)
			ck_add_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 42, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 42, ck_in(c->scratch, 78016), 32 * c->dim[0]);
		ck_check_canary(c, 42, c->scratch, 77952);
		ck_check_canary(c, 42, c->scratch, 82112);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.ffn.norm.s: rms_scale, llama.yaml:120 */
	ck_trace(c, rank, 43, 0);
	{
		const struct ck_rms_scale a = {
			.s = ck_own(c, rank, SCRATCH, 118976), /* L00.ffn.norm.s */
			.x = ck_own(c, rank, SCRATCH, 23936), /* L00.attn.add */
			.R = T, .E = 32, .eps = 1e-05f
		};
		const struct ck_span s = ck_span(T, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rms_scale_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 43, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 43, ck_in(c->scratch, 118976), 1 * c->dim[0]);
		ck_check_canary(c, 43, c->scratch, 118912);
		ck_check_canary(c, 43, c->scratch, 119104);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.ffn.norm.dx: rmsnorm_dx, llama.yaml:120 */
	ck_trace(c, rank, 44, 0);
	{
		const struct ck_rmsnorm_dx a = {
			.dx = ck_own(c, rank, SCRATCH, 82176), /* L00.ffn.norm.dx */
			.dy = ck_own(c, rank, SCRATCH, 78016), /* L00.ffn.norm.d */
			.x = ck_own(c, rank, SCRATCH, 23936), /* L00.attn.add */
			.s = ck_own(c, rank, SCRATCH, 118976), /* L00.ffn.norm.s */
			.w = ck_in(c->weights, 2114688), /* L00.ffn.norm */
			.R = T, .E = 32
		};
		const struct ck_span s = ck_span(T, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rmsnorm_dx_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 44, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 44, ck_in(c->scratch, 82176), 32 * c->dim[0]);
		ck_check_canary(c, 44, c->scratch, 82112);
		ck_check_canary(c, 44, c->scratch, 86272);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.ffn.norm.dw: rmsnorm_dw, llama.yaml:120 */
	ck_trace(c, rank, 45, 0);
	{
		const struct ck_rmsnorm_dw a = {
			.dw = ck_own(c, rank, SCRATCH, 119168), /* L00.ffn.norm.dw */
			.dy = ck_own(c, rank, SCRATCH, 78016), /* L00.ffn.norm.d */
			.x = ck_own(c, rank, SCRATCH, 23936), /* L00.attn.add */
			.s = ck_own(c, rank, SCRATCH, 118976), /* L00.ffn.norm.s */
			.R = T, .E = 32
		};
		const struct ck_span s = ck_span(32, 16, 0, 1);
		if (s.lo < s.hi)
			ck_rmsnorm_dw_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 45, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 45, ck_in(c->scratch, 119168), 32);
		ck_check_canary(c, 45, c->scratch, 119104);
		ck_check_canary(c, 45, c->scratch, 119296);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.ffn.norm.dw.sum: accumulate, llama.yaml:120 */
	ck_trace(c, rank, 46, 0);
	{
		const struct ck_accumulate a = {
			.x = ck_own(c, rank, SCRATCH, 119168), /* L00.ffn.norm.dw */
			.g = ck_at(c->gradients, 17984), /* L00.ffn.norm.grad */
			.R = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_accumulate_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 46, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 46, c->gradients, 17920);
		ck_check_canary(c, 46, c->gradients, 18112);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.add.d: add, llama.yaml:119 */
	ck_trace(c, rank, 47, 0);
	{
		const struct ck_add a = {
			.y = ck_own(c, rank, SCRATCH, 53056), /* L00.attn.add.d */
			.a = ck_own(c, rank, SCRATCH, 53056), /* out.rows.dx */
			.b = ck_own(c, rank, SCRATCH, 82176), /* L00.ffn.norm.dx */
			.R = 32 * T
		};
		const struct ck_span s = ck_span(32 * T, 16, 0, 1);
		if (s.lo < s.hi)
			ck_add_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 47, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 47, ck_in(c->scratch, 53056), 32 * c->dim[0]);
		ck_check_canary(c, 47, c->scratch, 52992);
		ck_check_canary(c, 47, c->scratch, 57152);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.out.dx: matmul_dx, llama.yaml:118 */
	ck_trace(c, rank, 48, 0);
	{
		const struct ck_matmul_dx a = {
			.dx = ck_at(c->act, 51008), /* L00.attn.out.dx */
			.dy = ck_own(c, rank, SCRATCH, 53056), /* L00.attn.add.d */
			.w = ck_in(c->weights, 2110592), /* L00.attn.out */
			.T = T, .N = 32, .K = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_dx_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 48, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 48, ck_in(c->act, 51008), 32 * c->dim[0]);
		ck_check_canary(c, 48, c->act, 50944);
		ck_check_canary(c, 48, c->act, 55104);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.out.dw: matmul_dw, llama.yaml:118 */
	ck_trace(c, rank, 49, 0);
	{
		const struct ck_matmul_dw a = {
			.dw = ck_own(c, rank, SCRATCH, 86336), /* L00.attn.out.dw */
			.dy = ck_own(c, rank, SCRATCH, 53056), /* L00.attn.add.d */
			.x = ck_at(c->act, 13568), /* L00.attn.ctx */
			.T = T, .N = 32, .K = 32
		};
		const struct ck_span s = ck_span(32, 1, 0, 1);
		if (s.lo < s.hi)
			ck_matmul_dw_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 49, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 49, ck_in(c->scratch, 86336), 1024);
		ck_check_canary(c, 49, c->scratch, 86272);
		ck_check_canary(c, 49, c->scratch, 90432);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.out.dw.sum: accumulate, llama.yaml:118 */
	ck_trace(c, rank, 50, 0);
	{
		const struct ck_accumulate a = {
			.x = ck_own(c, rank, SCRATCH, 86336), /* L00.attn.out.dw */
			.g = ck_at(c->gradients, 13824), /* L00.attn.out.grad */
			.R = 1024
		};
		const struct ck_span s = ck_span(1024, 16, rank, size);
		if (s.lo < s.hi)
			ck_accumulate_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 50, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 50, c->gradients, 13760);
		ck_check_canary(c, 50, c->gradients, 17920);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.ctx.delta: row_dot, llama.yaml:116 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 51, 0);
	{
		const struct ck_row_dot a = {
			.y = ck_own(c, rank, SCRATCH, 117696), /* L00.attn.ctx.delta */
			.a = ck_at(c->act, 51008), /* L00.attn.out.dx */
			.b = ck_at(c->act, 13568), /* L00.attn.ctx */
			.R = 2 * T, .D = 16
		};
		const struct ck_span s = ck_span(2 * T, 1, 0, 1);
		if (s.lo < s.hi)
			ck_row_dot_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 51, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 51, ck_in(c->scratch, 117696), 2 * c->dim[0]);
		ck_check_canary(c, 51, c->scratch, 117632);
		ck_check_canary(c, 51, c->scratch, 117952);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.ctx.dq: row_attention_dq, llama.yaml:116 */
	ck_trace(c, rank, 52, 0);
	{
		const struct ck_row_attention_dq a = {
			.dq = ck_at(c->act, 55168), /* L00.attn.ctx.dq */
			.dy = ck_at(c->act, 51008), /* L00.attn.out.dx */
			.q = ck_own(c, rank, SCRATCH, 19776), /* L00.attn.q.rope */
			.k = ck_own(c, rank, SCRATCH, 109248), /* L00.attn.k.rope */
			.v = ck_at(c->act, 73920), /* L00.attn.v */
			.lse = ck_at(c->act, 80256), /* L00.attn.ctx.lse */
			.delta = ck_own(c, rank, SCRATCH, 117696), /* L00.attn.ctx.delta */
			.pos = ck_at(c->call, 576), /* pos */
			.slot = ck_at(c->call, 768), /* slot */
			.T = T, .H = 2, .D = 16, .KV = 1, .scale = 0.25f, .mask = CK_CAUSAL, .window = 0, .softcap = 0.0f
		};
		const struct ck_span s = ck_span(T, 1, rank, size);
		if (s.lo < s.hi)
			ck_row_attention_dq_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 52, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 52, ck_in(c->act, 55168), 32 * c->dim[0]);
		ck_check_canary(c, 52, c->act, 55104);
		ck_check_canary(c, 52, c->act, 59264);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.ctx.dkv: row_attention_dkv, llama.yaml:116 */
	ck_trace(c, rank, 53, 0);
	{
		const struct ck_row_attention_dkv a = {
			.dk = ck_at(c->act, 76032), /* L00.attn.ctx.dk */
			.dv = ck_at(c->act, 78144), /* L00.attn.ctx.dv */
			.dy = ck_at(c->act, 51008), /* L00.attn.out.dx */
			.q = ck_own(c, rank, SCRATCH, 19776), /* L00.attn.q.rope */
			.k = ck_own(c, rank, SCRATCH, 109248), /* L00.attn.k.rope */
			.v = ck_at(c->act, 73920), /* L00.attn.v */
			.lse = ck_at(c->act, 80256), /* L00.attn.ctx.lse */
			.delta = ck_own(c, rank, SCRATCH, 117696), /* L00.attn.ctx.delta */
			.pos = ck_at(c->call, 576), /* pos */
			.slot = ck_at(c->call, 768), /* slot */
			.T = T, .H = 2, .D = 16, .KV = 1, .scale = 0.25f, .mask = CK_CAUSAL, .window = 0, .softcap = 0.0f
		};
		const struct ck_span s = ck_span(T, 1, rank, size);
		if (s.lo < s.hi)
			ck_row_attention_dkv_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 53, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 53, ck_in(c->act, 76032), 16 * c->dim[0]);
		ck_check_canary(c, 53, c->act, 75968);
		ck_check_canary(c, 53, c->act, 78080);
		ck_check_finite(c, 53, ck_in(c->act, 78144), 16 * c->dim[0]);
		ck_check_canary(c, 53, c->act, 78080);
		ck_check_canary(c, 53, c->act, 80192);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.k.rope.dx: rope_dx, llama.yaml:114 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 54, 0);
	{
		const struct ck_rope_dx a = {
			.dx = ck_own(c, rank, SCRATCH, 111360), /* L00.attn.k.rope.dx */
			.dy = ck_at(c->act, 76032), /* L00.attn.ctx.dk */
			.cs = ck_own(c, rank, SCRATCH, 107136), /* rope.table */
			.T = T, .H = 1, .D = 16, .P = 8, .layout = CK_INTERLEAVED
		};
		const struct ck_span s = ck_span(T, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rope_dx_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 54, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 54, ck_in(c->scratch, 111360), 16 * c->dim[0]);
		ck_check_canary(c, 54, c->scratch, 111296);
		ck_check_canary(c, 54, c->scratch, 113408);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.q.rope.dx: rope_dx, llama.yaml:113 */
	ck_trace(c, rank, 55, 0);
	{
		const struct ck_rope_dx a = {
			.dx = ck_own(c, rank, SCRATCH, 90496), /* L00.attn.q.rope.dx */
			.dy = ck_at(c->act, 55168), /* L00.attn.ctx.dq */
			.cs = ck_own(c, rank, SCRATCH, 107136), /* rope.table */
			.T = T, .H = 2, .D = 16, .P = 8, .layout = CK_INTERLEAVED
		};
		const struct ck_span s = ck_span(T, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rope_dx_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 55, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 55, ck_in(c->scratch, 90496), 32 * c->dim[0]);
		ck_check_canary(c, 55, c->scratch, 90432);
		ck_check_canary(c, 55, c->scratch, 94592);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.v.dx: matmul_dx, llama.yaml:112 */
	ck_trace(c, rank, 56, 0);
	{
		const struct ck_matmul_dx a = {
			.dx = ck_at(c->act, 59328), /* L00.attn.v.dx */
			.dy = ck_at(c->act, 78144), /* L00.attn.ctx.dv */
			.w = ck_in(c->weights, 2108544), /* L00.attn.v */
			.T = T, .N = 16, .K = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_dx_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 56, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 56, ck_in(c->act, 59328), 32 * c->dim[0]);
		ck_check_canary(c, 56, c->act, 59264);
		ck_check_canary(c, 56, c->act, 63424);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.v.dw: matmul_dw, llama.yaml:112 */
	ck_trace(c, rank, 57, 0);
	{
		const struct ck_matmul_dw a = {
			.dw = ck_own(c, rank, SCRATCH, 113472), /* L00.attn.v.dw */
			.dy = ck_at(c->act, 78144), /* L00.attn.ctx.dv */
			.x = ck_own(c, rank, SCRATCH, 15616), /* L00.attn.norm */
			.T = T, .N = 16, .K = 32
		};
		const struct ck_span s = ck_span(16, 1, 0, 1);
		if (s.lo < s.hi)
			ck_matmul_dw_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 57, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 57, ck_in(c->scratch, 113472), 512);
		ck_check_canary(c, 57, c->scratch, 113408);
		ck_check_canary(c, 57, c->scratch, 115520);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.v.dw.sum: accumulate, llama.yaml:112 */
	ck_trace(c, rank, 58, 0);
	{
		const struct ck_accumulate a = {
			.x = ck_own(c, rank, SCRATCH, 113472), /* L00.attn.v.dw */
			.g = ck_at(c->gradients, 11712), /* L00.attn.v.grad */
			.R = 512
		};
		const struct ck_span s = ck_span(512, 16, rank, size);
		if (s.lo < s.hi)
			ck_accumulate_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 58, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 58, c->gradients, 11648);
		ck_check_canary(c, 58, c->gradients, 13760);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.k.dx: matmul_dx, llama.yaml:111 */
	ck_trace(c, rank, 59, 0);
	{
		const struct ck_matmul_dx a = {
			.dx = ck_at(c->act, 63488), /* L00.attn.k.dx */
			.dy = ck_own(c, rank, SCRATCH, 111360), /* L00.attn.k.rope.dx */
			.w = ck_in(c->weights, 2106496), /* L00.attn.k */
			.T = T, .N = 16, .K = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_dx_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 59, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 59, ck_in(c->act, 63488), 32 * c->dim[0]);
		ck_check_canary(c, 59, c->act, 63424);
		ck_check_canary(c, 59, c->act, 67584);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.k.dw: matmul_dw, llama.yaml:111 */
	ck_trace(c, rank, 60, 0);
	{
		const struct ck_matmul_dw a = {
			.dw = ck_own(c, rank, SCRATCH, 115584), /* L00.attn.k.dw */
			.dy = ck_own(c, rank, SCRATCH, 111360), /* L00.attn.k.rope.dx */
			.x = ck_own(c, rank, SCRATCH, 15616), /* L00.attn.norm */
			.T = T, .N = 16, .K = 32
		};
		const struct ck_span s = ck_span(16, 1, 0, 1);
		if (s.lo < s.hi)
			ck_matmul_dw_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 60, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 60, ck_in(c->scratch, 115584), 512);
		ck_check_canary(c, 60, c->scratch, 115520);
		ck_check_canary(c, 60, c->scratch, 117632);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.k.dw.sum: accumulate, llama.yaml:111 */
	ck_trace(c, rank, 61, 0);
	{
		const struct ck_accumulate a = {
			.x = ck_own(c, rank, SCRATCH, 115584), /* L00.attn.k.dw */
			.g = ck_at(c->gradients, 9600), /* L00.attn.k.grad */
			.R = 512
		};
		const struct ck_span s = ck_span(512, 16, rank, size);
		if (s.lo < s.hi)
			ck_accumulate_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 61, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 61, c->gradients, 9536);
		ck_check_canary(c, 61, c->gradients, 11648);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.q.dx: matmul_dx, llama.yaml:110 */
	ck_trace(c, rank, 62, 0);
	{
		const struct ck_matmul_dx a = {
			.dx = ck_at(c->act, 67648), /* L00.attn.q.dx */
			.dy = ck_own(c, rank, SCRATCH, 90496), /* L00.attn.q.rope.dx */
			.w = ck_in(c->weights, 2102400), /* L00.attn.q */
			.T = T, .N = 32, .K = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_dx_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 62, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 62, ck_in(c->act, 67648), 32 * c->dim[0]);
		ck_check_canary(c, 62, c->act, 67584);
		ck_check_canary(c, 62, c->act, 71744);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.q.dw: matmul_dw, llama.yaml:110 */
	ck_trace(c, rank, 63, 0);
	{
		const struct ck_matmul_dw a = {
			.dw = ck_own(c, rank, SCRATCH, 94656), /* L00.attn.q.dw */
			.dy = ck_own(c, rank, SCRATCH, 90496), /* L00.attn.q.rope.dx */
			.x = ck_own(c, rank, SCRATCH, 15616), /* L00.attn.norm */
			.T = T, .N = 32, .K = 32
		};
		const struct ck_span s = ck_span(32, 1, 0, 1);
		if (s.lo < s.hi)
			ck_matmul_dw_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 63, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 63, ck_in(c->scratch, 94656), 1024);
		ck_check_canary(c, 63, c->scratch, 94592);
		ck_check_canary(c, 63, c->scratch, 98752);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.q.dw.sum: accumulate, llama.yaml:110 */
	ck_trace(c, rank, 64, 0);
	{
		const struct ck_accumulate a = {
			.x = ck_own(c, rank, SCRATCH, 94656), /* L00.attn.q.dw */
			.g = ck_at(c->gradients, 5440), /* L00.attn.q.grad */
			.R = 1024
		};
		const struct ck_span s = ck_span(1024, 16, rank, size);
		if (s.lo < s.hi)
			ck_accumulate_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 64, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 64, c->gradients, 5376);
		ck_check_canary(c, 64, c->gradients, 9536);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.norm.d.1: add, llama.yaml:109 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 65, 0);
	{
		const struct ck_add a = {
			.y = ck_own(c, rank, SCRATCH, 98816), /* L00.attn.norm.d.1 */
			.a = ck_at(c->act, 59328), /* L00.attn.v.dx */
			.b = ck_at(c->act, 63488), /* L00.attn.k.dx */
			.R = 32 * T
		};
		const struct ck_span s = ck_span(32 * T, 16, 0, 1);
		if (s.lo < s.hi)
			ck_add_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 65, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 65, ck_in(c->scratch, 98816), 32 * c->dim[0]);
		ck_check_canary(c, 65, c->scratch, 98752);
		ck_check_canary(c, 65, c->scratch, 102912);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.norm.d: add, llama.yaml:109 */
	ck_trace(c, rank, 66, 0);
	{
		const struct ck_add a = {
			.y = ck_own(c, rank, SCRATCH, 98816), /* L00.attn.norm.d */
			.a = ck_own(c, rank, SCRATCH, 98816), /* L00.attn.norm.d.1 */
			.b = ck_at(c->act, 67648), /* L00.attn.q.dx */
			.R = 32 * T
		};
		const struct ck_span s = ck_span(32 * T, 16, 0, 1);
		if (s.lo < s.hi)
			ck_add_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 66, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 66, ck_in(c->scratch, 98816), 32 * c->dim[0]);
		ck_check_canary(c, 66, c->scratch, 98752);
		ck_check_canary(c, 66, c->scratch, 102912);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.norm.s: rms_scale, llama.yaml:109 */
	ck_trace(c, rank, 67, 0);
	{
		const struct ck_rms_scale a = {
			.s = ck_own(c, rank, SCRATCH, 119360), /* L00.attn.norm.s */
			.x = ck_at(c->act, 5248), /* embed */
			.R = T, .E = 32, .eps = 1e-05f
		};
		const struct ck_span s = ck_span(T, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rms_scale_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 67, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 67, ck_in(c->scratch, 119360), 1 * c->dim[0]);
		ck_check_canary(c, 67, c->scratch, 119296);
		ck_check_canary(c, 67, c->scratch, 119488);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.norm.dx: rmsnorm_dx, llama.yaml:109 */
	ck_trace(c, rank, 68, 0);
	{
		const struct ck_rmsnorm_dx a = {
			.dx = ck_own(c, rank, SCRATCH, 102976), /* L00.attn.norm.dx */
			.dy = ck_own(c, rank, SCRATCH, 98816), /* L00.attn.norm.d */
			.x = ck_at(c->act, 5248), /* embed */
			.s = ck_own(c, rank, SCRATCH, 119360), /* L00.attn.norm.s */
			.w = ck_in(c->weights, 2102272), /* L00.attn.norm */
			.R = T, .E = 32
		};
		const struct ck_span s = ck_span(T, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rmsnorm_dx_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 68, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 68, ck_in(c->scratch, 102976), 32 * c->dim[0]);
		ck_check_canary(c, 68, c->scratch, 102912);
		ck_check_canary(c, 68, c->scratch, 107072);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.norm.dw: rmsnorm_dw, llama.yaml:109 */
	ck_trace(c, rank, 69, 0);
	{
		const struct ck_rmsnorm_dw a = {
			.dw = ck_own(c, rank, SCRATCH, 119552), /* L00.attn.norm.dw */
			.dy = ck_own(c, rank, SCRATCH, 98816), /* L00.attn.norm.d */
			.x = ck_at(c->act, 5248), /* embed */
			.s = ck_own(c, rank, SCRATCH, 119360), /* L00.attn.norm.s */
			.R = T, .E = 32
		};
		const struct ck_span s = ck_span(32, 16, 0, 1);
		if (s.lo < s.hi)
			ck_rmsnorm_dw_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 69, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 69, ck_in(c->scratch, 119552), 32);
		ck_check_canary(c, 69, c->scratch, 119488);
		ck_check_canary(c, 69, c->scratch, 119680);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.norm.dw.sum: accumulate, llama.yaml:109 */
	ck_trace(c, rank, 70, 0);
	{
		const struct ck_accumulate a = {
			.x = ck_own(c, rank, SCRATCH, 119552), /* L00.attn.norm.dw */
			.g = ck_at(c->gradients, 5248), /* L00.attn.norm.grad */
			.R = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_accumulate_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 70, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 70, c->gradients, 5184);
		ck_check_canary(c, 70, c->gradients, 5376);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	return train_canaries(c, rank, 70);
}

static int train_header_backward(struct ck_ctx *c, int rank, int size)
{
	const int64_t T = c->dim[0];

	/* embed.d: add, llama.yaml:81 */
	ck_trace(c, rank, 71, 0);
	{
		const struct ck_add a = {
			.y = ck_own(c, rank, SCRATCH, 53056), /* embed.d */
			.a = ck_own(c, rank, SCRATCH, 53056), /* L00.attn.add.d */
			.b = ck_own(c, rank, SCRATCH, 102976), /* L00.attn.norm.dx */
			.R = 32 * T
		};
		const struct ck_span s = ck_span(32 * T, 16, 0, 1);
		if (s.lo < s.hi)
			ck_add_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 71, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 71, ck_in(c->scratch, 53056), 32 * c->dim[0]);
		ck_check_canary(c, 71, c->scratch, 52992);
		ck_check_canary(c, 71, c->scratch, 57152);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* embed.dw: embedding_dw, llama.yaml:81 */
	ck_trace(c, rank, 72, 0);
	{
		const struct ck_embedding_dw a = {
			.dw = ck_own(c, rank, SCRATCH, 10432), /* embed.dw */
			.dy = ck_own(c, rank, SCRATCH, 53056), /* embed.d */
			.id = ck_at(c->call, 384), /* tokens */
			.T = T, .E = 32, .V = 40, .scale = 1.0f
		};
		const struct ck_span s = ck_span(40, 1, 0, 1);
		if (s.lo < s.hi)
			ck_embedding_dw_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 72, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 72, ck_in(c->scratch, 10432), 1280);
		ck_check_canary(c, 72, c->scratch, 10368);
		ck_check_canary(c, 72, c->scratch, 15552);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* embed.dw.sum: accumulate, llama.yaml:81 */
	ck_trace(c, rank, 73, 0);
	{
		const struct ck_accumulate a = {
			.x = ck_own(c, rank, SCRATCH, 10432), /* embed.dw */
			.g = ck_at(c->gradients, 64), /* embed.grad */
			.R = 1280
		};
		const struct ck_span s = ck_span(1280, 16, rank, size);
		if (s.lo < s.hi)
			ck_accumulate_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 73, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 73, c->gradients, 0);
		ck_check_canary(c, 73, c->gradients, 5184);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	return train_canaries(c, rank, 73);
}

static int train(struct ck_ctx *c, int rank, int size)
{
	if (rank == 0) {
		c->trapped = 0;
		train_plant(c);
		ck_check_bound(c, 0, 32);
		ck_check_bound(c, 1, 32);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	if (rank == 0) {
		ck_check_input_from(c, 1, ck_in(c->call, 192), 1 * c->dim[1], -1, 40); /* targets < V */
		ck_check_input(c, 2, ck_in(c->call, 384), 1 * c->dim[0], 40); /* tokens < V */
		ck_check_input(c, 3, ck_in(c->call, 576), 1 * c->dim[0], 16); /* pos < C */
		ck_check_input(c, 4, ck_in(c->call, 768), 1 * c->dim[0], 2); /* slot < S */
		ck_check_input(c, 5, ck_in(c->call, 960), 1 * c->dim[1], c->dim[0]); /* out_rows < T */
	}
	if (ck_agree(c, rank))
		return c->trapped;
	if (train_header(c, rank, size))
		return c->trapped;
	if (train_L00(c, rank, size))
		return c->trapped;
	if (train_footer(c, rank, size))
		return c->trapped;
	if (train_loss(c, rank, size))
		return c->trapped;
	if (train_loss_backward(c, rank, size))
		return c->trapped;
	if (train_footer_backward(c, rank, size))
		return c->trapped;
	if (train_L00_backward(c, rank, size))
		return c->trapped;
	if (train_header_backward(c, rank, size))
		return c->trapped;
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 21, ck_in(c->call, 1152), 1);
	}
	return ck_agree(c, rank);
}

static const struct ck_bound_desc train_bound[] = {
	{ "T", 32 },
	{ "O", 32 },
};

static const struct ck_io_desc train_io[] = {
	{ "loss.d", "f32", "1", "", 0, 64, 4 },
	{ "targets", "i32", "O", "V", 0, 192, 128 },
	{ "tokens", "i32", "T", "V", 0, 384, 128 },
	{ "pos", "i32", "T", "C", 0, 576, 128 },
	{ "slot", "i32", "T", "S", 0, 768, 128 },
	{ "out_rows", "i32", "O", "T", 0, 960, 128 },
	{ "loss", "f32", "1", "", 1, 1152, 4 },
};

static const struct ck_op_desc train_op[] = {
	{ "embed", "embedding", "ck_embedding_f32_ref" },
	{ "rope.table", "rope_table", "ck_rope_table_f32_ref" },
	{ "L00.attn.norm", "rmsnorm", "ck_rmsnorm_f32_ref" },
	{ "L00.attn.q", "matmul", "ck_matmul_f32_rows_ref" },
	{ "L00.attn.k", "matmul", "ck_matmul_f32_rows_ref" },
	{ "L00.attn.v", "matmul", "ck_matmul_f32_rows_ref" },
	{ "L00.attn.q.rope", "rope", "ck_rope_f32_ref" },
	{ "L00.attn.k.rope", "rope", "ck_rope_f32_ref" },
	{ "L00.attn.ctx", "row_attention", "ck_row_attention_f32_ref" },
	{ "L00.attn.out", "matmul", "ck_matmul_f32_rows_ref" },
	{ "L00.attn.add", "add", "ck_add_f32_ref" },
	{ "L00.ffn.norm", "rmsnorm", "ck_rmsnorm_f32_ref" },
	{ "L00.ffn.gate", "matmul", "ck_matmul_f32_rows_ref" },
	{ "L00.ffn.up", "matmul", "ck_matmul_f32_rows_ref" },
	{ "L00.ffn.act", "glu", "ck_glu_f32_ref" },
	{ "L00.ffn.down", "matmul", "ck_matmul_f32_rows_ref" },
	{ "L00.ffn.add", "add", "ck_add_f32_ref" },
	{ "out.rows", "select", "ck_select_f32_ref" },
	{ "out.norm", "rmsnorm", "ck_rmsnorm_f32_ref" },
	{ "logits", "matmul", "ck_matmul_f32_rows_ref" },
	{ "loss.rows", "cross_entropy", "ck_cross_entropy_f32_ref" },
	{ "loss", "masked_mean", "ck_masked_mean_f32_ref" },
	{ "loss.dx", "masked_mean_dx", "ck_masked_mean_dx_f32_ref" },
	{ "loss.rows.dx", "cross_entropy_dx", "ck_cross_entropy_dx_f32_ref" },
	{ "logits.dx", "matmul_dx", "ck_matmul_dx_f32_ref" },
	{ "logits.dw", "matmul_dw", "ck_matmul_dw_f32_ref" },
	{ "logits.dw.sum", "accumulate", "ck_accumulate_f32_ref" },
	{ "out.norm.s", "rms_scale", "ck_rms_scale_f32_ref" },
	{ "out.norm.dx", "rmsnorm_dx", "ck_rmsnorm_dx_f32_ref" },
	{ "out.norm.dw", "rmsnorm_dw", "ck_rmsnorm_dw_f32_ref" },
	{ "out.norm.dw.sum", "accumulate", "ck_accumulate_f32_ref" },
	{ "out.rows.dx", "select_dx", "ck_select_dx_f32_ref" },
	{ "L00.ffn.down.dx", "matmul_dx", "ck_matmul_dx_f32_ref" },
	{ "L00.ffn.down.dw", "matmul_dw", "ck_matmul_dw_f32_ref" },
	{ "L00.ffn.down.dw.sum", "accumulate", "ck_accumulate_f32_ref" },
	{ "L00.ffn.act.dgu", "glu_bwd", "ck_glu_bwd_f32_ref" },
	{ "L00.ffn.up.dx", "matmul_dx", "ck_matmul_dx_f32_ref" },
	{ "L00.ffn.up.dw", "matmul_dw", "ck_matmul_dw_f32_ref" },
	{ "L00.ffn.up.dw.sum", "accumulate", "ck_accumulate_f32_ref" },
	{ "L00.ffn.gate.dx", "matmul_dx", "ck_matmul_dx_f32_ref" },
	{ "L00.ffn.gate.dw", "matmul_dw", "ck_matmul_dw_f32_ref" },
	{ "L00.ffn.gate.dw.sum", "accumulate", "ck_accumulate_f32_ref" },
	{ "L00.ffn.norm.d", "add", "ck_add_f32_ref" },
	{ "L00.ffn.norm.s", "rms_scale", "ck_rms_scale_f32_ref" },
	{ "L00.ffn.norm.dx", "rmsnorm_dx", "ck_rmsnorm_dx_f32_ref" },
	{ "L00.ffn.norm.dw", "rmsnorm_dw", "ck_rmsnorm_dw_f32_ref" },
	{ "L00.ffn.norm.dw.sum", "accumulate", "ck_accumulate_f32_ref" },
	{ "L00.attn.add.d", "add", "ck_add_f32_ref" },
	{ "L00.attn.out.dx", "matmul_dx", "ck_matmul_dx_f32_ref" },
	{ "L00.attn.out.dw", "matmul_dw", "ck_matmul_dw_f32_ref" },
	{ "L00.attn.out.dw.sum", "accumulate", "ck_accumulate_f32_ref" },
	{ "L00.attn.ctx.delta", "row_dot", "ck_row_dot_f32_ref" },
	{ "L00.attn.ctx.dq", "row_attention_dq", "ck_row_attention_dq_f32_ref" },
	{ "L00.attn.ctx.dkv", "row_attention_dkv", "ck_row_attention_dkv_f32_ref" },
	{ "L00.attn.k.rope.dx", "rope_dx", "ck_rope_dx_f32_ref" },
	{ "L00.attn.q.rope.dx", "rope_dx", "ck_rope_dx_f32_ref" },
	{ "L00.attn.v.dx", "matmul_dx", "ck_matmul_dx_f32_ref" },
	{ "L00.attn.v.dw", "matmul_dw", "ck_matmul_dw_f32_ref" },
	{ "L00.attn.v.dw.sum", "accumulate", "ck_accumulate_f32_ref" },
	{ "L00.attn.k.dx", "matmul_dx", "ck_matmul_dx_f32_ref" },
	{ "L00.attn.k.dw", "matmul_dw", "ck_matmul_dw_f32_ref" },
	{ "L00.attn.k.dw.sum", "accumulate", "ck_accumulate_f32_ref" },
	{ "L00.attn.q.dx", "matmul_dx", "ck_matmul_dx_f32_ref" },
	{ "L00.attn.q.dw", "matmul_dw", "ck_matmul_dw_f32_ref" },
	{ "L00.attn.q.dw.sum", "accumulate", "ck_accumulate_f32_ref" },
	{ "L00.attn.norm.d.1", "add", "ck_add_f32_ref" },
	{ "L00.attn.norm.d", "add", "ck_add_f32_ref" },
	{ "L00.attn.norm.s", "rms_scale", "ck_rms_scale_f32_ref" },
	{ "L00.attn.norm.dx", "rmsnorm_dx", "ck_rmsnorm_dx_f32_ref" },
	{ "L00.attn.norm.dw", "rmsnorm_dw", "ck_rmsnorm_dw_f32_ref" },
	{ "L00.attn.norm.dw.sum", "accumulate", "ck_accumulate_f32_ref" },
	{ "embed.d", "add", "ck_add_f32_ref" },
	{ "embed.dw", "embedding_dw", "ck_embedding_dw_f32_ref" },
	{ "embed.dw.sum", "accumulate", "ck_accumulate_f32_ref" },
};

static int eval_canaries(struct ck_ctx *c, int rank, int op)
{
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, op, c->state, 0);
		ck_check_canary(c, op, c->gradients, 0);
		ck_check_canary(c, op, c->gradients, 5184); /* after embed.grad */
		ck_check_canary(c, op, c->gradients, 5376); /* after L00.attn.norm.grad */
		ck_check_canary(c, op, c->gradients, 9536); /* after L00.attn.q.grad */
		ck_check_canary(c, op, c->gradients, 11648); /* after L00.attn.k.grad */
		ck_check_canary(c, op, c->gradients, 13760); /* after L00.attn.v.grad */
		ck_check_canary(c, op, c->gradients, 17920); /* after L00.attn.out.grad */
		ck_check_canary(c, op, c->gradients, 18112); /* after L00.ffn.norm.grad */
		ck_check_canary(c, op, c->gradients, 22272); /* after L00.ffn.gate.grad */
		ck_check_canary(c, op, c->gradients, 26432); /* after L00.ffn.up.grad */
		ck_check_canary(c, op, c->gradients, 30592); /* after L00.ffn.down.grad */
		ck_check_canary(c, op, c->gradients, 30784); /* after out.norm.grad */
		ck_check_canary(c, op, c->optimizer, 0);
		ck_check_canary(c, op, c->optimizer, 5184); /* after embed.m */
		ck_check_canary(c, op, c->optimizer, 10368); /* after embed.v */
		ck_check_canary(c, op, c->optimizer, 10560); /* after L00.attn.norm.m */
		ck_check_canary(c, op, c->optimizer, 10752); /* after L00.attn.norm.v */
		ck_check_canary(c, op, c->optimizer, 14912); /* after L00.attn.q.m */
		ck_check_canary(c, op, c->optimizer, 19072); /* after L00.attn.q.v */
		ck_check_canary(c, op, c->optimizer, 21184); /* after L00.attn.k.m */
		ck_check_canary(c, op, c->optimizer, 23296); /* after L00.attn.k.v */
		ck_check_canary(c, op, c->optimizer, 25408); /* after L00.attn.v.m */
		ck_check_canary(c, op, c->optimizer, 27520); /* after L00.attn.v.v */
		ck_check_canary(c, op, c->optimizer, 31680); /* after L00.attn.out.m */
		ck_check_canary(c, op, c->optimizer, 35840); /* after L00.attn.out.v */
		ck_check_canary(c, op, c->optimizer, 36032); /* after L00.ffn.norm.m */
		ck_check_canary(c, op, c->optimizer, 36224); /* after L00.ffn.norm.v */
		ck_check_canary(c, op, c->optimizer, 40384); /* after L00.ffn.gate.m */
		ck_check_canary(c, op, c->optimizer, 44544); /* after L00.ffn.gate.v */
		ck_check_canary(c, op, c->optimizer, 48704); /* after L00.ffn.up.m */
		ck_check_canary(c, op, c->optimizer, 52864); /* after L00.ffn.up.v */
		ck_check_canary(c, op, c->optimizer, 57024); /* after L00.ffn.down.m */
		ck_check_canary(c, op, c->optimizer, 61184); /* after L00.ffn.down.v */
		ck_check_canary(c, op, c->optimizer, 61376); /* after out.norm.m */
		ck_check_canary(c, op, c->optimizer, 61568); /* after out.norm.v */
		ck_check_canary(c, op, c->call, 0);
		ck_check_canary(c, op, c->call, 192); /* after targets */
		ck_check_canary(c, op, c->call, 384); /* after tokens */
		ck_check_canary(c, op, c->call, 576); /* after pos */
		ck_check_canary(c, op, c->call, 768); /* after slot */
		ck_check_canary(c, op, c->call, 960); /* after out_rows */
		ck_check_canary(c, op, c->call, 1088); /* after loss */
		ck_check_canary(c, op, c->act, 0);
		ck_check_canary(c, op, c->act, 9344); /* after embed */
		ck_check_canary(c, op, c->act, 13504); /* after L00.attn.q */
		ck_check_canary(c, op, c->act, 36416); /* after L00.attn.k */
		ck_check_canary(c, op, c->act, 38528); /* after L00.attn.v */
		ck_check_canary(c, op, c->act, 17664); /* after L00.attn.ctx */
		ck_check_canary(c, op, c->act, 38848); /* after L00.attn.ctx.lse */
		ck_check_canary(c, op, c->act, 21824); /* after L00.attn.out */
		ck_check_canary(c, op, c->act, 25984); /* after L00.ffn.gate */
		ck_check_canary(c, op, c->act, 30144); /* after L00.ffn.up */
		ck_check_canary(c, op, c->act, 34304); /* after L00.ffn.down */
		ck_check_canary(c, op, c->act, 5184); /* after logits */
		ck_check_canary(c, op, c->scratch, 0);
		ck_check_canary(c, op, c->scratch, 27072); /* after rope.table */
		ck_check_canary(c, op, c->scratch, 4160); /* after L00.attn.norm */
		ck_check_canary(c, op, c->scratch, 8320); /* after L00.attn.q.rope */
		ck_check_canary(c, op, c->scratch, 29184); /* after L00.attn.k.rope */
		ck_check_canary(c, op, c->scratch, 12480); /* after L00.attn.add */
		ck_check_canary(c, op, c->scratch, 16640); /* after L00.ffn.norm */
		ck_check_canary(c, op, c->scratch, 20800); /* after L00.ffn.act */
		ck_check_canary(c, op, c->scratch, 24960); /* after out.rows */
		ck_check_canary(c, op, c->scratch, 29376); /* after loss.nll */
		ck_check_canary(c, op, c->scratch, 29568); /* after loss.lse */
	}
	return ck_agree(c, rank);
}

static void eval_plant(struct ck_ctx *c)
{
	ck_plant_canary(c->call, 0);
	ck_plant_canary(c->call, 192);
	ck_plant_canary(c->call, 384);
	ck_plant_canary(c->call, 576);
	ck_plant_canary(c->call, 768);
	ck_plant_canary(c->call, 960);
	ck_plant_canary(c->call, 1088);
	ck_plant_canary(c->act, 0);
	ck_plant_canary(c->act, 9344);
	ck_plant_canary(c->act, 13504);
	ck_plant_canary(c->act, 36416);
	ck_plant_canary(c->act, 38528);
	ck_plant_canary(c->act, 17664);
	ck_plant_canary(c->act, 38848);
	ck_plant_canary(c->act, 21824);
	ck_plant_canary(c->act, 25984);
	ck_plant_canary(c->act, 30144);
	ck_plant_canary(c->act, 34304);
	ck_plant_canary(c->act, 5184);
	ck_plant_canary(c->scratch, 0);
	ck_plant_canary(c->scratch, 27072);
	ck_plant_canary(c->scratch, 4160);
	ck_plant_canary(c->scratch, 8320);
	ck_plant_canary(c->scratch, 29184);
	ck_plant_canary(c->scratch, 12480);
	ck_plant_canary(c->scratch, 16640);
	ck_plant_canary(c->scratch, 20800);
	ck_plant_canary(c->scratch, 24960);
	ck_plant_canary(c->scratch, 29376);
	ck_plant_canary(c->scratch, 29568);
}

static int eval_header(struct ck_ctx *c, int rank, int size)
{
	const int64_t T = c->dim[0];

	/* embed: embedding, llama.yaml:81 */
	ck_trace(c, rank, 0, 0);
	{
		const struct ck_embedding a = {
			.y = ck_at(c->act, 5248), /* embed */
			.id = ck_at(c->call, 256), /* tokens */
			.w = ck_in(c->weights, 2097152), /* embed */
			.T = T, .V = 40, .E = 32, .scale = 1.0f
		};
		const struct ck_span s = ck_span(T, 1, rank, size);
		if (s.lo < s.hi)
			ck_embedding_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 0, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 0, ck_in(c->act, 5248), 32 * c->dim[0]);
		ck_check_canary(c, 0, c->act, 5184);
		ck_check_canary(c, 0, c->act, 9344);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* rope.table: rope_table, llama.yaml:82 */
	ck_trace(c, rank, 1, 0);
	{
		const struct ck_rope_table a = {
			.y = ck_own(c, rank, SCRATCH, 25024), /* rope.table */
			.pos = ck_at(c->call, 448), /* pos */
			.T = T, .P = 8, .base = 1e+04f, .scale = 1.0f, .factor = 1.0f, .low = 0.0f, .high = 0.0f
		};
		const struct ck_span s = ck_span(T, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rope_table_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 1, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 1, ck_in(c->scratch, 25024), 16 * c->dim[0]);
		ck_check_canary(c, 1, c->scratch, 24960);
		ck_check_canary(c, 1, c->scratch, 27072);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	return eval_canaries(c, rank, 1);
}

static int eval_L00(struct ck_ctx *c, int rank, int size)
{
	const int64_t T = c->dim[0];

	/* L00.attn.norm: rmsnorm, llama.yaml:109 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 2, 0);
	{
		const struct ck_rmsnorm a = {
			.y = ck_own(c, rank, SCRATCH, 64), /* L00.attn.norm */
			.x = ck_at(c->act, 5248), /* embed */
			.w = ck_in(c->weights, 2102272), /* L00.attn.norm */
			.R = T, .E = 32, .eps = 1e-05f
		};
		const struct ck_span s = ck_span(T, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rmsnorm_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 2, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 2, ck_in(c->scratch, 64), 32 * c->dim[0]);
		ck_check_canary(c, 2, c->scratch, 0);
		ck_check_canary(c, 2, c->scratch, 4160);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.q: matmul, llama.yaml:110 */
	ck_trace(c, rank, 3, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 9408), /* L00.attn.q */
			.x = ck_own(c, rank, SCRATCH, 64), /* L00.attn.norm */
			.w = ck_in(c->weights, 2102400), /* L00.attn.q */
			.T = T, .K = 32, .N = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_rows_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 3, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 3, ck_in(c->act, 9408), 32 * c->dim[0]);
		ck_check_canary(c, 3, c->act, 9344);
		ck_check_canary(c, 3, c->act, 13504);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.k: matmul, llama.yaml:111 */
	ck_trace(c, rank, 4, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 34368), /* L00.attn.k */
			.x = ck_own(c, rank, SCRATCH, 64), /* L00.attn.norm */
			.w = ck_in(c->weights, 2106496), /* L00.attn.k */
			.T = T, .K = 32, .N = 16
		};
		const struct ck_span s = ck_span(16, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_rows_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 4, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 4, ck_in(c->act, 34368), 16 * c->dim[0]);
		ck_check_canary(c, 4, c->act, 34304);
		ck_check_canary(c, 4, c->act, 36416);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.v: matmul, llama.yaml:112 */
	ck_trace(c, rank, 5, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 36480), /* L00.attn.v */
			.x = ck_own(c, rank, SCRATCH, 64), /* L00.attn.norm */
			.w = ck_in(c->weights, 2108544), /* L00.attn.v */
			.T = T, .K = 32, .N = 16
		};
		const struct ck_span s = ck_span(16, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_rows_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 5, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 5, ck_in(c->act, 36480), 16 * c->dim[0]);
		ck_check_canary(c, 5, c->act, 36416);
		ck_check_canary(c, 5, c->act, 38528);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.q.rope: rope, llama.yaml:113 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 6, 0);
	{
		const struct ck_rope a = {
			.y = ck_own(c, rank, SCRATCH, 4224), /* L00.attn.q.rope */
			.x = ck_at(c->act, 9408), /* L00.attn.q */
			.cs = ck_own(c, rank, SCRATCH, 25024), /* rope.table */
			.T = T, .H = 2, .D = 16, .P = 8, .layout = CK_INTERLEAVED
		};
		const struct ck_span s = ck_span(T, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rope_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 6, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 6, ck_in(c->scratch, 4224), 32 * c->dim[0]);
		ck_check_canary(c, 6, c->scratch, 4160);
		ck_check_canary(c, 6, c->scratch, 8320);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.k.rope: rope, llama.yaml:114 */
	ck_trace(c, rank, 7, 0);
	{
		const struct ck_rope a = {
			.y = ck_own(c, rank, SCRATCH, 27136), /* L00.attn.k.rope */
			.x = ck_at(c->act, 34368), /* L00.attn.k */
			.cs = ck_own(c, rank, SCRATCH, 25024), /* rope.table */
			.T = T, .H = 1, .D = 16, .P = 8, .layout = CK_INTERLEAVED
		};
		const struct ck_span s = ck_span(T, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rope_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 7, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 7, ck_in(c->scratch, 27136), 16 * c->dim[0]);
		ck_check_canary(c, 7, c->scratch, 27072);
		ck_check_canary(c, 7, c->scratch, 29184);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.ctx: row_attention, llama.yaml:116; fused from L00.attn.kv + L00.attn.ctx */
	ck_trace(c, rank, 8, 0);
	{
		const struct ck_row_attention a = {
			.y = ck_at(c->act, 13568), /* L00.attn.ctx */
			.lse = ck_at(c->act, 38592), /* L00.attn.ctx.lse */
			.q = ck_own(c, rank, SCRATCH, 4224), /* L00.attn.q.rope */
			.k = ck_own(c, rank, SCRATCH, 27136), /* L00.attn.k.rope */
			.v = ck_at(c->act, 36480), /* L00.attn.v */
			.pos = ck_at(c->call, 448), /* pos */
			.slot = ck_at(c->call, 640), /* slot */
			.T = T, .H = 2, .D = 16, .KV = 1, .scale = 0.25f, .mask = CK_CAUSAL, .window = 0, .softcap = 0.0f
		};
		const struct ck_span s = ck_span(T, 1, rank, size);
		if (s.lo < s.hi)
			ck_row_attention_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 8, 1);
	if (rank == 0)
		c->count[0]++; /* row_attention */
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 8, ck_in(c->act, 13568), 32 * c->dim[0]);
		ck_check_canary(c, 8, c->act, 13504);
		ck_check_canary(c, 8, c->act, 17664);
		ck_check_finite(c, 8, ck_in(c->act, 38592), 2 * c->dim[0]);
		ck_check_canary(c, 8, c->act, 38528);
		ck_check_canary(c, 8, c->act, 38848);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.out: matmul, llama.yaml:118 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 9, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 17728), /* L00.attn.out */
			.x = ck_at(c->act, 13568), /* L00.attn.ctx */
			.w = ck_in(c->weights, 2110592), /* L00.attn.out */
			.T = T, .K = 32, .N = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_rows_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 9, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 9, ck_in(c->act, 17728), 32 * c->dim[0]);
		ck_check_canary(c, 9, c->act, 17664);
		ck_check_canary(c, 9, c->act, 21824);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.add: add, llama.yaml:119 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 10, 0);
	{
		const struct ck_add a = {
			.y = ck_own(c, rank, SCRATCH, 8384), /* L00.attn.add */
			.a = ck_at(c->act, 5248), /* embed */
			.b = ck_at(c->act, 17728), /* L00.attn.out */
			.R = 32 * T
		};
		const struct ck_span s = ck_span(32 * T, 16, 0, 1);
		if (s.lo < s.hi)
			ck_add_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 10, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 10, ck_in(c->scratch, 8384), 32 * c->dim[0]);
		ck_check_canary(c, 10, c->scratch, 8320);
		ck_check_canary(c, 10, c->scratch, 12480);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.ffn.norm: rmsnorm, llama.yaml:120 */
	ck_trace(c, rank, 11, 0);
	{
		const struct ck_rmsnorm a = {
			.y = ck_own(c, rank, SCRATCH, 12544), /* L00.ffn.norm */
			.x = ck_own(c, rank, SCRATCH, 8384), /* L00.attn.add */
			.w = ck_in(c->weights, 2114688), /* L00.ffn.norm */
			.R = T, .E = 32, .eps = 1e-05f
		};
		const struct ck_span s = ck_span(T, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rmsnorm_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 11, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 11, ck_in(c->scratch, 12544), 32 * c->dim[0]);
		ck_check_canary(c, 11, c->scratch, 12480);
		ck_check_canary(c, 11, c->scratch, 16640);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.ffn.gate: matmul, llama.yaml:121 */
	ck_trace(c, rank, 12, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 21888), /* L00.ffn.gate */
			.x = ck_own(c, rank, SCRATCH, 12544), /* L00.ffn.norm */
			.w = ck_in(c->weights, 2114816), /* L00.ffn.gate */
			.T = T, .K = 32, .N = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_rows_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 12, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 12, ck_in(c->act, 21888), 32 * c->dim[0]);
		ck_check_canary(c, 12, c->act, 21824);
		ck_check_canary(c, 12, c->act, 25984);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.ffn.up: matmul, llama.yaml:122 */
	ck_trace(c, rank, 13, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 26048), /* L00.ffn.up */
			.x = ck_own(c, rank, SCRATCH, 12544), /* L00.ffn.norm */
			.w = ck_in(c->weights, 2118912), /* L00.ffn.up */
			.T = T, .K = 32, .N = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_rows_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 13, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 13, ck_in(c->act, 26048), 32 * c->dim[0]);
		ck_check_canary(c, 13, c->act, 25984);
		ck_check_canary(c, 13, c->act, 30144);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.ffn.act: glu, llama.yaml:123 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 14, 0);
	{
		const struct ck_glu a = {
			.y = ck_own(c, rank, SCRATCH, 16704), /* L00.ffn.act */
			.g = ck_at(c->act, 21888), /* L00.ffn.gate */
			.u = ck_at(c->act, 26048), /* L00.ffn.up */
			.R = 32 * T, .act = CK_SILU
		};
		const struct ck_span s = ck_span(32 * T, 16, 0, 1);
		if (s.lo < s.hi)
			ck_glu_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 14, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 14, ck_in(c->scratch, 16704), 32 * c->dim[0]);
		ck_check_canary(c, 14, c->scratch, 16640);
		ck_check_canary(c, 14, c->scratch, 20800);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.ffn.down: matmul, llama.yaml:124 */
	ck_trace(c, rank, 15, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 30208), /* L00.ffn.down */
			.x = ck_own(c, rank, SCRATCH, 16704), /* L00.ffn.act */
			.w = ck_in(c->weights, 2123008), /* L00.ffn.down */
			.T = T, .K = 32, .N = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_rows_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 15, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 15, ck_in(c->act, 30208), 32 * c->dim[0]);
		ck_check_canary(c, 15, c->act, 30144);
		ck_check_canary(c, 15, c->act, 34304);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.ffn.add: add, llama.yaml:125 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 16, 0);
	{
		const struct ck_add a = {
			.y = ck_own(c, rank, SCRATCH, 8384), /* L00.ffn.add */
			.a = ck_own(c, rank, SCRATCH, 8384), /* L00.attn.add */
			.b = ck_at(c->act, 30208), /* L00.ffn.down */
			.R = 32 * T
		};
		const struct ck_span s = ck_span(32 * T, 16, 0, 1);
		if (s.lo < s.hi)
			ck_add_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 16, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 16, ck_in(c->scratch, 8384), 32 * c->dim[0]);
		ck_check_canary(c, 16, c->scratch, 8320);
		ck_check_canary(c, 16, c->scratch, 12480);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	return eval_canaries(c, rank, 16);
}

static int eval_footer(struct ck_ctx *c, int rank, int size)
{
	const int64_t T = c->dim[0];
	const int64_t O = c->dim[1];

	/* out.rows: select, llama.yaml:130 */
	ck_trace(c, rank, 17, 0);
	{
		const struct ck_select a = {
			.y = ck_own(c, rank, SCRATCH, 20864), /* out.rows */
			.x = ck_own(c, rank, SCRATCH, 8384), /* L00.ffn.add */
			.row = ck_at(c->call, 832), /* out_rows */
			.T = T, .E = 32, .O = O
		};
		const struct ck_span s = ck_span(O, 1, 0, 1);
		if (s.lo < s.hi)
			ck_select_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 17, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 17, ck_in(c->scratch, 20864), 32 * c->dim[1]);
		ck_check_canary(c, 17, c->scratch, 20800);
		ck_check_canary(c, 17, c->scratch, 24960);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* out.norm: rmsnorm, llama.yaml:131 */
	ck_trace(c, rank, 18, 0);
	{
		const struct ck_rmsnorm a = {
			.y = ck_own(c, rank, SCRATCH, 20864), /* out.norm */
			.x = ck_own(c, rank, SCRATCH, 20864), /* out.rows */
			.w = ck_in(c->weights, 2127104), /* out.norm */
			.R = O, .E = 32, .eps = 1e-05f
		};
		const struct ck_span s = ck_span(O, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rmsnorm_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 18, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 18, ck_in(c->scratch, 20864), 32 * c->dim[1]);
		ck_check_canary(c, 18, c->scratch, 20800);
		ck_check_canary(c, 18, c->scratch, 24960);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* logits: matmul, llama.yaml:132 */
	ck_trace(c, rank, 19, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 64), /* logits */
			.x = ck_own(c, rank, SCRATCH, 20864), /* out.norm */
			.w = ck_in(c->weights, 2097152), /* embed */
			.T = O, .K = 32, .N = 40
		};
		const struct ck_span s = ck_span(40, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_rows_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 19, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 19, ck_in(c->act, 64), 40 * c->dim[1]);
		ck_check_canary(c, 19, c->act, 0);
		ck_check_canary(c, 19, c->act, 5184);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	return eval_canaries(c, rank, 19);
}

static int eval_loss(struct ck_ctx *c, int rank, int size)
{
	const int64_t O = c->dim[1];

	/* loss.rows: cross_entropy, llama.yaml:132 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 20, 0);
	{
		const struct ck_cross_entropy a = {
			.nll = ck_own(c, rank, SCRATCH, 29248), /* loss.nll */
			.lse = ck_own(c, rank, SCRATCH, 29440), /* loss.lse */
			.x = ck_at(c->act, 64), /* logits */
			.target = ck_at(c->call, 64), /* targets */
			.T = O, .V = 40
		};
		const struct ck_span s = ck_span(O, 1, 0, 1);
		if (s.lo < s.hi)
			ck_cross_entropy_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 20, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 20, ck_in(c->scratch, 29248), 1 * c->dim[1]);
		ck_check_canary(c, 20, c->scratch, 29184);
		ck_check_canary(c, 20, c->scratch, 29376);
		ck_check_finite(c, 20, ck_in(c->scratch, 29440), 1 * c->dim[1]);
		ck_check_canary(c, 20, c->scratch, 29376);
		ck_check_canary(c, 20, c->scratch, 29568);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* loss: masked_mean, llama.yaml:132 */
	ck_trace(c, rank, 21, 0);
	{
		const struct ck_masked_mean a = {
			.y = ck_at(c->call, 1024), /* loss */
			.x = ck_own(c, rank, SCRATCH, 29248), /* loss.nll */
			.key = ck_at(c->call, 64), /* targets */
			.T = O
		};
		const struct ck_span s = ck_span(1, 1, rank, size);
		if (s.lo < s.hi)
			ck_masked_mean_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 21, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 21, ck_in(c->call, 1024), 1);
		ck_check_canary(c, 21, c->call, 960);
		ck_check_canary(c, 21, c->call, 1088);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	return eval_canaries(c, rank, 21);
}

static int eval(struct ck_ctx *c, int rank, int size)
{
	if (rank == 0) {
		c->trapped = 0;
		eval_plant(c);
		ck_check_bound(c, 0, 32);
		ck_check_bound(c, 1, 32);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	if (rank == 0) {
		ck_check_input_from(c, 0, ck_in(c->call, 64), 1 * c->dim[1], -1, 40); /* targets < V */
		ck_check_input(c, 1, ck_in(c->call, 256), 1 * c->dim[0], 40); /* tokens < V */
		ck_check_input(c, 2, ck_in(c->call, 448), 1 * c->dim[0], 16); /* pos < C */
		ck_check_input(c, 3, ck_in(c->call, 640), 1 * c->dim[0], 2); /* slot < S */
		ck_check_input(c, 4, ck_in(c->call, 832), 1 * c->dim[1], c->dim[0]); /* out_rows < T */
	}
	if (ck_agree(c, rank))
		return c->trapped;
	if (eval_header(c, rank, size))
		return c->trapped;
	if (eval_L00(c, rank, size))
		return c->trapped;
	if (eval_footer(c, rank, size))
		return c->trapped;
	if (eval_loss(c, rank, size))
		return c->trapped;
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 21, ck_in(c->call, 1024), 1);
	}
	return ck_agree(c, rank);
}

static const struct ck_bound_desc eval_bound[] = {
	{ "T", 32 },
	{ "O", 32 },
};

static const struct ck_io_desc eval_io[] = {
	{ "targets", "i32", "O", "V", 0, 64, 128 },
	{ "tokens", "i32", "T", "V", 0, 256, 128 },
	{ "pos", "i32", "T", "C", 0, 448, 128 },
	{ "slot", "i32", "T", "S", 0, 640, 128 },
	{ "out_rows", "i32", "O", "T", 0, 832, 128 },
	{ "loss", "f32", "1", "", 1, 1024, 4 },
};

static const struct ck_op_desc eval_op[] = {
	{ "embed", "embedding", "ck_embedding_f32_ref" },
	{ "rope.table", "rope_table", "ck_rope_table_f32_ref" },
	{ "L00.attn.norm", "rmsnorm", "ck_rmsnorm_f32_ref" },
	{ "L00.attn.q", "matmul", "ck_matmul_f32_rows_ref" },
	{ "L00.attn.k", "matmul", "ck_matmul_f32_rows_ref" },
	{ "L00.attn.v", "matmul", "ck_matmul_f32_rows_ref" },
	{ "L00.attn.q.rope", "rope", "ck_rope_f32_ref" },
	{ "L00.attn.k.rope", "rope", "ck_rope_f32_ref" },
	{ "L00.attn.ctx", "row_attention", "ck_row_attention_f32_ref" },
	{ "L00.attn.out", "matmul", "ck_matmul_f32_rows_ref" },
	{ "L00.attn.add", "add", "ck_add_f32_ref" },
	{ "L00.ffn.norm", "rmsnorm", "ck_rmsnorm_f32_ref" },
	{ "L00.ffn.gate", "matmul", "ck_matmul_f32_rows_ref" },
	{ "L00.ffn.up", "matmul", "ck_matmul_f32_rows_ref" },
	{ "L00.ffn.act", "glu", "ck_glu_f32_ref" },
	{ "L00.ffn.down", "matmul", "ck_matmul_f32_rows_ref" },
	{ "L00.ffn.add", "add", "ck_add_f32_ref" },
	{ "out.rows", "select", "ck_select_f32_ref" },
	{ "out.norm", "rmsnorm", "ck_rmsnorm_f32_ref" },
	{ "logits", "matmul", "ck_matmul_f32_rows_ref" },
	{ "loss.rows", "cross_entropy", "ck_cross_entropy_f32_ref" },
	{ "loss", "masked_mean", "ck_masked_mean_f32_ref" },
};

static int update_canaries(struct ck_ctx *c, int rank, int op)
{
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, op, c->state, 0);
		ck_check_canary(c, op, c->gradients, 0);
		ck_check_canary(c, op, c->gradients, 5184); /* after embed.grad */
		ck_check_canary(c, op, c->gradients, 5376); /* after L00.attn.norm.grad */
		ck_check_canary(c, op, c->gradients, 9536); /* after L00.attn.q.grad */
		ck_check_canary(c, op, c->gradients, 11648); /* after L00.attn.k.grad */
		ck_check_canary(c, op, c->gradients, 13760); /* after L00.attn.v.grad */
		ck_check_canary(c, op, c->gradients, 17920); /* after L00.attn.out.grad */
		ck_check_canary(c, op, c->gradients, 18112); /* after L00.ffn.norm.grad */
		ck_check_canary(c, op, c->gradients, 22272); /* after L00.ffn.gate.grad */
		ck_check_canary(c, op, c->gradients, 26432); /* after L00.ffn.up.grad */
		ck_check_canary(c, op, c->gradients, 30592); /* after L00.ffn.down.grad */
		ck_check_canary(c, op, c->gradients, 30784); /* after out.norm.grad */
		ck_check_canary(c, op, c->optimizer, 0);
		ck_check_canary(c, op, c->optimizer, 5184); /* after embed.m */
		ck_check_canary(c, op, c->optimizer, 10368); /* after embed.v */
		ck_check_canary(c, op, c->optimizer, 10560); /* after L00.attn.norm.m */
		ck_check_canary(c, op, c->optimizer, 10752); /* after L00.attn.norm.v */
		ck_check_canary(c, op, c->optimizer, 14912); /* after L00.attn.q.m */
		ck_check_canary(c, op, c->optimizer, 19072); /* after L00.attn.q.v */
		ck_check_canary(c, op, c->optimizer, 21184); /* after L00.attn.k.m */
		ck_check_canary(c, op, c->optimizer, 23296); /* after L00.attn.k.v */
		ck_check_canary(c, op, c->optimizer, 25408); /* after L00.attn.v.m */
		ck_check_canary(c, op, c->optimizer, 27520); /* after L00.attn.v.v */
		ck_check_canary(c, op, c->optimizer, 31680); /* after L00.attn.out.m */
		ck_check_canary(c, op, c->optimizer, 35840); /* after L00.attn.out.v */
		ck_check_canary(c, op, c->optimizer, 36032); /* after L00.ffn.norm.m */
		ck_check_canary(c, op, c->optimizer, 36224); /* after L00.ffn.norm.v */
		ck_check_canary(c, op, c->optimizer, 40384); /* after L00.ffn.gate.m */
		ck_check_canary(c, op, c->optimizer, 44544); /* after L00.ffn.gate.v */
		ck_check_canary(c, op, c->optimizer, 48704); /* after L00.ffn.up.m */
		ck_check_canary(c, op, c->optimizer, 52864); /* after L00.ffn.up.v */
		ck_check_canary(c, op, c->optimizer, 57024); /* after L00.ffn.down.m */
		ck_check_canary(c, op, c->optimizer, 61184); /* after L00.ffn.down.v */
		ck_check_canary(c, op, c->optimizer, 61376); /* after out.norm.m */
		ck_check_canary(c, op, c->optimizer, 61568); /* after out.norm.v */
		ck_check_canary(c, op, c->call, 0);
		ck_check_canary(c, op, c->call, 128); /* after step */
		ck_check_canary(c, op, c->call, 256); /* after lr */
		ck_check_canary(c, op, c->call, 384); /* after clip */
		ck_check_canary(c, op, c->call, 512); /* after norm */
		ck_check_canary(c, op, c->act, 0);
		ck_check_canary(c, op, c->act, 576); /* after embed.squares */
		ck_check_canary(c, op, c->act, 704); /* after norm.scale */
	}
	return ck_agree(c, rank);
}

static void update_plant(struct ck_ctx *c)
{
	ck_plant_canary(c->call, 0);
	ck_plant_canary(c->call, 128);
	ck_plant_canary(c->call, 256);
	ck_plant_canary(c->call, 384);
	ck_plant_canary(c->call, 512);
	ck_plant_canary(c->act, 0);
	ck_plant_canary(c->act, 576);
	ck_plant_canary(c->act, 704);
}

static int update_norm(struct ck_ctx *c, int rank, int size)
{

	/* embed.squares: square_sum, llama.yaml:66 */
	ck_trace(c, rank, 0, 0);
	{
		const struct ck_square_sum a = {
			.y = ck_at(c->act, 64), /* embed.squares */
			.g = ck_at(c->gradients, 64), /* embed.grad */
			.L = 64, .R = 1280
		};
		const struct ck_span s = ck_span(64, 1, rank, size);
		if (s.lo < s.hi)
			ck_square_sum_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 0, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 0, c->act, 0);
		ck_check_canary(c, 0, c->act, 576);
		ck_check_canary(c, 0, c->gradients, 0);
		ck_check_canary(c, 0, c->gradients, 5184);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.norm.squares: square_sum, llama.yaml:89 */
	ck_trace(c, rank, 1, 0);
	{
		const struct ck_square_sum a = {
			.y = ck_at(c->act, 64), /* L00.attn.norm.squares */
			.before = ck_at(c->act, 64), /* embed.squares */
			.g = ck_at(c->gradients, 5248), /* L00.attn.norm.grad */
			.L = 64, .R = 32
		};
		const struct ck_span s = ck_span(64, 1, rank, size);
		if (s.lo < s.hi)
			ck_square_sum_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 1, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 1, c->act, 0);
		ck_check_canary(c, 1, c->act, 576);
		ck_check_canary(c, 1, c->gradients, 5184);
		ck_check_canary(c, 1, c->gradients, 5376);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.q.squares: square_sum, llama.yaml:90 */
	ck_trace(c, rank, 2, 0);
	{
		const struct ck_square_sum a = {
			.y = ck_at(c->act, 64), /* L00.attn.q.squares */
			.before = ck_at(c->act, 64), /* L00.attn.norm.squares */
			.g = ck_at(c->gradients, 5440), /* L00.attn.q.grad */
			.L = 64, .R = 1024
		};
		const struct ck_span s = ck_span(64, 1, rank, size);
		if (s.lo < s.hi)
			ck_square_sum_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 2, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 2, c->act, 0);
		ck_check_canary(c, 2, c->act, 576);
		ck_check_canary(c, 2, c->gradients, 5376);
		ck_check_canary(c, 2, c->gradients, 9536);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.k.squares: square_sum, llama.yaml:92 */
	ck_trace(c, rank, 3, 0);
	{
		const struct ck_square_sum a = {
			.y = ck_at(c->act, 64), /* L00.attn.k.squares */
			.before = ck_at(c->act, 64), /* L00.attn.q.squares */
			.g = ck_at(c->gradients, 9600), /* L00.attn.k.grad */
			.L = 64, .R = 512
		};
		const struct ck_span s = ck_span(64, 1, rank, size);
		if (s.lo < s.hi)
			ck_square_sum_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 3, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 3, c->act, 0);
		ck_check_canary(c, 3, c->act, 576);
		ck_check_canary(c, 3, c->gradients, 9536);
		ck_check_canary(c, 3, c->gradients, 11648);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.v.squares: square_sum, llama.yaml:94 */
	ck_trace(c, rank, 4, 0);
	{
		const struct ck_square_sum a = {
			.y = ck_at(c->act, 64), /* L00.attn.v.squares */
			.before = ck_at(c->act, 64), /* L00.attn.k.squares */
			.g = ck_at(c->gradients, 11712), /* L00.attn.v.grad */
			.L = 64, .R = 512
		};
		const struct ck_span s = ck_span(64, 1, rank, size);
		if (s.lo < s.hi)
			ck_square_sum_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 4, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 4, c->act, 0);
		ck_check_canary(c, 4, c->act, 576);
		ck_check_canary(c, 4, c->gradients, 11648);
		ck_check_canary(c, 4, c->gradients, 13760);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.out.squares: square_sum, llama.yaml:96 */
	ck_trace(c, rank, 5, 0);
	{
		const struct ck_square_sum a = {
			.y = ck_at(c->act, 64), /* L00.attn.out.squares */
			.before = ck_at(c->act, 64), /* L00.attn.v.squares */
			.g = ck_at(c->gradients, 13824), /* L00.attn.out.grad */
			.L = 64, .R = 1024
		};
		const struct ck_span s = ck_span(64, 1, rank, size);
		if (s.lo < s.hi)
			ck_square_sum_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 5, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 5, c->act, 0);
		ck_check_canary(c, 5, c->act, 576);
		ck_check_canary(c, 5, c->gradients, 13760);
		ck_check_canary(c, 5, c->gradients, 17920);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.ffn.norm.squares: square_sum, llama.yaml:98 */
	ck_trace(c, rank, 6, 0);
	{
		const struct ck_square_sum a = {
			.y = ck_at(c->act, 64), /* L00.ffn.norm.squares */
			.before = ck_at(c->act, 64), /* L00.attn.out.squares */
			.g = ck_at(c->gradients, 17984), /* L00.ffn.norm.grad */
			.L = 64, .R = 32
		};
		const struct ck_span s = ck_span(64, 1, rank, size);
		if (s.lo < s.hi)
			ck_square_sum_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 6, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 6, c->act, 0);
		ck_check_canary(c, 6, c->act, 576);
		ck_check_canary(c, 6, c->gradients, 17920);
		ck_check_canary(c, 6, c->gradients, 18112);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.ffn.gate.squares: square_sum, llama.yaml:99 */
	ck_trace(c, rank, 7, 0);
	{
		const struct ck_square_sum a = {
			.y = ck_at(c->act, 64), /* L00.ffn.gate.squares */
			.before = ck_at(c->act, 64), /* L00.ffn.norm.squares */
			.g = ck_at(c->gradients, 18176), /* L00.ffn.gate.grad */
			.L = 64, .R = 1024
		};
		const struct ck_span s = ck_span(64, 1, rank, size);
		if (s.lo < s.hi)
			ck_square_sum_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 7, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 7, c->act, 0);
		ck_check_canary(c, 7, c->act, 576);
		ck_check_canary(c, 7, c->gradients, 18112);
		ck_check_canary(c, 7, c->gradients, 22272);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.ffn.up.squares: square_sum, llama.yaml:101 */
	ck_trace(c, rank, 8, 0);
	{
		const struct ck_square_sum a = {
			.y = ck_at(c->act, 64), /* L00.ffn.up.squares */
			.before = ck_at(c->act, 64), /* L00.ffn.gate.squares */
			.g = ck_at(c->gradients, 22336), /* L00.ffn.up.grad */
			.L = 64, .R = 1024
		};
		const struct ck_span s = ck_span(64, 1, rank, size);
		if (s.lo < s.hi)
			ck_square_sum_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 8, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 8, c->act, 0);
		ck_check_canary(c, 8, c->act, 576);
		ck_check_canary(c, 8, c->gradients, 22272);
		ck_check_canary(c, 8, c->gradients, 26432);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.ffn.down.squares: square_sum, llama.yaml:103 */
	ck_trace(c, rank, 9, 0);
	{
		const struct ck_square_sum a = {
			.y = ck_at(c->act, 64), /* L00.ffn.down.squares */
			.before = ck_at(c->act, 64), /* L00.ffn.up.squares */
			.g = ck_at(c->gradients, 26496), /* L00.ffn.down.grad */
			.L = 64, .R = 1024
		};
		const struct ck_span s = ck_span(64, 1, rank, size);
		if (s.lo < s.hi)
			ck_square_sum_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 9, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 9, c->act, 0);
		ck_check_canary(c, 9, c->act, 576);
		ck_check_canary(c, 9, c->gradients, 26432);
		ck_check_canary(c, 9, c->gradients, 30592);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* out.norm.squares: square_sum, llama.yaml:67 */
	ck_trace(c, rank, 10, 0);
	{
		const struct ck_square_sum a = {
			.y = ck_at(c->act, 64), /* out.norm.squares */
			.before = ck_at(c->act, 64), /* L00.ffn.down.squares */
			.g = ck_at(c->gradients, 30656), /* out.norm.grad */
			.L = 64, .R = 32
		};
		const struct ck_span s = ck_span(64, 1, rank, size);
		if (s.lo < s.hi)
			ck_square_sum_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 10, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 10, c->act, 0);
		ck_check_canary(c, 10, c->act, 576);
		ck_check_canary(c, 10, c->gradients, 30592);
		ck_check_canary(c, 10, c->gradients, 30784);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* norm: clip_scale, llama.yaml:67 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 11, 0);
	{
		const struct ck_clip_scale a = {
			.norm = ck_at(c->call, 448), /* norm */
			.scale = ck_at(c->act, 640), /* norm.scale */
			.squares = ck_at(c->act, 64), /* out.norm.squares */
			.limit = ck_at(c->call, 320), /* clip */
			.L = 64
		};
		const struct ck_span s = ck_span(1, 1, rank, size);
		if (s.lo < s.hi)
			ck_clip_scale_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 11, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 11, ck_in(c->call, 448), 1);
		ck_check_canary(c, 11, c->call, 384);
		ck_check_canary(c, 11, c->call, 512);
		ck_check_finite(c, 11, ck_in(c->act, 640), 1);
		ck_check_canary(c, 11, c->act, 576);
		ck_check_canary(c, 11, c->act, 704);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	return update_canaries(c, rank, 11);
}

static int update_header(struct ck_ctx *c, int rank, int size)
{

	/* embed.clip: rescale, llama.yaml:66 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 12, 0);
	{
		const struct ck_rescale a = {
			.scale = ck_at(c->act, 640), /* norm.scale */
			.g = ck_at(c->gradients, 64), /* embed.grad */
			.R = 1280
		};
		const struct ck_span s = ck_span(1280, 16, rank, size);
		if (s.lo < s.hi)
			ck_rescale_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 12, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 12, c->gradients, 0);
		ck_check_canary(c, 12, c->gradients, 5184);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* embed.adamw: adamw, llama.yaml:66 */
	ck_trace(c, rank, 13, 0);
	{
		const struct ck_adamw a = {
			.step = ck_at(c->call, 64), /* step */
			.lr = ck_at(c->call, 192), /* lr */
			.w = ck_master(c, 2097152), /* embed */
			.g = ck_at(c->gradients, 64), /* embed.grad */
			.m = ck_at(c->optimizer, 64), /* embed.m */
			.v = ck_at(c->optimizer, 5248), /* embed.v */
			.R = 1280, .beta1 = 0.9f, .beta2 = 0.999f, .eps = 1e-08f, .decay = 0.01f
		};
		const struct ck_span s = ck_span(1280, 16, rank, size);
		if (s.lo < s.hi)
			ck_adamw_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 13, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 13, c->gradients, 0);
		ck_check_canary(c, 13, c->gradients, 5184);
		ck_check_canary(c, 13, c->optimizer, 0);
		ck_check_canary(c, 13, c->optimizer, 5184);
		ck_check_canary(c, 13, c->optimizer, 5184);
		ck_check_canary(c, 13, c->optimizer, 10368);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* embed.zero: zero, llama.yaml:66 */
	ck_trace(c, rank, 14, 0);
	{
		const struct ck_zero a = {
			.g = ck_at(c->gradients, 64), /* embed.grad */
			.R = 1280
		};
		const struct ck_span s = ck_span(1280, 16, rank, size);
		if (s.lo < s.hi)
			ck_zero_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 14, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 14, c->gradients, 0);
		ck_check_canary(c, 14, c->gradients, 5184);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	return update_canaries(c, rank, 14);
}

static int update_L00(struct ck_ctx *c, int rank, int size)
{

	/* L00.attn.norm.clip: rescale, llama.yaml:89 */
	ck_trace(c, rank, 15, 0);
	{
		const struct ck_rescale a = {
			.scale = ck_at(c->act, 640), /* norm.scale */
			.g = ck_at(c->gradients, 5248), /* L00.attn.norm.grad */
			.R = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_rescale_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 15, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 15, c->gradients, 5184);
		ck_check_canary(c, 15, c->gradients, 5376);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.norm.adamw: adamw, llama.yaml:89 */
	ck_trace(c, rank, 16, 0);
	{
		const struct ck_adamw a = {
			.step = ck_at(c->call, 64), /* step */
			.lr = ck_at(c->call, 192), /* lr */
			.w = ck_master(c, 2102272), /* L00.attn.norm */
			.g = ck_at(c->gradients, 5248), /* L00.attn.norm.grad */
			.m = ck_at(c->optimizer, 10432), /* L00.attn.norm.m */
			.v = ck_at(c->optimizer, 10624), /* L00.attn.norm.v */
			.R = 32, .beta1 = 0.9f, .beta2 = 0.999f, .eps = 1e-08f, .decay = 0.0f
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_adamw_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 16, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 16, c->gradients, 5184);
		ck_check_canary(c, 16, c->gradients, 5376);
		ck_check_canary(c, 16, c->optimizer, 10368);
		ck_check_canary(c, 16, c->optimizer, 10560);
		ck_check_canary(c, 16, c->optimizer, 10560);
		ck_check_canary(c, 16, c->optimizer, 10752);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.q.clip: rescale, llama.yaml:90 */
	ck_trace(c, rank, 17, 0);
	{
		const struct ck_rescale a = {
			.scale = ck_at(c->act, 640), /* norm.scale */
			.g = ck_at(c->gradients, 5440), /* L00.attn.q.grad */
			.R = 1024
		};
		const struct ck_span s = ck_span(1024, 16, rank, size);
		if (s.lo < s.hi)
			ck_rescale_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 17, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 17, c->gradients, 5376);
		ck_check_canary(c, 17, c->gradients, 9536);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.q.adamw: adamw, llama.yaml:90 */
	ck_trace(c, rank, 18, 0);
	{
		const struct ck_adamw a = {
			.step = ck_at(c->call, 64), /* step */
			.lr = ck_at(c->call, 192), /* lr */
			.w = ck_master(c, 2102400), /* L00.attn.q */
			.g = ck_at(c->gradients, 5440), /* L00.attn.q.grad */
			.m = ck_at(c->optimizer, 10816), /* L00.attn.q.m */
			.v = ck_at(c->optimizer, 14976), /* L00.attn.q.v */
			.R = 1024, .beta1 = 0.9f, .beta2 = 0.999f, .eps = 1e-08f, .decay = 0.01f
		};
		const struct ck_span s = ck_span(1024, 16, rank, size);
		if (s.lo < s.hi)
			ck_adamw_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 18, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 18, c->gradients, 5376);
		ck_check_canary(c, 18, c->gradients, 9536);
		ck_check_canary(c, 18, c->optimizer, 10752);
		ck_check_canary(c, 18, c->optimizer, 14912);
		ck_check_canary(c, 18, c->optimizer, 14912);
		ck_check_canary(c, 18, c->optimizer, 19072);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.k.clip: rescale, llama.yaml:92 */
	ck_trace(c, rank, 19, 0);
	{
		const struct ck_rescale a = {
			.scale = ck_at(c->act, 640), /* norm.scale */
			.g = ck_at(c->gradients, 9600), /* L00.attn.k.grad */
			.R = 512
		};
		const struct ck_span s = ck_span(512, 16, rank, size);
		if (s.lo < s.hi)
			ck_rescale_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 19, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 19, c->gradients, 9536);
		ck_check_canary(c, 19, c->gradients, 11648);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.k.adamw: adamw, llama.yaml:92 */
	ck_trace(c, rank, 20, 0);
	{
		const struct ck_adamw a = {
			.step = ck_at(c->call, 64), /* step */
			.lr = ck_at(c->call, 192), /* lr */
			.w = ck_master(c, 2106496), /* L00.attn.k */
			.g = ck_at(c->gradients, 9600), /* L00.attn.k.grad */
			.m = ck_at(c->optimizer, 19136), /* L00.attn.k.m */
			.v = ck_at(c->optimizer, 21248), /* L00.attn.k.v */
			.R = 512, .beta1 = 0.9f, .beta2 = 0.999f, .eps = 1e-08f, .decay = 0.01f
		};
		const struct ck_span s = ck_span(512, 16, rank, size);
		if (s.lo < s.hi)
			ck_adamw_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 20, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 20, c->gradients, 9536);
		ck_check_canary(c, 20, c->gradients, 11648);
		ck_check_canary(c, 20, c->optimizer, 19072);
		ck_check_canary(c, 20, c->optimizer, 21184);
		ck_check_canary(c, 20, c->optimizer, 21184);
		ck_check_canary(c, 20, c->optimizer, 23296);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.v.clip: rescale, llama.yaml:94 */
	ck_trace(c, rank, 21, 0);
	{
		const struct ck_rescale a = {
			.scale = ck_at(c->act, 640), /* norm.scale */
			.g = ck_at(c->gradients, 11712), /* L00.attn.v.grad */
			.R = 512
		};
		const struct ck_span s = ck_span(512, 16, rank, size);
		if (s.lo < s.hi)
			ck_rescale_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 21, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 21, c->gradients, 11648);
		ck_check_canary(c, 21, c->gradients, 13760);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.v.adamw: adamw, llama.yaml:94 */
	ck_trace(c, rank, 22, 0);
	{
		const struct ck_adamw a = {
			.step = ck_at(c->call, 64), /* step */
			.lr = ck_at(c->call, 192), /* lr */
			.w = ck_master(c, 2108544), /* L00.attn.v */
			.g = ck_at(c->gradients, 11712), /* L00.attn.v.grad */
			.m = ck_at(c->optimizer, 23360), /* L00.attn.v.m */
			.v = ck_at(c->optimizer, 25472), /* L00.attn.v.v */
			.R = 512, .beta1 = 0.9f, .beta2 = 0.999f, .eps = 1e-08f, .decay = 0.01f
		};
		const struct ck_span s = ck_span(512, 16, rank, size);
		if (s.lo < s.hi)
			ck_adamw_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 22, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 22, c->gradients, 11648);
		ck_check_canary(c, 22, c->gradients, 13760);
		ck_check_canary(c, 22, c->optimizer, 23296);
		ck_check_canary(c, 22, c->optimizer, 25408);
		ck_check_canary(c, 22, c->optimizer, 25408);
		ck_check_canary(c, 22, c->optimizer, 27520);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.out.clip: rescale, llama.yaml:96 */
	ck_trace(c, rank, 23, 0);
	{
		const struct ck_rescale a = {
			.scale = ck_at(c->act, 640), /* norm.scale */
			.g = ck_at(c->gradients, 13824), /* L00.attn.out.grad */
			.R = 1024
		};
		const struct ck_span s = ck_span(1024, 16, rank, size);
		if (s.lo < s.hi)
			ck_rescale_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 23, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 23, c->gradients, 13760);
		ck_check_canary(c, 23, c->gradients, 17920);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.out.adamw: adamw, llama.yaml:96 */
	ck_trace(c, rank, 24, 0);
	{
		const struct ck_adamw a = {
			.step = ck_at(c->call, 64), /* step */
			.lr = ck_at(c->call, 192), /* lr */
			.w = ck_master(c, 2110592), /* L00.attn.out */
			.g = ck_at(c->gradients, 13824), /* L00.attn.out.grad */
			.m = ck_at(c->optimizer, 27584), /* L00.attn.out.m */
			.v = ck_at(c->optimizer, 31744), /* L00.attn.out.v */
			.R = 1024, .beta1 = 0.9f, .beta2 = 0.999f, .eps = 1e-08f, .decay = 0.01f
		};
		const struct ck_span s = ck_span(1024, 16, rank, size);
		if (s.lo < s.hi)
			ck_adamw_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 24, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 24, c->gradients, 13760);
		ck_check_canary(c, 24, c->gradients, 17920);
		ck_check_canary(c, 24, c->optimizer, 27520);
		ck_check_canary(c, 24, c->optimizer, 31680);
		ck_check_canary(c, 24, c->optimizer, 31680);
		ck_check_canary(c, 24, c->optimizer, 35840);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.ffn.norm.clip: rescale, llama.yaml:98 */
	ck_trace(c, rank, 25, 0);
	{
		const struct ck_rescale a = {
			.scale = ck_at(c->act, 640), /* norm.scale */
			.g = ck_at(c->gradients, 17984), /* L00.ffn.norm.grad */
			.R = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_rescale_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 25, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 25, c->gradients, 17920);
		ck_check_canary(c, 25, c->gradients, 18112);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.ffn.norm.adamw: adamw, llama.yaml:98 */
	ck_trace(c, rank, 26, 0);
	{
		const struct ck_adamw a = {
			.step = ck_at(c->call, 64), /* step */
			.lr = ck_at(c->call, 192), /* lr */
			.w = ck_master(c, 2114688), /* L00.ffn.norm */
			.g = ck_at(c->gradients, 17984), /* L00.ffn.norm.grad */
			.m = ck_at(c->optimizer, 35904), /* L00.ffn.norm.m */
			.v = ck_at(c->optimizer, 36096), /* L00.ffn.norm.v */
			.R = 32, .beta1 = 0.9f, .beta2 = 0.999f, .eps = 1e-08f, .decay = 0.0f
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_adamw_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 26, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 26, c->gradients, 17920);
		ck_check_canary(c, 26, c->gradients, 18112);
		ck_check_canary(c, 26, c->optimizer, 35840);
		ck_check_canary(c, 26, c->optimizer, 36032);
		ck_check_canary(c, 26, c->optimizer, 36032);
		ck_check_canary(c, 26, c->optimizer, 36224);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.ffn.gate.clip: rescale, llama.yaml:99 */
	ck_trace(c, rank, 27, 0);
	{
		const struct ck_rescale a = {
			.scale = ck_at(c->act, 640), /* norm.scale */
			.g = ck_at(c->gradients, 18176), /* L00.ffn.gate.grad */
			.R = 1024
		};
		const struct ck_span s = ck_span(1024, 16, rank, size);
		if (s.lo < s.hi)
			ck_rescale_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 27, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 27, c->gradients, 18112);
		ck_check_canary(c, 27, c->gradients, 22272);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.ffn.gate.adamw: adamw, llama.yaml:99 */
	ck_trace(c, rank, 28, 0);
	{
		const struct ck_adamw a = {
			.step = ck_at(c->call, 64), /* step */
			.lr = ck_at(c->call, 192), /* lr */
			.w = ck_master(c, 2114816), /* L00.ffn.gate */
			.g = ck_at(c->gradients, 18176), /* L00.ffn.gate.grad */
			.m = ck_at(c->optimizer, 36288), /* L00.ffn.gate.m */
			.v = ck_at(c->optimizer, 40448), /* L00.ffn.gate.v */
			.R = 1024, .beta1 = 0.9f, .beta2 = 0.999f, .eps = 1e-08f, .decay = 0.01f
		};
		const struct ck_span s = ck_span(1024, 16, rank, size);
		if (s.lo < s.hi)
			ck_adamw_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 28, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 28, c->gradients, 18112);
		ck_check_canary(c, 28, c->gradients, 22272);
		ck_check_canary(c, 28, c->optimizer, 36224);
		ck_check_canary(c, 28, c->optimizer, 40384);
		ck_check_canary(c, 28, c->optimizer, 40384);
		ck_check_canary(c, 28, c->optimizer, 44544);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.ffn.up.clip: rescale, llama.yaml:101 */
	ck_trace(c, rank, 29, 0);
	{
		const struct ck_rescale a = {
			.scale = ck_at(c->act, 640), /* norm.scale */
			.g = ck_at(c->gradients, 22336), /* L00.ffn.up.grad */
			.R = 1024
		};
		const struct ck_span s = ck_span(1024, 16, rank, size);
		if (s.lo < s.hi)
			ck_rescale_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 29, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 29, c->gradients, 22272);
		ck_check_canary(c, 29, c->gradients, 26432);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.ffn.up.adamw: adamw, llama.yaml:101 */
	ck_trace(c, rank, 30, 0);
	{
		const struct ck_adamw a = {
			.step = ck_at(c->call, 64), /* step */
			.lr = ck_at(c->call, 192), /* lr */
			.w = ck_master(c, 2118912), /* L00.ffn.up */
			.g = ck_at(c->gradients, 22336), /* L00.ffn.up.grad */
			.m = ck_at(c->optimizer, 44608), /* L00.ffn.up.m */
			.v = ck_at(c->optimizer, 48768), /* L00.ffn.up.v */
			.R = 1024, .beta1 = 0.9f, .beta2 = 0.999f, .eps = 1e-08f, .decay = 0.01f
		};
		const struct ck_span s = ck_span(1024, 16, rank, size);
		if (s.lo < s.hi)
			ck_adamw_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 30, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 30, c->gradients, 22272);
		ck_check_canary(c, 30, c->gradients, 26432);
		ck_check_canary(c, 30, c->optimizer, 44544);
		ck_check_canary(c, 30, c->optimizer, 48704);
		ck_check_canary(c, 30, c->optimizer, 48704);
		ck_check_canary(c, 30, c->optimizer, 52864);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.ffn.down.clip: rescale, llama.yaml:103 */
	ck_trace(c, rank, 31, 0);
	{
		const struct ck_rescale a = {
			.scale = ck_at(c->act, 640), /* norm.scale */
			.g = ck_at(c->gradients, 26496), /* L00.ffn.down.grad */
			.R = 1024
		};
		const struct ck_span s = ck_span(1024, 16, rank, size);
		if (s.lo < s.hi)
			ck_rescale_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 31, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 31, c->gradients, 26432);
		ck_check_canary(c, 31, c->gradients, 30592);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.ffn.down.adamw: adamw, llama.yaml:103 */
	ck_trace(c, rank, 32, 0);
	{
		const struct ck_adamw a = {
			.step = ck_at(c->call, 64), /* step */
			.lr = ck_at(c->call, 192), /* lr */
			.w = ck_master(c, 2123008), /* L00.ffn.down */
			.g = ck_at(c->gradients, 26496), /* L00.ffn.down.grad */
			.m = ck_at(c->optimizer, 52928), /* L00.ffn.down.m */
			.v = ck_at(c->optimizer, 57088), /* L00.ffn.down.v */
			.R = 1024, .beta1 = 0.9f, .beta2 = 0.999f, .eps = 1e-08f, .decay = 0.01f
		};
		const struct ck_span s = ck_span(1024, 16, rank, size);
		if (s.lo < s.hi)
			ck_adamw_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 32, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 32, c->gradients, 26432);
		ck_check_canary(c, 32, c->gradients, 30592);
		ck_check_canary(c, 32, c->optimizer, 52864);
		ck_check_canary(c, 32, c->optimizer, 57024);
		ck_check_canary(c, 32, c->optimizer, 57024);
		ck_check_canary(c, 32, c->optimizer, 61184);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.norm.zero: zero, llama.yaml:89 */
	ck_trace(c, rank, 33, 0);
	{
		const struct ck_zero a = {
			.g = ck_at(c->gradients, 5248), /* L00.attn.norm.grad */
			.R = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_zero_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 33, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 33, c->gradients, 5184);
		ck_check_canary(c, 33, c->gradients, 5376);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.q.zero: zero, llama.yaml:90 */
	ck_trace(c, rank, 34, 0);
	{
		const struct ck_zero a = {
			.g = ck_at(c->gradients, 5440), /* L00.attn.q.grad */
			.R = 1024
		};
		const struct ck_span s = ck_span(1024, 16, rank, size);
		if (s.lo < s.hi)
			ck_zero_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 34, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 34, c->gradients, 5376);
		ck_check_canary(c, 34, c->gradients, 9536);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.k.zero: zero, llama.yaml:92 */
	ck_trace(c, rank, 35, 0);
	{
		const struct ck_zero a = {
			.g = ck_at(c->gradients, 9600), /* L00.attn.k.grad */
			.R = 512
		};
		const struct ck_span s = ck_span(512, 16, rank, size);
		if (s.lo < s.hi)
			ck_zero_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 35, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 35, c->gradients, 9536);
		ck_check_canary(c, 35, c->gradients, 11648);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.v.zero: zero, llama.yaml:94 */
	ck_trace(c, rank, 36, 0);
	{
		const struct ck_zero a = {
			.g = ck_at(c->gradients, 11712), /* L00.attn.v.grad */
			.R = 512
		};
		const struct ck_span s = ck_span(512, 16, rank, size);
		if (s.lo < s.hi)
			ck_zero_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 36, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 36, c->gradients, 11648);
		ck_check_canary(c, 36, c->gradients, 13760);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.out.zero: zero, llama.yaml:96 */
	ck_trace(c, rank, 37, 0);
	{
		const struct ck_zero a = {
			.g = ck_at(c->gradients, 13824), /* L00.attn.out.grad */
			.R = 1024
		};
		const struct ck_span s = ck_span(1024, 16, rank, size);
		if (s.lo < s.hi)
			ck_zero_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 37, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 37, c->gradients, 13760);
		ck_check_canary(c, 37, c->gradients, 17920);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.ffn.norm.zero: zero, llama.yaml:98 */
	ck_trace(c, rank, 38, 0);
	{
		const struct ck_zero a = {
			.g = ck_at(c->gradients, 17984), /* L00.ffn.norm.grad */
			.R = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_zero_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 38, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 38, c->gradients, 17920);
		ck_check_canary(c, 38, c->gradients, 18112);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.ffn.gate.zero: zero, llama.yaml:99 */
	ck_trace(c, rank, 39, 0);
	{
		const struct ck_zero a = {
			.g = ck_at(c->gradients, 18176), /* L00.ffn.gate.grad */
			.R = 1024
		};
		const struct ck_span s = ck_span(1024, 16, rank, size);
		if (s.lo < s.hi)
			ck_zero_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 39, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 39, c->gradients, 18112);
		ck_check_canary(c, 39, c->gradients, 22272);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.ffn.up.zero: zero, llama.yaml:101 */
	ck_trace(c, rank, 40, 0);
	{
		const struct ck_zero a = {
			.g = ck_at(c->gradients, 22336), /* L00.ffn.up.grad */
			.R = 1024
		};
		const struct ck_span s = ck_span(1024, 16, rank, size);
		if (s.lo < s.hi)
			ck_zero_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 40, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 40, c->gradients, 22272);
		ck_check_canary(c, 40, c->gradients, 26432);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.ffn.down.zero: zero, llama.yaml:103 */
	ck_trace(c, rank, 41, 0);
	{
		const struct ck_zero a = {
			.g = ck_at(c->gradients, 26496), /* L00.ffn.down.grad */
			.R = 1024
		};
		const struct ck_span s = ck_span(1024, 16, rank, size);
		if (s.lo < s.hi)
			ck_zero_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 41, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 41, c->gradients, 26432);
		ck_check_canary(c, 41, c->gradients, 30592);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	return update_canaries(c, rank, 41);
}

static int update_footer(struct ck_ctx *c, int rank, int size)
{

	/* out.norm.clip: rescale, llama.yaml:67 */
	ck_trace(c, rank, 42, 0);
	{
		const struct ck_rescale a = {
			.scale = ck_at(c->act, 640), /* norm.scale */
			.g = ck_at(c->gradients, 30656), /* out.norm.grad */
			.R = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_rescale_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 42, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 42, c->gradients, 30592);
		ck_check_canary(c, 42, c->gradients, 30784);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* out.norm.adamw: adamw, llama.yaml:67 */
	ck_trace(c, rank, 43, 0);
	{
		const struct ck_adamw a = {
			.step = ck_at(c->call, 64), /* step */
			.lr = ck_at(c->call, 192), /* lr */
			.w = ck_master(c, 2127104), /* out.norm */
			.g = ck_at(c->gradients, 30656), /* out.norm.grad */
			.m = ck_at(c->optimizer, 61248), /* out.norm.m */
			.v = ck_at(c->optimizer, 61440), /* out.norm.v */
			.R = 32, .beta1 = 0.9f, .beta2 = 0.999f, .eps = 1e-08f, .decay = 0.0f
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_adamw_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 43, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 43, c->gradients, 30592);
		ck_check_canary(c, 43, c->gradients, 30784);
		ck_check_canary(c, 43, c->optimizer, 61184);
		ck_check_canary(c, 43, c->optimizer, 61376);
		ck_check_canary(c, 43, c->optimizer, 61376);
		ck_check_canary(c, 43, c->optimizer, 61568);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* out.norm.zero: zero, llama.yaml:67 */
	ck_trace(c, rank, 44, 0);
	{
		const struct ck_zero a = {
			.g = ck_at(c->gradients, 30656), /* out.norm.grad */
			.R = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_zero_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 44, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 44, c->gradients, 30592);
		ck_check_canary(c, 44, c->gradients, 30784);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	return update_canaries(c, rank, 44);
}

static int update(struct ck_ctx *c, int rank, int size)
{
	if (rank == 0) {
		c->trapped = 0;
		update_plant(c);
		ck_check_bound(c, 0, 32);
		ck_check_bound(c, 1, 32);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	if (rank == 0) {
		ck_check_input_from(c, 0, ck_in(c->call, 64), 1, 1, 2147483648); /* step */
	}
	if (ck_agree(c, rank))
		return c->trapped;
	if (update_norm(c, rank, size))
		return c->trapped;
	if (update_header(c, rank, size))
		return c->trapped;
	if (update_L00(c, rank, size))
		return c->trapped;
	if (update_footer(c, rank, size))
		return c->trapped;
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 11, ck_in(c->call, 448), 1);
	}
	return ck_agree(c, rank);
}

static const struct ck_bound_desc update_bound[] = {
	{ "T", 32 },
	{ "O", 32 },
};

static const struct ck_io_desc update_io[] = {
	{ "step", "i32", "1", "", 0, 64, 4 },
	{ "lr", "f32", "1", "", 0, 192, 4 },
	{ "clip", "f32", "1", "", 0, 320, 4 },
	{ "norm", "f32", "1", "", 1, 448, 4 },
};

static const struct ck_op_desc update_op[] = {
	{ "embed.squares", "square_sum", "ck_square_sum_f32_ref" },
	{ "L00.attn.norm.squares", "square_sum", "ck_square_sum_f32_ref" },
	{ "L00.attn.q.squares", "square_sum", "ck_square_sum_f32_ref" },
	{ "L00.attn.k.squares", "square_sum", "ck_square_sum_f32_ref" },
	{ "L00.attn.v.squares", "square_sum", "ck_square_sum_f32_ref" },
	{ "L00.attn.out.squares", "square_sum", "ck_square_sum_f32_ref" },
	{ "L00.ffn.norm.squares", "square_sum", "ck_square_sum_f32_ref" },
	{ "L00.ffn.gate.squares", "square_sum", "ck_square_sum_f32_ref" },
	{ "L00.ffn.up.squares", "square_sum", "ck_square_sum_f32_ref" },
	{ "L00.ffn.down.squares", "square_sum", "ck_square_sum_f32_ref" },
	{ "out.norm.squares", "square_sum", "ck_square_sum_f32_ref" },
	{ "norm", "clip_scale", "ck_clip_scale_f32_ref" },
	{ "embed.clip", "rescale", "ck_rescale_f32_ref" },
	{ "embed.adamw", "adamw", "ck_adamw_f32_ref" },
	{ "embed.zero", "zero", "ck_zero_f32_ref" },
	{ "L00.attn.norm.clip", "rescale", "ck_rescale_f32_ref" },
	{ "L00.attn.norm.adamw", "adamw", "ck_adamw_f32_ref" },
	{ "L00.attn.q.clip", "rescale", "ck_rescale_f32_ref" },
	{ "L00.attn.q.adamw", "adamw", "ck_adamw_f32_ref" },
	{ "L00.attn.k.clip", "rescale", "ck_rescale_f32_ref" },
	{ "L00.attn.k.adamw", "adamw", "ck_adamw_f32_ref" },
	{ "L00.attn.v.clip", "rescale", "ck_rescale_f32_ref" },
	{ "L00.attn.v.adamw", "adamw", "ck_adamw_f32_ref" },
	{ "L00.attn.out.clip", "rescale", "ck_rescale_f32_ref" },
	{ "L00.attn.out.adamw", "adamw", "ck_adamw_f32_ref" },
	{ "L00.ffn.norm.clip", "rescale", "ck_rescale_f32_ref" },
	{ "L00.ffn.norm.adamw", "adamw", "ck_adamw_f32_ref" },
	{ "L00.ffn.gate.clip", "rescale", "ck_rescale_f32_ref" },
	{ "L00.ffn.gate.adamw", "adamw", "ck_adamw_f32_ref" },
	{ "L00.ffn.up.clip", "rescale", "ck_rescale_f32_ref" },
	{ "L00.ffn.up.adamw", "adamw", "ck_adamw_f32_ref" },
	{ "L00.ffn.down.clip", "rescale", "ck_rescale_f32_ref" },
	{ "L00.ffn.down.adamw", "adamw", "ck_adamw_f32_ref" },
	{ "L00.attn.norm.zero", "zero", "ck_zero_f32_ref" },
	{ "L00.attn.q.zero", "zero", "ck_zero_f32_ref" },
	{ "L00.attn.k.zero", "zero", "ck_zero_f32_ref" },
	{ "L00.attn.v.zero", "zero", "ck_zero_f32_ref" },
	{ "L00.attn.out.zero", "zero", "ck_zero_f32_ref" },
	{ "L00.ffn.norm.zero", "zero", "ck_zero_f32_ref" },
	{ "L00.ffn.gate.zero", "zero", "ck_zero_f32_ref" },
	{ "L00.ffn.up.zero", "zero", "ck_zero_f32_ref" },
	{ "L00.ffn.down.zero", "zero", "ck_zero_f32_ref" },
	{ "out.norm.clip", "rescale", "ck_rescale_f32_ref" },
	{ "out.norm.adamw", "adamw", "ck_adamw_f32_ref" },
	{ "out.norm.zero", "zero", "ck_zero_f32_ref" },
};

static void init(struct ck_ctx *c)
{
	ck_plant_canary(c->state, 0);
	ck_plant_canary(c->gradients, 0);
	ck_plant_canary(c->gradients, 5184);
	ck_plant_canary(c->gradients, 5376);
	ck_plant_canary(c->gradients, 9536);
	ck_plant_canary(c->gradients, 11648);
	ck_plant_canary(c->gradients, 13760);
	ck_plant_canary(c->gradients, 17920);
	ck_plant_canary(c->gradients, 18112);
	ck_plant_canary(c->gradients, 22272);
	ck_plant_canary(c->gradients, 26432);
	ck_plant_canary(c->gradients, 30592);
	ck_plant_canary(c->gradients, 30784);
	ck_plant_canary(c->optimizer, 0);
	ck_plant_canary(c->optimizer, 5184);
	ck_plant_canary(c->optimizer, 10368);
	ck_plant_canary(c->optimizer, 10560);
	ck_plant_canary(c->optimizer, 10752);
	ck_plant_canary(c->optimizer, 14912);
	ck_plant_canary(c->optimizer, 19072);
	ck_plant_canary(c->optimizer, 21184);
	ck_plant_canary(c->optimizer, 23296);
	ck_plant_canary(c->optimizer, 25408);
	ck_plant_canary(c->optimizer, 27520);
	ck_plant_canary(c->optimizer, 31680);
	ck_plant_canary(c->optimizer, 35840);
	ck_plant_canary(c->optimizer, 36032);
	ck_plant_canary(c->optimizer, 36224);
	ck_plant_canary(c->optimizer, 40384);
	ck_plant_canary(c->optimizer, 44544);
	ck_plant_canary(c->optimizer, 48704);
	ck_plant_canary(c->optimizer, 52864);
	ck_plant_canary(c->optimizer, 57024);
	ck_plant_canary(c->optimizer, 61184);
	ck_plant_canary(c->optimizer, 61376);
	ck_plant_canary(c->optimizer, 61568);
}

static const struct ck_program_desc program[] = {
	{ .name = "train", .step = train, .bound = train_bound, .io = train_io, .op = train_op,
	  .nbounds = sizeof train_bound / sizeof *train_bound, .nio = sizeof train_io / sizeof *train_io,
	  .nops = sizeof train_op / sizeof *train_op },
	{ .name = "eval", .step = eval, .bound = eval_bound, .io = eval_io, .op = eval_op,
	  .nbounds = sizeof eval_bound / sizeof *eval_bound, .nio = sizeof eval_io / sizeof *eval_io,
	  .nops = sizeof eval_op / sizeof *eval_op },
	{ .name = "update", .step = update, .bound = update_bound, .io = update_io, .op = update_op,
	  .nbounds = sizeof update_bound / sizeof *update_bound, .nio = sizeof update_io / sizeof *update_io,
	  .nops = sizeof update_op / sizeof *update_op },
};

static const char *const counter[] = {
	"row_attention",
	0
};

extern const struct ck_model_desc llama_model;
const struct ck_model_desc llama_model = {
	.abi = CK_ABI_VERSION,
	.prefix = "llama",
	.layout_sha256 = "97c6af62ceff4087e0ce3c395dce1e6d8d96effb832568b30bee72f51a7e648b",
	.target = "generic",
	.weights = 2127232,
	.state = 64,
	.gradients = 30848,
	.optimizer = 61632,
	.act = 80576,
	.call = 1280,
	.scratch = 122880,
	.program = program,
	.nprograms = 3,
	.counter = counter,
	.ncounters = 1,
	.init = init,
};

#ifdef CK_SHARED
extern const struct ck_model_desc ck_model __attribute__((alias("llama_model")));
#endif

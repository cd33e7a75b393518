/* llama for x86-64-v4, numerics exact, KV cache f32. Made by ck-codegen from the layout with SHA-256
 * 70646df4ba610a702cc499ce615a57a19dd3bff2bf656b22d80356d3eba9e184; edit nothing here. */
#include "ck_gen.h"
#include "embedding.h"
#include "rope_table.h"
#include "rmsnorm.h"
#include "matmul.h"
#include "rope.h"
#include "kv_store.h"
#include "attention.h"
#include "gated_matmul.h"
#include "select.h"

void ck_embedding_f32_n16_ref(const void *args, int64_t lo, int64_t hi);
void ck_rope_table_f32_ref(const void *args, int64_t lo, int64_t hi);
void ck_rmsnorm_f32_avx512(const void *args, int64_t lo, int64_t hi);
void ck_matmul_f32_gemm_avx512(const void *args, int64_t lo, int64_t hi);
void ck_rope_f32_avx512(const void *args, int64_t lo, int64_t hi);
void ck_kv_store_f32_ref(const void *args, int64_t lo, int64_t hi);
void ck_attention_f32_avx512(const void *args, int64_t lo, int64_t hi);
void ck_gated_matmul_f32_gemm_avx512(const void *args, int64_t lo, int64_t hi);
void ck_select_f32_ref(const void *args, int64_t lo, int64_t hi);
void ck_matmul_f32_gemv_avx512(const void *args, int64_t lo, int64_t hi);
void ck_gated_matmul_f32_gemv_avx512(const void *args, int64_t lo, int64_t hi);

enum { SCRATCH = 114688 }; /* bytes per thread */

static int prefill_canaries(struct ck_ctx *c, int rank, int op)
{
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, op, c->state, 0);
		ck_check_canary(c, op, c->state, 262208); /* after L00.k */
		ck_check_canary(c, op, c->state, 524416); /* after L00.v */
		ck_check_canary(c, op, c->state, 786624); /* after L01.k */
		ck_check_canary(c, op, c->state, 1048832); /* after L01.v */
		ck_check_canary(c, op, c->state, 1311040); /* after L02.k */
		ck_check_canary(c, op, c->state, 1573248); /* after L02.v */
		ck_check_canary(c, op, c->state, 1835456); /* after L03.k */
		ck_check_canary(c, op, c->state, 2097664); /* after L03.v */
		ck_check_canary(c, op, c->state, 2359872); /* after L04.k */
		ck_check_canary(c, op, c->state, 2622080); /* after L04.v */
		ck_check_canary(c, op, c->call, 0);
		ck_check_canary(c, op, c->call, 2112); /* after tokens */
		ck_check_canary(c, op, c->call, 4224); /* after pos */
		ck_check_canary(c, op, c->call, 6336); /* after slot */
		ck_check_canary(c, op, c->call, 6464); /* after pages */
		ck_check_canary(c, op, c->call, 6656); /* after out_rows */
		ck_check_canary(c, op, c->call, 72256); /* after logits */
		ck_check_canary(c, op, c->act, 0);
		ck_check_canary(c, op, c->act, 1892736); /* after embed */
		ck_check_canary(c, op, c->act, 2023872); /* after L00.attn.norm */
		ck_check_canary(c, op, c->act, 2155008); /* after L00.attn.q */
		ck_check_canary(c, op, c->act, 3925376); /* after L00.attn.k */
		ck_check_canary(c, op, c->act, 3990976); /* after L00.attn.v */
		ck_check_canary(c, op, c->act, 2286144); /* after L00.ffn.norm */
		ck_check_canary(c, op, c->act, 352320); /* after L00.ffn.act */
		ck_check_canary(c, op, c->act, 2417280); /* after L01.attn.norm */
		ck_check_canary(c, op, c->act, 2548416); /* after L01.attn.q */
		ck_check_canary(c, op, c->act, 4056576); /* after L01.attn.k */
		ck_check_canary(c, op, c->act, 4122176); /* after L01.attn.v */
		ck_check_canary(c, op, c->act, 2679552); /* after L01.ffn.norm */
		ck_check_canary(c, op, c->act, 704640); /* after L01.ffn.act */
		ck_check_canary(c, op, c->act, 2810688); /* after L02.attn.norm */
		ck_check_canary(c, op, c->act, 2941824); /* after L02.attn.q */
		ck_check_canary(c, op, c->act, 4187776); /* after L02.attn.k */
		ck_check_canary(c, op, c->act, 4253376); /* after L02.attn.v */
		ck_check_canary(c, op, c->act, 3072960); /* after L02.ffn.norm */
		ck_check_canary(c, op, c->act, 1056960); /* after L02.ffn.act */
		ck_check_canary(c, op, c->act, 3204096); /* after L03.attn.norm */
		ck_check_canary(c, op, c->act, 3335232); /* after L03.attn.q */
		ck_check_canary(c, op, c->act, 4318976); /* after L03.attn.k */
		ck_check_canary(c, op, c->act, 4384576); /* after L03.attn.v */
		ck_check_canary(c, op, c->act, 3466368); /* after L03.ffn.norm */
		ck_check_canary(c, op, c->act, 1409280); /* after L03.ffn.act */
		ck_check_canary(c, op, c->act, 3597504); /* after L04.attn.norm */
		ck_check_canary(c, op, c->act, 3728640); /* after L04.attn.q */
		ck_check_canary(c, op, c->act, 4450176); /* after L04.attn.k */
		ck_check_canary(c, op, c->act, 4515776); /* after L04.attn.v */
		ck_check_canary(c, op, c->act, 3859776); /* after L04.ffn.norm */
		ck_check_canary(c, op, c->act, 1761600); /* after L04.ffn.act */
		ck_check_canary(c, op, c->act, 4524032); /* after out.rows */
		ck_check_canary(c, op, c->scratch, 86144);
		ck_check_canary(c, op, c->scratch, 102592); /* after rope.table */
		ck_check_canary(c, op, c->scratch, 110848); /* after out.norm */
	}
	return ck_agree(c, rank);
}

static void prefill_plant(struct ck_ctx *c)
{
	ck_plant_canary(c->call, 0);
	ck_plant_canary(c->call, 2112);
	ck_plant_canary(c->call, 4224);
	ck_plant_canary(c->call, 6336);
	ck_plant_canary(c->call, 6464);
	ck_plant_canary(c->call, 6656);
	ck_plant_canary(c->call, 72256);
	ck_plant_canary(c->act, 0);
	ck_plant_canary(c->act, 1892736);
	ck_plant_canary(c->act, 2023872);
	ck_plant_canary(c->act, 2155008);
	ck_plant_canary(c->act, 3925376);
	ck_plant_canary(c->act, 3990976);
	ck_plant_canary(c->act, 2286144);
	ck_plant_canary(c->act, 352320);
	ck_plant_canary(c->act, 2417280);
	ck_plant_canary(c->act, 2548416);
	ck_plant_canary(c->act, 4056576);
	ck_plant_canary(c->act, 4122176);
	ck_plant_canary(c->act, 2679552);
	ck_plant_canary(c->act, 704640);
	ck_plant_canary(c->act, 2810688);
	ck_plant_canary(c->act, 2941824);
	ck_plant_canary(c->act, 4187776);
	ck_plant_canary(c->act, 4253376);
	ck_plant_canary(c->act, 3072960);
	ck_plant_canary(c->act, 1056960);
	ck_plant_canary(c->act, 3204096);
	ck_plant_canary(c->act, 3335232);
	ck_plant_canary(c->act, 4318976);
	ck_plant_canary(c->act, 4384576);
	ck_plant_canary(c->act, 3466368);
	ck_plant_canary(c->act, 1409280);
	ck_plant_canary(c->act, 3597504);
	ck_plant_canary(c->act, 3728640);
	ck_plant_canary(c->act, 4450176);
	ck_plant_canary(c->act, 4515776);
	ck_plant_canary(c->act, 3859776);
	ck_plant_canary(c->act, 1761600);
	ck_plant_canary(c->act, 4524032);
	ck_plant_canary(c->scratch, 86144);
	ck_plant_canary(c->scratch, 102592);
	ck_plant_canary(c->scratch, 110848);
}

static int prefill_header(struct ck_ctx *c, int rank, int size)
{
	const int64_t T = c->dim[0];

	/* embed: embedding, llama.yaml:81 */
	ck_trace(c, rank, 0, 0);
	{
		const struct ck_embedding a = {
			.y = ck_at(c->act, 1761664), /* embed */
			.id = ck_at(c->call, 64), /* tokens */
			.w = ck_in(c->weights, 2097152), /* embed */
			.T = T, .V = 512, .E = 64, .scale = 1.0f
		};
		const struct ck_span s = ck_span(T, 1, rank, size);
		if (s.lo < s.hi)
			ck_embedding_f32_n16_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 0, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 0, ck_in(c->act, 1761664), 64 * c->dim[0]);
		ck_check_canary(c, 0, c->act, 1761600);
		ck_check_canary(c, 0, c->act, 1892736);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* rope.table: rope_table, llama.yaml:82 */
	ck_trace(c, rank, 1, 0);
	{
		const struct ck_rope_table a = {
			.y = ck_own(c, rank, SCRATCH, 86208), /* rope.table */
			.pos = ck_at(c->call, 2176), /* pos */
			.T = T, .P = 4, .base = 1e+04f, .scale = 1.0f, .factor = 1.0f, .low = 0.0f, .high = 0.0f
		};
		const struct ck_span s = ck_span(T, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rope_table_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 1, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 1, ck_in(c->scratch, 86208), 8 * c->dim[0]);
		ck_check_canary(c, 1, c->scratch, 86144);
		ck_check_canary(c, 1, c->scratch, 102592);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	return prefill_canaries(c, rank, 1);
}

static int prefill_L00(struct ck_ctx *c, int rank, int size)
{
	const int64_t T = c->dim[0];

	/* L00.attn.norm: rmsnorm, llama.yaml:109 */
	ck_trace(c, rank, 2, 0);
	{
		const struct ck_rmsnorm a = {
			.y = ck_at(c->act, 1892800), /* L00.attn.norm */
			.x = ck_at(c->act, 1761664), /* embed */
			.w = ck_in(c->weights, 2228224), /* L00.attn.norm */
			.R = T, .E = 64, .eps = 1e-05f
		};
		const struct ck_span s = ck_span(T, 1, rank, size);
		if (s.lo < s.hi)
			ck_rmsnorm_f32_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 2, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 2, ck_in(c->act, 1892800), 64 * c->dim[0]);
		ck_check_canary(c, 2, c->act, 1892736);
		ck_check_canary(c, 2, c->act, 2023872);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.q: matmul, llama.yaml:110 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 3, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 2023936), /* L00.attn.q */
			.x = ck_at(c->act, 1892800), /* L00.attn.norm */
			.w = ck_in(c->weights, 2228480), /* L00.attn.q */
			.T = T, .K = 64, .N = 64
		};
		const struct ck_span s = ck_span(64, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_gemm_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 3, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 3, ck_in(c->act, 2023936), 64 * c->dim[0]);
		ck_check_canary(c, 3, c->act, 2023872);
		ck_check_canary(c, 3, c->act, 2155008);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.k: matmul, llama.yaml:111 */
	ck_trace(c, rank, 4, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 3859840), /* L00.attn.k */
			.x = ck_at(c->act, 1892800), /* L00.attn.norm */
			.w = ck_in(c->weights, 2244864), /* L00.attn.k */
			.T = T, .K = 64, .N = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_gemm_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 4, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 4, ck_in(c->act, 3859840), 32 * c->dim[0]);
		ck_check_canary(c, 4, c->act, 3859776);
		ck_check_canary(c, 4, c->act, 3925376);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.v: matmul, llama.yaml:112 */
	ck_trace(c, rank, 5, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 3925440), /* L00.attn.v */
			.x = ck_at(c->act, 1892800), /* L00.attn.norm */
			.w = ck_in(c->weights, 2253056), /* L00.attn.v */
			.T = T, .K = 64, .N = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_gemm_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 5, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 5, ck_in(c->act, 3925440), 32 * c->dim[0]);
		ck_check_canary(c, 5, c->act, 3925376);
		ck_check_canary(c, 5, c->act, 3990976);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.q.rope: rope, llama.yaml:113 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 6, 0);
	{
		const struct ck_rope a = {
			.y = ck_at(c->act, 2023936), /* L00.attn.q.rope */
			.x = ck_at(c->act, 2023936), /* L00.attn.q */
			.cs = ck_own(c, rank, SCRATCH, 86208), /* rope.table */
			.T = T, .H = 8, .D = 8, .P = 4, .layout = CK_INTERLEAVED
		};
		const struct ck_span s = ck_span(T, 1, rank, size);
		if (s.lo < s.hi)
			ck_rope_f32_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 6, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 6, ck_in(c->act, 2023936), 64 * c->dim[0]);
		ck_check_canary(c, 6, c->act, 2023872);
		ck_check_canary(c, 6, c->act, 2155008);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.k.rope: rope, llama.yaml:114 */
	ck_trace(c, rank, 7, 0);
	{
		const struct ck_rope a = {
			.y = ck_at(c->act, 3859840), /* L00.attn.k.rope */
			.x = ck_at(c->act, 3859840), /* L00.attn.k */
			.cs = ck_own(c, rank, SCRATCH, 86208), /* rope.table */
			.T = T, .H = 4, .D = 8, .P = 4, .layout = CK_INTERLEAVED
		};
		const struct ck_span s = ck_span(T, 1, rank, size);
		if (s.lo < s.hi)
			ck_rope_f32_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 7, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 7, ck_in(c->act, 3859840), 32 * c->dim[0]);
		ck_check_canary(c, 7, c->act, 3859776);
		ck_check_canary(c, 7, c->act, 3925376);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.kv: kv_store, llama.yaml:115 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 8, 0);
	{
		const struct ck_kv_store a = {
			.k = ck_at(c->act, 3859840), /* L00.attn.k.rope */
			.v = ck_at(c->act, 3925440), /* L00.attn.v */
			.pos = ck_at(c->call, 2176), /* pos */
			.slot = ck_at(c->call, 4288), /* slot */
			.pages = ck_at(c->call, 6400), /* pages */
			.kc = ck_at(c->state, 64), /* L00.k */
			.vc = ck_at(c->state, 262272), /* L00.v */
			.T = T, .KV = 4, .D = 8, .S = 1, .PS = 8, .PG = 8
		};
		const struct ck_span s = ck_span(4 * T, 1, rank, size);
		if (s.lo < s.hi)
			ck_kv_store_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 8, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 8, c->state, 0);
		ck_check_canary(c, 8, c->state, 262208);
		ck_check_canary(c, 8, c->state, 262208);
		ck_check_canary(c, 8, c->state, 524416);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.ctx: attention, llama.yaml:116 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 9, 0);
	{
		const struct ck_attention a = {
			.y = ck_at(c->act, 2023936), /* L00.attn.ctx */
			.q = ck_at(c->act, 2023936), /* L00.attn.q.rope */
			.pos = ck_at(c->call, 2176), /* pos */
			.slot = ck_at(c->call, 4288), /* slot */
			.pages = ck_at(c->call, 6400), /* pages */
			.kc = ck_at(c->state, 64), /* L00.k */
			.vc = ck_at(c->state, 262272), /* L00.v */
			.scratch = ck_own(c, rank, SCRATCH, 0),
			.T = T, .H = 8, .D = 8, .S = 1, .PS = 8, .PG = 8, .KV = 4, .scale = 0.35355338f, .mask = CK_CAUSAL, .window = 0, .softcap = 0.0f
		};
		const struct ck_span s = ck_span(8 * T, 1, rank, size);
		if (s.lo < s.hi)
			ck_attention_f32_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 9, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 9, ck_in(c->act, 2023936), 64 * c->dim[0]);
		ck_check_canary(c, 9, c->act, 2023872);
		ck_check_canary(c, 9, c->act, 2155008);
		ck_check_canary(c, 9, c->state, 0);
		ck_check_canary(c, 9, c->state, 262208);
		ck_check_canary(c, 9, c->state, 262208);
		ck_check_canary(c, 9, c->state, 524416);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.add: matmul, llama.yaml:119; fused from L00.attn.out + L00.attn.add */
	ck_barrier(c, rank);
	ck_trace(c, rank, 10, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 1761664), /* L00.attn.add */
			.x = ck_at(c->act, 2023936), /* L00.attn.ctx */
			.r = ck_at(c->act, 1761664), /* embed */
			.w = ck_in(c->weights, 2261248), /* L00.attn.out */
			.T = T, .K = 64, .N = 64
		};
		const struct ck_span s = ck_span(64, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_gemm_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 10, 1);
	if (rank == 0)
		c->count[0]++; /* matmul_add */
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 10, ck_in(c->act, 1761664), 64 * c->dim[0]);
		ck_check_canary(c, 10, c->act, 1761600);
		ck_check_canary(c, 10, c->act, 1892736);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.ffn.norm: rmsnorm, llama.yaml:120 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 11, 0);
	{
		const struct ck_rmsnorm a = {
			.y = ck_at(c->act, 2155072), /* L00.ffn.norm */
			.x = ck_at(c->act, 1761664), /* L00.attn.add */
			.w = ck_in(c->weights, 2277632), /* L00.ffn.norm */
			.R = T, .E = 64, .eps = 1e-05f
		};
		const struct ck_span s = ck_span(T, 1, rank, size);
		if (s.lo < s.hi)
			ck_rmsnorm_f32_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 11, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 11, ck_in(c->act, 2155072), 64 * c->dim[0]);
		ck_check_canary(c, 11, c->act, 2155008);
		ck_check_canary(c, 11, c->act, 2286144);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.ffn.act: gated_matmul, llama.yaml:123; fused from L00.ffn.gate + L00.ffn.up + L00.ffn.act */
	ck_barrier(c, rank);
	ck_trace(c, rank, 12, 0);
	{
		const struct ck_gated_matmul a = {
			.y = ck_at(c->act, 64), /* L00.ffn.act */
			.x = ck_at(c->act, 2155072), /* L00.ffn.norm */
			.g = ck_in(c->weights, 2277888), /* L00.ffn.gate */
			.u = ck_in(c->weights, 2322944), /* L00.ffn.up */
			.T = T, .K = 64, .N = 172, .act = CK_SILU
		};
		const struct ck_span s = ck_span(172, 16, rank, size);
		if (s.lo < s.hi)
			ck_gated_matmul_f32_gemm_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 12, 1);
	if (rank == 0)
		c->count[1]++; /* gated_matmul */
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 12, ck_in(c->act, 64), 172 * c->dim[0]);
		ck_check_canary(c, 12, c->act, 0);
		ck_check_canary(c, 12, c->act, 352320);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.ffn.add: matmul, llama.yaml:125; fused from L00.ffn.down + L00.ffn.add */
	ck_barrier(c, rank);
	ck_trace(c, rank, 13, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 1761664), /* L00.ffn.add */
			.x = ck_at(c->act, 64), /* L00.ffn.act */
			.r = ck_at(c->act, 1761664), /* L00.attn.add */
			.w = ck_in(c->weights, 2368000), /* L00.ffn.down */
			.T = T, .K = 172, .N = 64
		};
		const struct ck_span s = ck_span(64, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_gemm_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 13, 1);
	if (rank == 0)
		c->count[0]++; /* matmul_add */
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 13, ck_in(c->act, 1761664), 64 * c->dim[0]);
		ck_check_canary(c, 13, c->act, 1761600);
		ck_check_canary(c, 13, c->act, 1892736);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	return prefill_canaries(c, rank, 13);
}

static int prefill_L01(struct ck_ctx *c, int rank, int size)
{
	const int64_t T = c->dim[0];

	/* L01.attn.norm: rmsnorm, llama.yaml:109 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 14, 0);
	{
		const struct ck_rmsnorm a = {
			.y = ck_at(c->act, 2286208), /* L01.attn.norm */
			.x = ck_at(c->act, 1761664), /* L00.ffn.add */
			.w = ck_in(c->weights, 2412032), /* L01.attn.norm */
			.R = T, .E = 64, .eps = 1e-05f
		};
		const struct ck_span s = ck_span(T, 1, rank, size);
		if (s.lo < s.hi)
			ck_rmsnorm_f32_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 14, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 14, ck_in(c->act, 2286208), 64 * c->dim[0]);
		ck_check_canary(c, 14, c->act, 2286144);
		ck_check_canary(c, 14, c->act, 2417280);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L01.attn.q: matmul, llama.yaml:110 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 15, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 2417344), /* L01.attn.q */
			.x = ck_at(c->act, 2286208), /* L01.attn.norm */
			.w = ck_in(c->weights, 2412288), /* L01.attn.q */
			.T = T, .K = 64, .N = 64
		};
		const struct ck_span s = ck_span(64, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_gemm_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 15, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 15, ck_in(c->act, 2417344), 64 * c->dim[0]);
		ck_check_canary(c, 15, c->act, 2417280);
		ck_check_canary(c, 15, c->act, 2548416);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L01.attn.k: matmul, llama.yaml:111 */
	ck_trace(c, rank, 16, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 3991040), /* L01.attn.k */
			.x = ck_at(c->act, 2286208), /* L01.attn.norm */
			.w = ck_in(c->weights, 2428672), /* L01.attn.k */
			.T = T, .K = 64, .N = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_gemm_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 16, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 16, ck_in(c->act, 3991040), 32 * c->dim[0]);
		ck_check_canary(c, 16, c->act, 3990976);
		ck_check_canary(c, 16, c->act, 4056576);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L01.attn.v: matmul, llama.yaml:112 */
	ck_trace(c, rank, 17, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 4056640), /* L01.attn.v */
			.x = ck_at(c->act, 2286208), /* L01.attn.norm */
			.w = ck_in(c->weights, 2436864), /* L01.attn.v */
			.T = T, .K = 64, .N = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_gemm_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 17, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 17, ck_in(c->act, 4056640), 32 * c->dim[0]);
		ck_check_canary(c, 17, c->act, 4056576);
		ck_check_canary(c, 17, c->act, 4122176);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L01.attn.q.rope: rope, llama.yaml:113 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 18, 0);
	{
		const struct ck_rope a = {
			.y = ck_at(c->act, 2417344), /* L01.attn.q.rope */
			.x = ck_at(c->act, 2417344), /* L01.attn.q */
			.cs = ck_own(c, rank, SCRATCH, 86208), /* rope.table */
			.T = T, .H = 8, .D = 8, .P = 4, .layout = CK_INTERLEAVED
		};
		const struct ck_span s = ck_span(T, 1, rank, size);
		if (s.lo < s.hi)
			ck_rope_f32_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 18, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 18, ck_in(c->act, 2417344), 64 * c->dim[0]);
		ck_check_canary(c, 18, c->act, 2417280);
		ck_check_canary(c, 18, c->act, 2548416);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L01.attn.k.rope: rope, llama.yaml:114 */
	ck_trace(c, rank, 19, 0);
	{
		const struct ck_rope a = {
			.y = ck_at(c->act, 3991040), /* L01.attn.k.rope */
			.x = ck_at(c->act, 3991040), /* L01.attn.k */
			.cs = ck_own(c, rank, SCRATCH, 86208), /* rope.table */
			.T = T, .H = 4, .D = 8, .P = 4, .layout = CK_INTERLEAVED
		};
		const struct ck_span s = ck_span(T, 1, rank, size);
		if (s.lo < s.hi)
			ck_rope_f32_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 19, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 19, ck_in(c->act, 3991040), 32 * c->dim[0]);
		ck_check_canary(c, 19, c->act, 3990976);
		ck_check_canary(c, 19, c->act, 4056576);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L01.attn.kv: kv_store, llama.yaml:115 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 20, 0);
	{
		const struct ck_kv_store a = {
			.k = ck_at(c->act, 3991040), /* L01.attn.k.rope */
			.v = ck_at(c->act, 4056640), /* L01.attn.v */
			.pos = ck_at(c->call, 2176), /* pos */
			.slot = ck_at(c->call, 4288), /* slot */
			.pages = ck_at(c->call, 6400), /* pages */
			.kc = ck_at(c->state, 524480), /* L01.k */
			.vc = ck_at(c->state, 786688), /* L01.v */
			.T = T, .KV = 4, .D = 8, .S = 1, .PS = 8, .PG = 8
		};
		const struct ck_span s = ck_span(4 * T, 1, rank, size);
		if (s.lo < s.hi)
			ck_kv_store_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 20, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 20, c->state, 524416);
		ck_check_canary(c, 20, c->state, 786624);
		ck_check_canary(c, 20, c->state, 786624);
		ck_check_canary(c, 20, c->state, 1048832);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L01.attn.ctx: attention, llama.yaml:116 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 21, 0);
	{
		const struct ck_attention a = {
			.y = ck_at(c->act, 2417344), /* L01.attn.ctx */
			.q = ck_at(c->act, 2417344), /* L01.attn.q.rope */
			.pos = ck_at(c->call, 2176), /* pos */
			.slot = ck_at(c->call, 4288), /* slot */
			.pages = ck_at(c->call, 6400), /* pages */
			.kc = ck_at(c->state, 524480), /* L01.k */
			.vc = ck_at(c->state, 786688), /* L01.v */
			.scratch = ck_own(c, rank, SCRATCH, 0),
			.T = T, .H = 8, .D = 8, .S = 1, .PS = 8, .PG = 8, .KV = 4, .scale = 0.35355338f, .mask = CK_CAUSAL, .window = 0, .softcap = 0.0f
		};
		const struct ck_span s = ck_span(8 * T, 1, rank, size);
		if (s.lo < s.hi)
			ck_attention_f32_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 21, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 21, ck_in(c->act, 2417344), 64 * c->dim[0]);
		ck_check_canary(c, 21, c->act, 2417280);
		ck_check_canary(c, 21, c->act, 2548416);
		ck_check_canary(c, 21, c->state, 524416);
		ck_check_canary(c, 21, c->state, 786624);
		ck_check_canary(c, 21, c->state, 786624);
		ck_check_canary(c, 21, c->state, 1048832);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L01.attn.add: matmul, llama.yaml:119; fused from L01.attn.out + L01.attn.add */
	ck_barrier(c, rank);
	ck_trace(c, rank, 22, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 1761664), /* L01.attn.add */
			.x = ck_at(c->act, 2417344), /* L01.attn.ctx */
			.r = ck_at(c->act, 1761664), /* L00.ffn.add */
			.w = ck_in(c->weights, 2445056), /* L01.attn.out */
			.T = T, .K = 64, .N = 64
		};
		const struct ck_span s = ck_span(64, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_gemm_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 22, 1);
	if (rank == 0)
		c->count[0]++; /* matmul_add */
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 22, ck_in(c->act, 1761664), 64 * c->dim[0]);
		ck_check_canary(c, 22, c->act, 1761600);
		ck_check_canary(c, 22, c->act, 1892736);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L01.ffn.norm: rmsnorm, llama.yaml:120 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 23, 0);
	{
		const struct ck_rmsnorm a = {
			.y = ck_at(c->act, 2548480), /* L01.ffn.norm */
			.x = ck_at(c->act, 1761664), /* L01.attn.add */
			.w = ck_in(c->weights, 2461440), /* L01.ffn.norm */
			.R = T, .E = 64, .eps = 1e-05f
		};
		const struct ck_span s = ck_span(T, 1, rank, size);
		if (s.lo < s.hi)
			ck_rmsnorm_f32_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 23, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 23, ck_in(c->act, 2548480), 64 * c->dim[0]);
		ck_check_canary(c, 23, c->act, 2548416);
		ck_check_canary(c, 23, c->act, 2679552);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L01.ffn.act: gated_matmul, llama.yaml:123; fused from L01.ffn.gate + L01.ffn.up + L01.ffn.act */
	ck_barrier(c, rank);
	ck_trace(c, rank, 24, 0);
	{
		const struct ck_gated_matmul a = {
			.y = ck_at(c->act, 352384), /* L01.ffn.act */
			.x = ck_at(c->act, 2548480), /* L01.ffn.norm */
			.g = ck_in(c->weights, 2461696), /* L01.ffn.gate */
			.u = ck_in(c->weights, 2506752), /* L01.ffn.up */
			.T = T, .K = 64, .N = 172, .act = CK_SILU
		};
		const struct ck_span s = ck_span(172, 16, rank, size);
		if (s.lo < s.hi)
			ck_gated_matmul_f32_gemm_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 24, 1);
	if (rank == 0)
		c->count[1]++; /* gated_matmul */
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 24, ck_in(c->act, 352384), 172 * c->dim[0]);
		ck_check_canary(c, 24, c->act, 352320);
		ck_check_canary(c, 24, c->act, 704640);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L01.ffn.add: matmul, llama.yaml:125; fused from L01.ffn.down + L01.ffn.add */
	ck_barrier(c, rank);
	ck_trace(c, rank, 25, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 1761664), /* L01.ffn.add */
			.x = ck_at(c->act, 352384), /* L01.ffn.act */
			.r = ck_at(c->act, 1761664), /* L01.attn.add */
			.w = ck_in(c->weights, 2551808), /* L01.ffn.down */
			.T = T, .K = 172, .N = 64
		};
		const struct ck_span s = ck_span(64, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_gemm_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 25, 1);
	if (rank == 0)
		c->count[0]++; /* matmul_add */
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 25, ck_in(c->act, 1761664), 64 * c->dim[0]);
		ck_check_canary(c, 25, c->act, 1761600);
		ck_check_canary(c, 25, c->act, 1892736);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	return prefill_canaries(c, rank, 25);
}

static int prefill_L02(struct ck_ctx *c, int rank, int size)
{
	const int64_t T = c->dim[0];

	/* L02.attn.norm: rmsnorm, llama.yaml:109 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 26, 0);
	{
		const struct ck_rmsnorm a = {
			.y = ck_at(c->act, 2679616), /* L02.attn.norm */
			.x = ck_at(c->act, 1761664), /* L01.ffn.add */
			.w = ck_in(c->weights, 2595840), /* L02.attn.norm */
			.R = T, .E = 64, .eps = 1e-05f
		};
		const struct ck_span s = ck_span(T, 1, rank, size);
		if (s.lo < s.hi)
			ck_rmsnorm_f32_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 26, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 26, ck_in(c->act, 2679616), 64 * c->dim[0]);
		ck_check_canary(c, 26, c->act, 2679552);
		ck_check_canary(c, 26, c->act, 2810688);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L02.attn.q: matmul, llama.yaml:110 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 27, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 2810752), /* L02.attn.q */
			.x = ck_at(c->act, 2679616), /* L02.attn.norm */
			.w = ck_in(c->weights, 2596096), /* L02.attn.q */
			.T = T, .K = 64, .N = 64
		};
		const struct ck_span s = ck_span(64, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_gemm_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 27, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 27, ck_in(c->act, 2810752), 64 * c->dim[0]);
		ck_check_canary(c, 27, c->act, 2810688);
		ck_check_canary(c, 27, c->act, 2941824);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L02.attn.k: matmul, llama.yaml:111 */
	ck_trace(c, rank, 28, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 4122240), /* L02.attn.k */
			.x = ck_at(c->act, 2679616), /* L02.attn.norm */
			.w = ck_in(c->weights, 2612480), /* L02.attn.k */
			.T = T, .K = 64, .N = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_gemm_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 28, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 28, ck_in(c->act, 4122240), 32 * c->dim[0]);
		ck_check_canary(c, 28, c->act, 4122176);
		ck_check_canary(c, 28, c->act, 4187776);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L02.attn.v: matmul, llama.yaml:112 */
	ck_trace(c, rank, 29, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 4187840), /* L02.attn.v */
			.x = ck_at(c->act, 2679616), /* L02.attn.norm */
			.w = ck_in(c->weights, 2620672), /* L02.attn.v */
			.T = T, .K = 64, .N = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_gemm_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 29, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 29, ck_in(c->act, 4187840), 32 * c->dim[0]);
		ck_check_canary(c, 29, c->act, 4187776);
		ck_check_canary(c, 29, c->act, 4253376);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L02.attn.q.rope: rope, llama.yaml:113 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 30, 0);
	{
		const struct ck_rope a = {
			.y = ck_at(c->act, 2810752), /* L02.attn.q.rope */
			.x = ck_at(c->act, 2810752), /* L02.attn.q */
			.cs = ck_own(c, rank, SCRATCH, 86208), /* rope.table */
			.T = T, .H = 8, .D = 8, .P = 4, .layout = CK_INTERLEAVED
		};
		const struct ck_span s = ck_span(T, 1, rank, size);
		if (s.lo < s.hi)
			ck_rope_f32_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 30, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 30, ck_in(c->act, 2810752), 64 * c->dim[0]);
		ck_check_canary(c, 30, c->act, 2810688);
		ck_check_canary(c, 30, c->act, 2941824);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L02.attn.k.rope: rope, llama.yaml:114 */
	ck_trace(c, rank, 31, 0);
	{
		const struct ck_rope a = {
			.y = ck_at(c->act, 4122240), /* L02.attn.k.rope */
			.x = ck_at(c->act, 4122240), /* L02.attn.k */
			.cs = ck_own(c, rank, SCRATCH, 86208), /* rope.table */
			.T = T, .H = 4, .D = 8, .P = 4, .layout = CK_INTERLEAVED
		};
		const struct ck_span s = ck_span(T, 1, rank, size);
		if (s.lo < s.hi)
			ck_rope_f32_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 31, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 31, ck_in(c->act, 4122240), 32 * c->dim[0]);
		ck_check_canary(c, 31, c->act, 4122176);
		ck_check_canary(c, 31, c->act, 4187776);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L02.attn.kv: kv_store, llama.yaml:115 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 32, 0);
	{
		const struct ck_kv_store a = {
			.k = ck_at(c->act, 4122240), /* L02.attn.k.rope */
			.v = ck_at(c->act, 4187840), /* L02.attn.v */
			.pos = ck_at(c->call, 2176), /* pos */
			.slot = ck_at(c->call, 4288), /* slot */
			.pages = ck_at(c->call, 6400), /* pages */
			.kc = ck_at(c->state, 1048896), /* L02.k */
			.vc = ck_at(c->state, 1311104), /* L02.v */
			.T = T, .KV = 4, .D = 8, .S = 1, .PS = 8, .PG = 8
		};
		const struct ck_span s = ck_span(4 * T, 1, rank, size);
		if (s.lo < s.hi)
			ck_kv_store_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 32, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 32, c->state, 1048832);
		ck_check_canary(c, 32, c->state, 1311040);
		ck_check_canary(c, 32, c->state, 1311040);
		ck_check_canary(c, 32, c->state, 1573248);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L02.attn.ctx: attention, llama.yaml:116 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 33, 0);
	{
		const struct ck_attention a = {
			.y = ck_at(c->act, 2810752), /* L02.attn.ctx */
			.q = ck_at(c->act, 2810752), /* L02.attn.q.rope */
			.pos = ck_at(c->call, 2176), /* pos */
			.slot = ck_at(c->call, 4288), /* slot */
			.pages = ck_at(c->call, 6400), /* pages */
			.kc = ck_at(c->state, 1048896), /* L02.k */
			.vc = ck_at(c->state, 1311104), /* L02.v */
			.scratch = ck_own(c, rank, SCRATCH, 0),
			.T = T, .H = 8, .D = 8, .S = 1, .PS = 8, .PG = 8, .KV = 4, .scale = 0.35355338f, .mask = CK_CAUSAL, .window = 0, .softcap = 0.0f
		};
		const struct ck_span s = ck_span(8 * T, 1, rank, size);
		if (s.lo < s.hi)
			ck_attention_f32_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 33, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 33, ck_in(c->act, 2810752), 64 * c->dim[0]);
		ck_check_canary(c, 33, c->act, 2810688);
		ck_check_canary(c, 33, c->act, 2941824);
		ck_check_canary(c, 33, c->state, 1048832);
		ck_check_canary(c, 33, c->state, 1311040);
		ck_check_canary(c, 33, c->state, 1311040);
		ck_check_canary(c, 33, c->state, 1573248);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L02.attn.add: matmul, llama.yaml:119; fused from L02.attn.out + L02.attn.add */
	ck_barrier(c, rank);
	ck_trace(c, rank, 34, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 1761664), /* L02.attn.add */
			.x = ck_at(c->act, 2810752), /* L02.attn.ctx */
			.r = ck_at(c->act, 1761664), /* L01.ffn.add */
			.w = ck_in(c->weights, 2628864), /* L02.attn.out */
			.T = T, .K = 64, .N = 64
		};
		const struct ck_span s = ck_span(64, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_gemm_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 34, 1);
	if (rank == 0)
		c->count[0]++; /* matmul_add */
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 34, ck_in(c->act, 1761664), 64 * c->dim[0]);
		ck_check_canary(c, 34, c->act, 1761600);
		ck_check_canary(c, 34, c->act, 1892736);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L02.ffn.norm: rmsnorm, llama.yaml:120 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 35, 0);
	{
		const struct ck_rmsnorm a = {
			.y = ck_at(c->act, 2941888), /* L02.ffn.norm */
			.x = ck_at(c->act, 1761664), /* L02.attn.add */
			.w = ck_in(c->weights, 2645248), /* L02.ffn.norm */
			.R = T, .E = 64, .eps = 1e-05f
		};
		const struct ck_span s = ck_span(T, 1, rank, size);
		if (s.lo < s.hi)
			ck_rmsnorm_f32_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 35, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 35, ck_in(c->act, 2941888), 64 * c->dim[0]);
		ck_check_canary(c, 35, c->act, 2941824);
		ck_check_canary(c, 35, c->act, 3072960);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L02.ffn.act: gated_matmul, llama.yaml:123; fused from L02.ffn.gate + L02.ffn.up + L02.ffn.act */
	ck_barrier(c, rank);
	ck_trace(c, rank, 36, 0);
	{
		const struct ck_gated_matmul a = {
			.y = ck_at(c->act, 704704), /* L02.ffn.act */
			.x = ck_at(c->act, 2941888), /* L02.ffn.norm */
			.g = ck_in(c->weights, 2645504), /* L02.ffn.gate */
			.u = ck_in(c->weights, 2690560), /* L02.ffn.up */
			.T = T, .K = 64, .N = 172, .act = CK_SILU
		};
		const struct ck_span s = ck_span(172, 16, rank, size);
		if (s.lo < s.hi)
			ck_gated_matmul_f32_gemm_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 36, 1);
	if (rank == 0)
		c->count[1]++; /* gated_matmul */
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 36, ck_in(c->act, 704704), 172 * c->dim[0]);
		ck_check_canary(c, 36, c->act, 704640);
		ck_check_canary(c, 36, c->act, 1056960);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L02.ffn.add: matmul, llama.yaml:125; fused from L02.ffn.down + L02.ffn.add */
	ck_barrier(c, rank);
	ck_trace(c, rank, 37, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 1761664), /* L02.ffn.add */
			.x = ck_at(c->act, 704704), /* L02.ffn.act */
			.r = ck_at(c->act, 1761664), /* L02.attn.add */
			.w = ck_in(c->weights, 2735616), /* L02.ffn.down */
			.T = T, .K = 172, .N = 64
		};
		const struct ck_span s = ck_span(64, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_gemm_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 37, 1);
	if (rank == 0)
		c->count[0]++; /* matmul_add */
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 37, ck_in(c->act, 1761664), 64 * c->dim[0]);
		ck_check_canary(c, 37, c->act, 1761600);
		ck_check_canary(c, 37, c->act, 1892736);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	return prefill_canaries(c, rank, 37);
}

static int prefill_L03(struct ck_ctx *c, int rank, int size)
{
	const int64_t T = c->dim[0];

	/* L03.attn.norm: rmsnorm, llama.yaml:109 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 38, 0);
	{
		const struct ck_rmsnorm a = {
			.y = ck_at(c->act, 3073024), /* L03.attn.norm */
			.x = ck_at(c->act, 1761664), /* L02.ffn.add */
			.w = ck_in(c->weights, 2779648), /* L03.attn.norm */
			.R = T, .E = 64, .eps = 1e-05f
		};
		const struct ck_span s = ck_span(T, 1, rank, size);
		if (s.lo < s.hi)
			ck_rmsnorm_f32_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 38, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 38, ck_in(c->act, 3073024), 64 * c->dim[0]);
		ck_check_canary(c, 38, c->act, 3072960);
		ck_check_canary(c, 38, c->act, 3204096);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L03.attn.q: matmul, llama.yaml:110 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 39, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 3204160), /* L03.attn.q */
			.x = ck_at(c->act, 3073024), /* L03.attn.norm */
			.w = ck_in(c->weights, 2779904), /* L03.attn.q */
			.T = T, .K = 64, .N = 64
		};
		const struct ck_span s = ck_span(64, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_gemm_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 39, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 39, ck_in(c->act, 3204160), 64 * c->dim[0]);
		ck_check_canary(c, 39, c->act, 3204096);
		ck_check_canary(c, 39, c->act, 3335232);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L03.attn.k: matmul, llama.yaml:111 */
	ck_trace(c, rank, 40, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 4253440), /* L03.attn.k */
			.x = ck_at(c->act, 3073024), /* L03.attn.norm */
			.w = ck_in(c->weights, 2796288), /* L03.attn.k */
			.T = T, .K = 64, .N = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_gemm_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 40, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 40, ck_in(c->act, 4253440), 32 * c->dim[0]);
		ck_check_canary(c, 40, c->act, 4253376);
		ck_check_canary(c, 40, c->act, 4318976);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L03.attn.v: matmul, llama.yaml:112 */
	ck_trace(c, rank, 41, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 4319040), /* L03.attn.v */
			.x = ck_at(c->act, 3073024), /* L03.attn.norm */
			.w = ck_in(c->weights, 2804480), /* L03.attn.v */
			.T = T, .K = 64, .N = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_gemm_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 41, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 41, ck_in(c->act, 4319040), 32 * c->dim[0]);
		ck_check_canary(c, 41, c->act, 4318976);
		ck_check_canary(c, 41, c->act, 4384576);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L03.attn.q.rope: rope, llama.yaml:113 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 42, 0);
	{
		const struct ck_rope a = {
			.y = ck_at(c->act, 3204160), /* L03.attn.q.rope */
			.x = ck_at(c->act, 3204160), /* L03.attn.q */
			.cs = ck_own(c, rank, SCRATCH, 86208), /* rope.table */
			.T = T, .H = 8, .D = 8, .P = 4, .layout = CK_INTERLEAVED
		};
		const struct ck_span s = ck_span(T, 1, rank, size);
		if (s.lo < s.hi)
			ck_rope_f32_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 42, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 42, ck_in(c->act, 3204160), 64 * c->dim[0]);
		ck_check_canary(c, 42, c->act, 3204096);
		ck_check_canary(c, 42, c->act, 3335232);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L03.attn.k.rope: rope, llama.yaml:114 */
	ck_trace(c, rank, 43, 0);
	{
		const struct ck_rope a = {
			.y = ck_at(c->act, 4253440), /* L03.attn.k.rope */
			.x = ck_at(c->act, 4253440), /* L03.attn.k */
			.cs = ck_own(c, rank, SCRATCH, 86208), /* rope.table */
			.T = T, .H = 4, .D = 8, .P = 4, .layout = CK_INTERLEAVED
		};
		const struct ck_span s = ck_span(T, 1, rank, size);
		if (s.lo < s.hi)
			ck_rope_f32_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 43, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 43, ck_in(c->act, 4253440), 32 * c->dim[0]);
		ck_check_canary(c, 43, c->act, 4253376);
		ck_check_canary(c, 43, c->act, 4318976);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L03.attn.kv: kv_store, llama.yaml:115 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 44, 0);
	{
		const struct ck_kv_store a = {
			.k = ck_at(c->act, 4253440), /* L03.attn.k.rope */
			.v = ck_at(c->act, 4319040), /* L03.attn.v */
			.pos = ck_at(c->call, 2176), /* pos */
			.slot = ck_at(c->call, 4288), /* slot */
			.pages = ck_at(c->call, 6400), /* pages */
			.kc = ck_at(c->state, 1573312), /* L03.k */
			.vc = ck_at(c->state, 1835520), /* L03.v */
			.T = T, .KV = 4, .D = 8, .S = 1, .PS = 8, .PG = 8
		};
		const struct ck_span s = ck_span(4 * T, 1, rank, size);
		if (s.lo < s.hi)
			ck_kv_store_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 44, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 44, c->state, 1573248);
		ck_check_canary(c, 44, c->state, 1835456);
		ck_check_canary(c, 44, c->state, 1835456);
		ck_check_canary(c, 44, c->state, 2097664);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L03.attn.ctx: attention, llama.yaml:116 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 45, 0);
	{
		const struct ck_attention a = {
			.y = ck_at(c->act, 3204160), /* L03.attn.ctx */
			.q = ck_at(c->act, 3204160), /* L03.attn.q.rope */
			.pos = ck_at(c->call, 2176), /* pos */
			.slot = ck_at(c->call, 4288), /* slot */
			.pages = ck_at(c->call, 6400), /* pages */
			.kc = ck_at(c->state, 1573312), /* L03.k */
			.vc = ck_at(c->state, 1835520), /* L03.v */
			.scratch = ck_own(c, rank, SCRATCH, 0),
			.T = T, .H = 8, .D = 8, .S = 1, .PS = 8, .PG = 8, .KV = 4, .scale = 0.35355338f, .mask = CK_CAUSAL, .window = 0, .softcap = 0.0f
		};
		const struct ck_span s = ck_span(8 * T, 1, rank, size);
		if (s.lo < s.hi)
			ck_attention_f32_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 45, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 45, ck_in(c->act, 3204160), 64 * c->dim[0]);
		ck_check_canary(c, 45, c->act, 3204096);
		ck_check_canary(c, 45, c->act, 3335232);
		ck_check_canary(c, 45, c->state, 1573248);
		ck_check_canary(c, 45, c->state, 1835456);
		ck_check_canary(c, 45, c->state, 1835456);
		ck_check_canary(c, 45, c->state, 2097664);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L03.attn.add: matmul, llama.yaml:119; fused from L03.attn.out + L03.attn.add */
	ck_barrier(c, rank);
	ck_trace(c, rank, 46, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 1761664), /* L03.attn.add */
			.x = ck_at(c->act, 3204160), /* L03.attn.ctx */
			.r = ck_at(c->act, 1761664), /* L02.ffn.add */
			.w = ck_in(c->weights, 2812672), /* L03.attn.out */
			.T = T, .K = 64, .N = 64
		};
		const struct ck_span s = ck_span(64, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_gemm_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 46, 1);
	if (rank == 0)
		c->count[0]++; /* matmul_add */
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 46, ck_in(c->act, 1761664), 64 * c->dim[0]);
		ck_check_canary(c, 46, c->act, 1761600);
		ck_check_canary(c, 46, c->act, 1892736);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L03.ffn.norm: rmsnorm, llama.yaml:120 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 47, 0);
	{
		const struct ck_rmsnorm a = {
			.y = ck_at(c->act, 3335296), /* L03.ffn.norm */
			.x = ck_at(c->act, 1761664), /* L03.attn.add */
			.w = ck_in(c->weights, 2829056), /* L03.ffn.norm */
			.R = T, .E = 64, .eps = 1e-05f
		};
		const struct ck_span s = ck_span(T, 1, rank, size);
		if (s.lo < s.hi)
			ck_rmsnorm_f32_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 47, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 47, ck_in(c->act, 3335296), 64 * c->dim[0]);
		ck_check_canary(c, 47, c->act, 3335232);
		ck_check_canary(c, 47, c->act, 3466368);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L03.ffn.act: gated_matmul, llama.yaml:123; fused from L03.ffn.gate + L03.ffn.up + L03.ffn.act */
	ck_barrier(c, rank);
	ck_trace(c, rank, 48, 0);
	{
		const struct ck_gated_matmul a = {
			.y = ck_at(c->act, 1057024), /* L03.ffn.act */
			.x = ck_at(c->act, 3335296), /* L03.ffn.norm */
			.g = ck_in(c->weights, 2829312), /* L03.ffn.gate */
			.u = ck_in(c->weights, 2874368), /* L03.ffn.up */
			.T = T, .K = 64, .N = 172, .act = CK_SILU
		};
		const struct ck_span s = ck_span(172, 16, rank, size);
		if (s.lo < s.hi)
			ck_gated_matmul_f32_gemm_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 48, 1);
	if (rank == 0)
		c->count[1]++; /* gated_matmul */
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 48, ck_in(c->act, 1057024), 172 * c->dim[0]);
		ck_check_canary(c, 48, c->act, 1056960);
		ck_check_canary(c, 48, c->act, 1409280);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L03.ffn.add: matmul, llama.yaml:125; fused from L03.ffn.down + L03.ffn.add */
	ck_barrier(c, rank);
	ck_trace(c, rank, 49, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 1761664), /* L03.ffn.add */
			.x = ck_at(c->act, 1057024), /* L03.ffn.act */
			.r = ck_at(c->act, 1761664), /* L03.attn.add */
			.w = ck_in(c->weights, 2919424), /* L03.ffn.down */
			.T = T, .K = 172, .N = 64
		};
		const struct ck_span s = ck_span(64, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_gemm_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 49, 1);
	if (rank == 0)
		c->count[0]++; /* matmul_add */
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 49, ck_in(c->act, 1761664), 64 * c->dim[0]);
		ck_check_canary(c, 49, c->act, 1761600);
		ck_check_canary(c, 49, c->act, 1892736);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	return prefill_canaries(c, rank, 49);
}

static int prefill_L04(struct ck_ctx *c, int rank, int size)
{
	const int64_t T = c->dim[0];

	/* L04.attn.norm: rmsnorm, llama.yaml:109 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 50, 0);
	{
		const struct ck_rmsnorm a = {
			.y = ck_at(c->act, 3466432), /* L04.attn.norm */
			.x = ck_at(c->act, 1761664), /* L03.ffn.add */
			.w = ck_in(c->weights, 2963456), /* L04.attn.norm */
			.R = T, .E = 64, .eps = 1e-05f
		};
		const struct ck_span s = ck_span(T, 1, rank, size);
		if (s.lo < s.hi)
			ck_rmsnorm_f32_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 50, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 50, ck_in(c->act, 3466432), 64 * c->dim[0]);
		ck_check_canary(c, 50, c->act, 3466368);
		ck_check_canary(c, 50, c->act, 3597504);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L04.attn.q: matmul, llama.yaml:110 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 51, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 3597568), /* L04.attn.q */
			.x = ck_at(c->act, 3466432), /* L04.attn.norm */
			.w = ck_in(c->weights, 2963712), /* L04.attn.q */
			.T = T, .K = 64, .N = 64
		};
		const struct ck_span s = ck_span(64, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_gemm_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 51, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 51, ck_in(c->act, 3597568), 64 * c->dim[0]);
		ck_check_canary(c, 51, c->act, 3597504);
		ck_check_canary(c, 51, c->act, 3728640);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L04.attn.k: matmul, llama.yaml:111 */
	ck_trace(c, rank, 52, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 4384640), /* L04.attn.k */
			.x = ck_at(c->act, 3466432), /* L04.attn.norm */
			.w = ck_in(c->weights, 2980096), /* L04.attn.k */
			.T = T, .K = 64, .N = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_gemm_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 52, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 52, ck_in(c->act, 4384640), 32 * c->dim[0]);
		ck_check_canary(c, 52, c->act, 4384576);
		ck_check_canary(c, 52, c->act, 4450176);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L04.attn.v: matmul, llama.yaml:112 */
	ck_trace(c, rank, 53, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 4450240), /* L04.attn.v */
			.x = ck_at(c->act, 3466432), /* L04.attn.norm */
			.w = ck_in(c->weights, 2988288), /* L04.attn.v */
			.T = T, .K = 64, .N = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_gemm_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 53, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 53, ck_in(c->act, 4450240), 32 * c->dim[0]);
		ck_check_canary(c, 53, c->act, 4450176);
		ck_check_canary(c, 53, c->act, 4515776);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L04.attn.q.rope: rope, llama.yaml:113 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 54, 0);
	{
		const struct ck_rope a = {
			.y = ck_at(c->act, 3597568), /* L04.attn.q.rope */
			.x = ck_at(c->act, 3597568), /* L04.attn.q */
			.cs = ck_own(c, rank, SCRATCH, 86208), /* rope.table */
			.T = T, .H = 8, .D = 8, .P = 4, .layout = CK_INTERLEAVED
		};
		const struct ck_span s = ck_span(T, 1, rank, size);
		if (s.lo < s.hi)
			ck_rope_f32_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 54, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 54, ck_in(c->act, 3597568), 64 * c->dim[0]);
		ck_check_canary(c, 54, c->act, 3597504);
		ck_check_canary(c, 54, c->act, 3728640);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L04.attn.k.rope: rope, llama.yaml:114 */
	ck_trace(c, rank, 55, 0);
	{
		const struct ck_rope a = {
			.y = ck_at(c->act, 4384640), /* L04.attn.k.rope */
			.x = ck_at(c->act, 4384640), /* L04.attn.k */
			.cs = ck_own(c, rank, SCRATCH, 86208), /* rope.table */
			.T = T, .H = 4, .D = 8, .P = 4, .layout = CK_INTERLEAVED
		};
		const struct ck_span s = ck_span(T, 1, rank, size);
		if (s.lo < s.hi)
			ck_rope_f32_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 55, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 55, ck_in(c->act, 4384640), 32 * c->dim[0]);
		ck_check_canary(c, 55, c->act, 4384576);
		ck_check_canary(c, 55, c->act, 4450176);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L04.attn.kv: kv_store, llama.yaml:115 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 56, 0);
	{
		const struct ck_kv_store a = {
			.k = ck_at(c->act, 4384640), /* L04.attn.k.rope */
			.v = ck_at(c->act, 4450240), /* L04.attn.v */
			.pos = ck_at(c->call, 2176), /* pos */
			.slot = ck_at(c->call, 4288), /* slot */
			.pages = ck_at(c->call, 6400), /* pages */
			.kc = ck_at(c->state, 2097728), /* L04.k */
			.vc = ck_at(c->state, 2359936), /* L04.v */
			.T = T, .KV = 4, .D = 8, .S = 1, .PS = 8, .PG = 8
		};
		const struct ck_span s = ck_span(4 * T, 1, rank, size);
		if (s.lo < s.hi)
			ck_kv_store_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 56, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 56, c->state, 2097664);
		ck_check_canary(c, 56, c->state, 2359872);
		ck_check_canary(c, 56, c->state, 2359872);
		ck_check_canary(c, 56, c->state, 2622080);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L04.attn.ctx: attention, llama.yaml:116 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 57, 0);
	{
		const struct ck_attention a = {
			.y = ck_at(c->act, 3597568), /* L04.attn.ctx */
			.q = ck_at(c->act, 3597568), /* L04.attn.q.rope */
			.pos = ck_at(c->call, 2176), /* pos */
			.slot = ck_at(c->call, 4288), /* slot */
			.pages = ck_at(c->call, 6400), /* pages */
			.kc = ck_at(c->state, 2097728), /* L04.k */
			.vc = ck_at(c->state, 2359936), /* L04.v */
			.scratch = ck_own(c, rank, SCRATCH, 0),
			.T = T, .H = 8, .D = 8, .S = 1, .PS = 8, .PG = 8, .KV = 4, .scale = 0.35355338f, .mask = CK_CAUSAL, .window = 0, .softcap = 0.0f
		};
		const struct ck_span s = ck_span(8 * T, 1, rank, size);
		if (s.lo < s.hi)
			ck_attention_f32_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 57, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 57, ck_in(c->act, 3597568), 64 * c->dim[0]);
		ck_check_canary(c, 57, c->act, 3597504);
		ck_check_canary(c, 57, c->act, 3728640);
		ck_check_canary(c, 57, c->state, 2097664);
		ck_check_canary(c, 57, c->state, 2359872);
		ck_check_canary(c, 57, c->state, 2359872);
		ck_check_canary(c, 57, c->state, 2622080);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L04.attn.add: matmul, llama.yaml:119; fused from L04.attn.out + L04.attn.add */
	ck_barrier(c, rank);
	ck_trace(c, rank, 58, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 1761664), /* L04.attn.add */
			.x = ck_at(c->act, 3597568), /* L04.attn.ctx */
			.r = ck_at(c->act, 1761664), /* L03.ffn.add */
			.w = ck_in(c->weights, 2996480), /* L04.attn.out */
			.T = T, .K = 64, .N = 64
		};
		const struct ck_span s = ck_span(64, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_gemm_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 58, 1);
	if (rank == 0)
		c->count[0]++; /* matmul_add */
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 58, ck_in(c->act, 1761664), 64 * c->dim[0]);
		ck_check_canary(c, 58, c->act, 1761600);
		ck_check_canary(c, 58, c->act, 1892736);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L04.ffn.norm: rmsnorm, llama.yaml:120 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 59, 0);
	{
		const struct ck_rmsnorm a = {
			.y = ck_at(c->act, 3728704), /* L04.ffn.norm */
			.x = ck_at(c->act, 1761664), /* L04.attn.add */
			.w = ck_in(c->weights, 3012864), /* L04.ffn.norm */
			.R = T, .E = 64, .eps = 1e-05f
		};
		const struct ck_span s = ck_span(T, 1, rank, size);
		if (s.lo < s.hi)
			ck_rmsnorm_f32_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 59, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 59, ck_in(c->act, 3728704), 64 * c->dim[0]);
		ck_check_canary(c, 59, c->act, 3728640);
		ck_check_canary(c, 59, c->act, 3859776);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L04.ffn.act: gated_matmul, llama.yaml:123; fused from L04.ffn.gate + L04.ffn.up + L04.ffn.act */
	ck_barrier(c, rank);
	ck_trace(c, rank, 60, 0);
	{
		const struct ck_gated_matmul a = {
			.y = ck_at(c->act, 1409344), /* L04.ffn.act */
			.x = ck_at(c->act, 3728704), /* L04.ffn.norm */
			.g = ck_in(c->weights, 3013120), /* L04.ffn.gate */
			.u = ck_in(c->weights, 3058176), /* L04.ffn.up */
			.T = T, .K = 64, .N = 172, .act = CK_SILU
		};
		const struct ck_span s = ck_span(172, 16, rank, size);
		if (s.lo < s.hi)
			ck_gated_matmul_f32_gemm_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 60, 1);
	if (rank == 0)
		c->count[1]++; /* gated_matmul */
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 60, ck_in(c->act, 1409344), 172 * c->dim[0]);
		ck_check_canary(c, 60, c->act, 1409280);
		ck_check_canary(c, 60, c->act, 1761600);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L04.ffn.add: matmul, llama.yaml:125; fused from L04.ffn.down + L04.ffn.add */
	ck_barrier(c, rank);
	ck_trace(c, rank, 61, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 1761664), /* L04.ffn.add */
			.x = ck_at(c->act, 1409344), /* L04.ffn.act */
			.r = ck_at(c->act, 1761664), /* L04.attn.add */
			.w = ck_in(c->weights, 3103232), /* L04.ffn.down */
			.T = T, .K = 172, .N = 64
		};
		const struct ck_span s = ck_span(64, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_gemm_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 61, 1);
	if (rank == 0)
		c->count[0]++; /* matmul_add */
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 61, ck_in(c->act, 1761664), 64 * c->dim[0]);
		ck_check_canary(c, 61, c->act, 1761600);
		ck_check_canary(c, 61, c->act, 1892736);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	return prefill_canaries(c, rank, 61);
}

static int prefill_footer(struct ck_ctx *c, int rank, int size)
{
	const int64_t T = c->dim[0];
	const int64_t O = c->dim[1];

	/* out.rows: select, llama.yaml:130 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 62, 0);
	{
		const struct ck_select a = {
			.y = ck_at(c->act, 4515840), /* out.rows */
			.x = ck_at(c->act, 1761664), /* L04.ffn.add */
			.row = ck_at(c->call, 6528), /* out_rows */
			.T = T, .E = 64, .O = O
		};
		const struct ck_span s = ck_span(O, 1, rank, size);
		if (s.lo < s.hi)
			ck_select_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 62, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 62, ck_in(c->act, 4515840), 64 * c->dim[1]);
		ck_check_canary(c, 62, c->act, 4515776);
		ck_check_canary(c, 62, c->act, 4524032);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* out.norm: rmsnorm, llama.yaml:131 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 63, 0);
	{
		const struct ck_rmsnorm a = {
			.y = ck_own(c, rank, SCRATCH, 102656), /* out.norm */
			.x = ck_at(c->act, 4515840), /* out.rows */
			.w = ck_in(c->weights, 3147264), /* out.norm */
			.R = O, .E = 64, .eps = 1e-05f
		};
		const struct ck_span s = ck_span(O, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rmsnorm_f32_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 63, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 63, ck_in(c->scratch, 102656), 64 * c->dim[1]);
		ck_check_canary(c, 63, c->scratch, 102592);
		ck_check_canary(c, 63, c->scratch, 110848);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* logits: matmul, llama.yaml:132 */
	ck_trace(c, rank, 64, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->call, 6720), /* logits */
			.x = ck_own(c, rank, SCRATCH, 102656), /* out.norm */
			.w = ck_in(c->weights, 3147520), /* head */
			.T = O, .K = 64, .N = 512
		};
		const struct ck_span s = ck_span(512, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_gemm_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 64, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 64, ck_in(c->call, 6720), 512 * c->dim[1]);
		ck_check_canary(c, 64, c->call, 6656);
		ck_check_canary(c, 64, c->call, 72256);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	return prefill_canaries(c, rank, 64);
}

static int prefill(struct ck_ctx *c, int rank, int size)
{
	if (rank == 0) {
		c->trapped = 0;
		prefill_plant(c);
		ck_check_bound(c, 0, 512);
		ck_check_bound(c, 1, 32);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	if (rank == 0) {
		ck_check_input(c, 0, ck_in(c->call, 64), 1 * c->dim[0], 512); /* tokens < V */
		ck_check_input(c, 1, ck_in(c->call, 2176), 1 * c->dim[0], 2048); /* pos < C */
		ck_check_input(c, 2, ck_in(c->call, 4288), 1 * c->dim[0], 1); /* slot < S */
		ck_check_input(c, 3, ck_in(c->call, 6400), 8, 8); /* pages < PG */
		ck_check_input(c, 4, ck_in(c->call, 6528), 1 * c->dim[1], c->dim[0]); /* out_rows < T */
	}
	if (ck_agree(c, rank))
		return c->trapped;
	if (prefill_header(c, rank, size))
		return c->trapped;
	if (prefill_L00(c, rank, size))
		return c->trapped;
	if (prefill_L01(c, rank, size))
		return c->trapped;
	if (prefill_L02(c, rank, size))
		return c->trapped;
	if (prefill_L03(c, rank, size))
		return c->trapped;
	if (prefill_L04(c, rank, size))
		return c->trapped;
	if (prefill_footer(c, rank, size))
		return c->trapped;
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 64, ck_in(c->call, 6720), 512 * c->dim[1]);
	}
	return ck_agree(c, rank);
}

static const struct ck_bound_desc prefill_bound[] = {
	{ "T", 512 },
	{ "O", 32 },
};

static const struct ck_io_desc prefill_io[] = {
	{ "tokens", "i32", "T", "V", 0, 64, 2048 },
	{ "pos", "i32", "T", "C", 0, 2176, 2048 },
	{ "slot", "i32", "T", "S", 0, 4288, 2048 },
	{ "pages", "i32", "S PS", "PG", 0, 6400, 32 },
	{ "out_rows", "i32", "O", "T", 0, 6528, 128 },
	{ "logits", "f32", "O V", "", 1, 6720, 65536 },
};

static const struct ck_op_desc prefill_op[] = {
	{ "embed", "embedding", "ck_embedding_f32_n16_ref" },
	{ "rope.table", "rope_table", "ck_rope_table_f32_ref" },
	{ "L00.attn.norm", "rmsnorm", "ck_rmsnorm_f32_avx512" },
	{ "L00.attn.q", "matmul", "ck_matmul_f32_gemm_avx512" },
	{ "L00.attn.k", "matmul", "ck_matmul_f32_gemm_avx512" },
	{ "L00.attn.v", "matmul", "ck_matmul_f32_gemm_avx512" },
	{ "L00.attn.q.rope", "rope", "ck_rope_f32_avx512" },
	{ "L00.attn.k.rope", "rope", "ck_rope_f32_avx512" },
	{ "L00.attn.kv", "kv_store", "ck_kv_store_f32_ref" },
	{ "L00.attn.ctx", "attention", "ck_attention_f32_avx512" },
	{ "L00.attn.add", "matmul", "ck_matmul_f32_gemm_avx512" },
	{ "L00.ffn.norm", "rmsnorm", "ck_rmsnorm_f32_avx512" },
	{ "L00.ffn.act", "gated_matmul", "ck_gated_matmul_f32_gemm_avx512" },
	{ "L00.ffn.add", "matmul", "ck_matmul_f32_gemm_avx512" },
	{ "L01.attn.norm", "rmsnorm", "ck_rmsnorm_f32_avx512" },
	{ "L01.attn.q", "matmul", "ck_matmul_f32_gemm_avx512" },
	{ "L01.attn.k", "matmul", "ck_matmul_f32_gemm_avx512" },
	{ "L01.attn.v", "matmul", "ck_matmul_f32_gemm_avx512" },
	{ "L01.attn.q.rope", "rope", "ck_rope_f32_avx512" },
	{ "L01.attn.k.rope", "rope", "ck_rope_f32_avx512" },
	{ "L01.attn.kv", "kv_store", "ck_kv_store_f32_ref" },
	{ "L01.attn.ctx", "attention", "ck_attention_f32_avx512" },
	{ "L01.attn.add", "matmul", "ck_matmul_f32_gemm_avx512" },
	{ "L01.ffn.norm", "rmsnorm", "ck_rmsnorm_f32_avx512" },
	{ "L01.ffn.act", "gated_matmul", "ck_gated_matmul_f32_gemm_avx512" },
	{ "L01.ffn.add", "matmul", "ck_matmul_f32_gemm_avx512" },
	{ "L02.attn.norm", "rmsnorm", "ck_rmsnorm_f32_avx512" },
	{ "L02.attn.q", "matmul", "ck_matmul_f32_gemm_avx512" },
	{ "L02.attn.k", "matmul", "ck_matmul_f32_gemm_avx512" },
	{ "L02.attn.v", "matmul", "ck_matmul_f32_gemm_avx512" },
	{ "L02.attn.q.rope", "rope", "ck_rope_f32_avx512" },
	{ "L02.attn.k.rope", "rope", "ck_rope_f32_avx512" },
	{ "L02.attn.kv", "kv_store", "ck_kv_store_f32_ref" },
	{ "L02.attn.ctx", "attention", "ck_attention_f32_avx512" },
	{ "L02.attn.add", "matmul", "ck_matmul_f32_gemm_avx512" },
	{ "L02.ffn.norm", "rmsnorm", "ck_rmsnorm_f32_avx512" },
	{ "L02.ffn.act", "gated_matmul", "ck_gated_matmul_f32_gemm_avx512" },
	{ "L02.ffn.add", "matmul", "ck_matmul_f32_gemm_avx512" },
	{ "L03.attn.norm", "rmsnorm", "ck_rmsnorm_f32_avx512" },
	{ "L03.attn.q", "matmul", "ck_matmul_f32_gemm_avx512" },
	{ "L03.attn.k", "matmul", "ck_matmul_f32_gemm_avx512" },
	{ "L03.attn.v", "matmul", "ck_matmul_f32_gemm_avx512" },
	{ "L03.attn.q.rope", "rope", "ck_rope_f32_avx512" },
	{ "L03.attn.k.rope", "rope", "ck_rope_f32_avx512" },
	{ "L03.attn.kv", "kv_store", "ck_kv_store_f32_ref" },
	{ "L03.attn.ctx", "attention", "ck_attention_f32_avx512" },
	{ "L03.attn.add", "matmul", "ck_matmul_f32_gemm_avx512" },
	{ "L03.ffn.norm", "rmsnorm", "ck_rmsnorm_f32_avx512" },
	{ "L03.ffn.act", "gated_matmul", "ck_gated_matmul_f32_gemm_avx512" },
	{ "L03.ffn.add", "matmul", "ck_matmul_f32_gemm_avx512" },
	{ "L04.attn.norm", "rmsnorm", "ck_rmsnorm_f32_avx512" },
	{ "L04.attn.q", "matmul", "ck_matmul_f32_gemm_avx512" },
	{ "L04.attn.k", "matmul", "ck_matmul_f32_gemm_avx512" },
	{ "L04.attn.v", "matmul", "ck_matmul_f32_gemm_avx512" },
	{ "L04.attn.q.rope", "rope", "ck_rope_f32_avx512" },
	{ "L04.attn.k.rope", "rope", "ck_rope_f32_avx512" },
	{ "L04.attn.kv", "kv_store", "ck_kv_store_f32_ref" },
	{ "L04.attn.ctx", "attention", "ck_attention_f32_avx512" },
	{ "L04.attn.add", "matmul", "ck_matmul_f32_gemm_avx512" },
	{ "L04.ffn.norm", "rmsnorm", "ck_rmsnorm_f32_avx512" },
	{ "L04.ffn.act", "gated_matmul", "ck_gated_matmul_f32_gemm_avx512" },
	{ "L04.ffn.add", "matmul", "ck_matmul_f32_gemm_avx512" },
	{ "out.rows", "select", "ck_select_f32_ref" },
	{ "out.norm", "rmsnorm", "ck_rmsnorm_f32_avx512" },
	{ "logits", "matmul", "ck_matmul_f32_gemm_avx512" },
};

static int decode_canaries(struct ck_ctx *c, int rank, int op)
{
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, op, c->state, 0);
		ck_check_canary(c, op, c->state, 262208); /* after L00.k */
		ck_check_canary(c, op, c->state, 524416); /* after L00.v */
		ck_check_canary(c, op, c->state, 786624); /* after L01.k */
		ck_check_canary(c, op, c->state, 1048832); /* after L01.v */
		ck_check_canary(c, op, c->state, 1311040); /* after L02.k */
		ck_check_canary(c, op, c->state, 1573248); /* after L02.v */
		ck_check_canary(c, op, c->state, 1835456); /* after L03.k */
		ck_check_canary(c, op, c->state, 2097664); /* after L03.v */
		ck_check_canary(c, op, c->state, 2359872); /* after L04.k */
		ck_check_canary(c, op, c->state, 2622080); /* after L04.v */
		ck_check_canary(c, op, c->call, 0);
		ck_check_canary(c, op, c->call, 128); /* after tokens */
		ck_check_canary(c, op, c->call, 256); /* after pos */
		ck_check_canary(c, op, c->call, 384); /* after slot */
		ck_check_canary(c, op, c->call, 512); /* after pages */
		ck_check_canary(c, op, c->call, 640); /* after out_rows */
		ck_check_canary(c, op, c->call, 2752); /* after logits */
		ck_check_canary(c, op, c->act, 0);
		ck_check_canary(c, op, c->act, 4160); /* after embed */
		ck_check_canary(c, op, c->act, 4480); /* after L00.attn.q */
		ck_check_canary(c, op, c->act, 7552); /* after L00.attn.k */
		ck_check_canary(c, op, c->act, 7744); /* after L00.attn.v */
		ck_check_canary(c, op, c->act, 4800); /* after L00.attn.ctx */
		ck_check_canary(c, op, c->act, 768); /* after L00.ffn.act */
		ck_check_canary(c, op, c->act, 5120); /* after L01.attn.q */
		ck_check_canary(c, op, c->act, 7936); /* after L01.attn.k */
		ck_check_canary(c, op, c->act, 8128); /* after L01.attn.v */
		ck_check_canary(c, op, c->act, 5440); /* after L01.attn.ctx */
		ck_check_canary(c, op, c->act, 1536); /* after L01.ffn.act */
		ck_check_canary(c, op, c->act, 5760); /* after L02.attn.q */
		ck_check_canary(c, op, c->act, 8320); /* after L02.attn.k */
		ck_check_canary(c, op, c->act, 8512); /* after L02.attn.v */
		ck_check_canary(c, op, c->act, 6080); /* after L02.attn.ctx */
		ck_check_canary(c, op, c->act, 2304); /* after L02.ffn.act */
		ck_check_canary(c, op, c->act, 6400); /* after L03.attn.q */
		ck_check_canary(c, op, c->act, 8704); /* after L03.attn.k */
		ck_check_canary(c, op, c->act, 8896); /* after L03.attn.v */
		ck_check_canary(c, op, c->act, 6720); /* after L03.attn.ctx */
		ck_check_canary(c, op, c->act, 3072); /* after L03.ffn.act */
		ck_check_canary(c, op, c->act, 7040); /* after L04.attn.q */
		ck_check_canary(c, op, c->act, 9088); /* after L04.attn.k */
		ck_check_canary(c, op, c->act, 9280); /* after L04.attn.v */
		ck_check_canary(c, op, c->act, 7360); /* after L04.attn.ctx */
		ck_check_canary(c, op, c->act, 3840); /* after L04.ffn.act */
		ck_check_canary(c, op, c->scratch, 86144);
		ck_check_canary(c, op, c->scratch, 92352); /* after rope.table */
		ck_check_canary(c, op, c->scratch, 86464); /* after L00.attn.norm */
		ck_check_canary(c, op, c->scratch, 86784); /* after L00.attn.q.rope */
		ck_check_canary(c, op, c->scratch, 91456); /* after L00.attn.k.rope */
		ck_check_canary(c, op, c->scratch, 87104); /* after L00.ffn.norm */
		ck_check_canary(c, op, c->scratch, 87424); /* after L01.attn.norm */
		ck_check_canary(c, op, c->scratch, 87744); /* after L01.attn.q.rope */
		ck_check_canary(c, op, c->scratch, 91648); /* after L01.attn.k.rope */
		ck_check_canary(c, op, c->scratch, 88064); /* after L01.ffn.norm */
		ck_check_canary(c, op, c->scratch, 88384); /* after L02.attn.norm */
		ck_check_canary(c, op, c->scratch, 88704); /* after L02.attn.q.rope */
		ck_check_canary(c, op, c->scratch, 91840); /* after L02.attn.k.rope */
		ck_check_canary(c, op, c->scratch, 89024); /* after L02.ffn.norm */
		ck_check_canary(c, op, c->scratch, 89344); /* after L03.attn.norm */
		ck_check_canary(c, op, c->scratch, 89664); /* after L03.attn.q.rope */
		ck_check_canary(c, op, c->scratch, 92032); /* after L03.attn.k.rope */
		ck_check_canary(c, op, c->scratch, 89984); /* after L03.ffn.norm */
		ck_check_canary(c, op, c->scratch, 90304); /* after L04.attn.norm */
		ck_check_canary(c, op, c->scratch, 90624); /* after L04.attn.q.rope */
		ck_check_canary(c, op, c->scratch, 92224); /* after L04.attn.k.rope */
		ck_check_canary(c, op, c->scratch, 90944); /* after L04.ffn.norm */
		ck_check_canary(c, op, c->scratch, 91264); /* after out.rows */
	}
	return ck_agree(c, rank);
}

static void decode_plant(struct ck_ctx *c)
{
	ck_plant_canary(c->call, 0);
	ck_plant_canary(c->call, 128);
	ck_plant_canary(c->call, 256);
	ck_plant_canary(c->call, 384);
	ck_plant_canary(c->call, 512);
	ck_plant_canary(c->call, 640);
	ck_plant_canary(c->call, 2752);
	ck_plant_canary(c->act, 0);
	ck_plant_canary(c->act, 4160);
	ck_plant_canary(c->act, 4480);
	ck_plant_canary(c->act, 7552);
	ck_plant_canary(c->act, 7744);
	ck_plant_canary(c->act, 4800);
	ck_plant_canary(c->act, 768);
	ck_plant_canary(c->act, 5120);
	ck_plant_canary(c->act, 7936);
	ck_plant_canary(c->act, 8128);
	ck_plant_canary(c->act, 5440);
	ck_plant_canary(c->act, 1536);
	ck_plant_canary(c->act, 5760);
	ck_plant_canary(c->act, 8320);
	ck_plant_canary(c->act, 8512);
	ck_plant_canary(c->act, 6080);
	ck_plant_canary(c->act, 2304);
	ck_plant_canary(c->act, 6400);
	ck_plant_canary(c->act, 8704);
	ck_plant_canary(c->act, 8896);
	ck_plant_canary(c->act, 6720);
	ck_plant_canary(c->act, 3072);
	ck_plant_canary(c->act, 7040);
	ck_plant_canary(c->act, 9088);
	ck_plant_canary(c->act, 9280);
	ck_plant_canary(c->act, 7360);
	ck_plant_canary(c->act, 3840);
	ck_plant_canary(c->scratch, 86144);
	ck_plant_canary(c->scratch, 92352);
	ck_plant_canary(c->scratch, 86464);
	ck_plant_canary(c->scratch, 86784);
	ck_plant_canary(c->scratch, 91456);
	ck_plant_canary(c->scratch, 87104);
	ck_plant_canary(c->scratch, 87424);
	ck_plant_canary(c->scratch, 87744);
	ck_plant_canary(c->scratch, 91648);
	ck_plant_canary(c->scratch, 88064);
	ck_plant_canary(c->scratch, 88384);
	ck_plant_canary(c->scratch, 88704);
	ck_plant_canary(c->scratch, 91840);
	ck_plant_canary(c->scratch, 89024);
	ck_plant_canary(c->scratch, 89344);
	ck_plant_canary(c->scratch, 89664);
	ck_plant_canary(c->scratch, 92032);
	ck_plant_canary(c->scratch, 89984);
	ck_plant_canary(c->scratch, 90304);
	ck_plant_canary(c->scratch, 90624);
	ck_plant_canary(c->scratch, 92224);
	ck_plant_canary(c->scratch, 90944);
	ck_plant_canary(c->scratch, 91264);
}

static int decode_header(struct ck_ctx *c, int rank, int size)
{
	const int64_t T = c->dim[0];

	/* embed: embedding, llama.yaml:81 */
	ck_trace(c, rank, 0, 0);
	{
		const struct ck_embedding a = {
			.y = ck_at(c->act, 3904), /* embed */
			.id = ck_at(c->call, 64), /* tokens */
			.w = ck_in(c->weights, 2097152), /* embed */
			.T = T, .V = 512, .E = 64, .scale = 1.0f
		};
		const struct ck_span s = ck_span(T, 1, rank, size);
		if (s.lo < s.hi)
			ck_embedding_f32_n16_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 0, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 0, ck_in(c->act, 3904), 64 * c->dim[0]);
		ck_check_canary(c, 0, c->act, 3840);
		ck_check_canary(c, 0, c->act, 4160);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* rope.table: rope_table, llama.yaml:82 */
	ck_trace(c, rank, 1, 0);
	{
		const struct ck_rope_table a = {
			.y = ck_own(c, rank, SCRATCH, 92288), /* rope.table */
			.pos = ck_at(c->call, 192), /* pos */
			.T = T, .P = 4, .base = 1e+04f, .scale = 1.0f, .factor = 1.0f, .low = 0.0f, .high = 0.0f
		};
		const struct ck_span s = ck_span(T, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rope_table_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 1, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 1, ck_in(c->scratch, 92288), 8 * c->dim[0]);
		ck_check_canary(c, 1, c->scratch, 92224);
		ck_check_canary(c, 1, c->scratch, 92352);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	return decode_canaries(c, rank, 1);
}

static int decode_L00(struct ck_ctx *c, int rank, int size)
{
	const int64_t T = c->dim[0];

	/* L00.attn.norm: rmsnorm, llama.yaml:109 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 2, 0);
	{
		const struct ck_rmsnorm a = {
			.y = ck_own(c, rank, SCRATCH, 86208), /* L00.attn.norm */
			.x = ck_at(c->act, 3904), /* embed */
			.w = ck_in(c->weights, 2228224), /* L00.attn.norm */
			.R = T, .E = 64, .eps = 1e-05f
		};
		const struct ck_span s = ck_span(T, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rmsnorm_f32_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 2, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 2, ck_in(c->scratch, 86208), 64 * c->dim[0]);
		ck_check_canary(c, 2, c->scratch, 86144);
		ck_check_canary(c, 2, c->scratch, 86464);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.q: matmul, llama.yaml:110 */
	ck_trace(c, rank, 3, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 4224), /* L00.attn.q */
			.x = ck_own(c, rank, SCRATCH, 86208), /* L00.attn.norm */
			.w = ck_in(c->weights, 2228480), /* L00.attn.q */
			.T = T, .K = 64, .N = 64
		};
		const struct ck_span s = ck_span(64, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_gemv_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 3, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 3, ck_in(c->act, 4224), 64 * c->dim[0]);
		ck_check_canary(c, 3, c->act, 4160);
		ck_check_canary(c, 3, c->act, 4480);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.k: matmul, llama.yaml:111 */
	ck_trace(c, rank, 4, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 7424), /* L00.attn.k */
			.x = ck_own(c, rank, SCRATCH, 86208), /* L00.attn.norm */
			.w = ck_in(c->weights, 2244864), /* L00.attn.k */
			.T = T, .K = 64, .N = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_gemv_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 4, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 4, ck_in(c->act, 7424), 32 * c->dim[0]);
		ck_check_canary(c, 4, c->act, 7360);
		ck_check_canary(c, 4, c->act, 7552);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.v: matmul, llama.yaml:112 */
	ck_trace(c, rank, 5, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 7616), /* L00.attn.v */
			.x = ck_own(c, rank, SCRATCH, 86208), /* L00.attn.norm */
			.w = ck_in(c->weights, 2253056), /* L00.attn.v */
			.T = T, .K = 64, .N = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_gemv_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 5, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 5, ck_in(c->act, 7616), 32 * c->dim[0]);
		ck_check_canary(c, 5, c->act, 7552);
		ck_check_canary(c, 5, c->act, 7744);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.q.rope: rope, llama.yaml:113 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 6, 0);
	{
		const struct ck_rope a = {
			.y = ck_own(c, rank, SCRATCH, 86528), /* L00.attn.q.rope */
			.x = ck_at(c->act, 4224), /* L00.attn.q */
			.cs = ck_own(c, rank, SCRATCH, 92288), /* rope.table */
			.T = T, .H = 8, .D = 8, .P = 4, .layout = CK_INTERLEAVED
		};
		const struct ck_span s = ck_span(T, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rope_f32_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 6, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 6, ck_in(c->scratch, 86528), 64 * c->dim[0]);
		ck_check_canary(c, 6, c->scratch, 86464);
		ck_check_canary(c, 6, c->scratch, 86784);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.k.rope: rope, llama.yaml:114 */
	ck_trace(c, rank, 7, 0);
	{
		const struct ck_rope a = {
			.y = ck_own(c, rank, SCRATCH, 91328), /* L00.attn.k.rope */
			.x = ck_at(c->act, 7424), /* L00.attn.k */
			.cs = ck_own(c, rank, SCRATCH, 92288), /* rope.table */
			.T = T, .H = 4, .D = 8, .P = 4, .layout = CK_INTERLEAVED
		};
		const struct ck_span s = ck_span(T, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rope_f32_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 7, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 7, ck_in(c->scratch, 91328), 32 * c->dim[0]);
		ck_check_canary(c, 7, c->scratch, 91264);
		ck_check_canary(c, 7, c->scratch, 91456);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.kv: kv_store, llama.yaml:115 */
	ck_trace(c, rank, 8, 0);
	{
		const struct ck_kv_store a = {
			.k = ck_own(c, rank, SCRATCH, 91328), /* L00.attn.k.rope */
			.v = ck_at(c->act, 7616), /* L00.attn.v */
			.pos = ck_at(c->call, 192), /* pos */
			.slot = ck_at(c->call, 320), /* slot */
			.pages = ck_at(c->call, 448), /* pages */
			.kc = ck_at(c->state, 64), /* L00.k */
			.vc = ck_at(c->state, 262272), /* L00.v */
			.T = T, .KV = 4, .D = 8, .S = 1, .PS = 8, .PG = 8
		};
		const struct ck_span s = ck_span(4 * T, 1, rank, size);
		if (s.lo < s.hi)
			ck_kv_store_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 8, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 8, c->state, 0);
		ck_check_canary(c, 8, c->state, 262208);
		ck_check_canary(c, 8, c->state, 262208);
		ck_check_canary(c, 8, c->state, 524416);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.ctx: attention, llama.yaml:116 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 9, 0);
	{
		const struct ck_attention a = {
			.y = ck_at(c->act, 4544), /* L00.attn.ctx */
			.q = ck_own(c, rank, SCRATCH, 86528), /* L00.attn.q.rope */
			.pos = ck_at(c->call, 192), /* pos */
			.slot = ck_at(c->call, 320), /* slot */
			.pages = ck_at(c->call, 448), /* pages */
			.kc = ck_at(c->state, 64), /* L00.k */
			.vc = ck_at(c->state, 262272), /* L00.v */
			.scratch = ck_own(c, rank, SCRATCH, 0),
			.T = T, .H = 8, .D = 8, .S = 1, .PS = 8, .PG = 8, .KV = 4, .scale = 0.35355338f, .mask = CK_CAUSAL, .window = 0, .softcap = 0.0f
		};
		const struct ck_span s = ck_span(8 * T, 1, rank, size);
		if (s.lo < s.hi)
			ck_attention_f32_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 9, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 9, ck_in(c->act, 4544), 64 * c->dim[0]);
		ck_check_canary(c, 9, c->act, 4480);
		ck_check_canary(c, 9, c->act, 4800);
		ck_check_canary(c, 9, c->state, 0);
		ck_check_canary(c, 9, c->state, 262208);
		ck_check_canary(c, 9, c->state, 262208);
		ck_check_canary(c, 9, c->state, 524416);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.attn.add: matmul, llama.yaml:119; fused from L00.attn.out + L00.attn.add */
	ck_barrier(c, rank);
	ck_trace(c, rank, 10, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 3904), /* L00.attn.add */
			.x = ck_at(c->act, 4544), /* L00.attn.ctx */
			.r = ck_at(c->act, 3904), /* embed */
			.w = ck_in(c->weights, 2261248), /* L00.attn.out */
			.T = T, .K = 64, .N = 64
		};
		const struct ck_span s = ck_span(64, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_gemv_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 10, 1);
	if (rank == 0)
		c->count[0]++; /* matmul_add */
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 10, ck_in(c->act, 3904), 64 * c->dim[0]);
		ck_check_canary(c, 10, c->act, 3840);
		ck_check_canary(c, 10, c->act, 4160);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.ffn.norm: rmsnorm, llama.yaml:120 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 11, 0);
	{
		const struct ck_rmsnorm a = {
			.y = ck_own(c, rank, SCRATCH, 86848), /* L00.ffn.norm */
			.x = ck_at(c->act, 3904), /* L00.attn.add */
			.w = ck_in(c->weights, 2277632), /* L00.ffn.norm */
			.R = T, .E = 64, .eps = 1e-05f
		};
		const struct ck_span s = ck_span(T, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rmsnorm_f32_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 11, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 11, ck_in(c->scratch, 86848), 64 * c->dim[0]);
		ck_check_canary(c, 11, c->scratch, 86784);
		ck_check_canary(c, 11, c->scratch, 87104);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.ffn.act: gated_matmul, llama.yaml:123; fused from L00.ffn.gate + L00.ffn.up + L00.ffn.act */
	ck_trace(c, rank, 12, 0);
	{
		const struct ck_gated_matmul a = {
			.y = ck_at(c->act, 64), /* L00.ffn.act */
			.x = ck_own(c, rank, SCRATCH, 86848), /* L00.ffn.norm */
			.g = ck_in(c->weights, 2277888), /* L00.ffn.gate */
			.u = ck_in(c->weights, 2322944), /* L00.ffn.up */
			.T = T, .K = 64, .N = 172, .act = CK_SILU
		};
		const struct ck_span s = ck_span(172, 16, rank, size);
		if (s.lo < s.hi)
			ck_gated_matmul_f32_gemv_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 12, 1);
	if (rank == 0)
		c->count[1]++; /* gated_matmul */
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 12, ck_in(c->act, 64), 172 * c->dim[0]);
		ck_check_canary(c, 12, c->act, 0);
		ck_check_canary(c, 12, c->act, 768);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L00.ffn.add: matmul, llama.yaml:125; fused from L00.ffn.down + L00.ffn.add */
	ck_barrier(c, rank);
	ck_trace(c, rank, 13, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 3904), /* L00.ffn.add */
			.x = ck_at(c->act, 64), /* L00.ffn.act */
			.r = ck_at(c->act, 3904), /* L00.attn.add */
			.w = ck_in(c->weights, 2368000), /* L00.ffn.down */
			.T = T, .K = 172, .N = 64
		};
		const struct ck_span s = ck_span(64, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_gemv_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 13, 1);
	if (rank == 0)
		c->count[0]++; /* matmul_add */
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 13, ck_in(c->act, 3904), 64 * c->dim[0]);
		ck_check_canary(c, 13, c->act, 3840);
		ck_check_canary(c, 13, c->act, 4160);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	return decode_canaries(c, rank, 13);
}

static int decode_L01(struct ck_ctx *c, int rank, int size)
{
	const int64_t T = c->dim[0];

	/* L01.attn.norm: rmsnorm, llama.yaml:109 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 14, 0);
	{
		const struct ck_rmsnorm a = {
			.y = ck_own(c, rank, SCRATCH, 87168), /* L01.attn.norm */
			.x = ck_at(c->act, 3904), /* L00.ffn.add */
			.w = ck_in(c->weights, 2412032), /* L01.attn.norm */
			.R = T, .E = 64, .eps = 1e-05f
		};
		const struct ck_span s = ck_span(T, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rmsnorm_f32_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 14, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 14, ck_in(c->scratch, 87168), 64 * c->dim[0]);
		ck_check_canary(c, 14, c->scratch, 87104);
		ck_check_canary(c, 14, c->scratch, 87424);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L01.attn.q: matmul, llama.yaml:110 */
	ck_trace(c, rank, 15, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 4864), /* L01.attn.q */
			.x = ck_own(c, rank, SCRATCH, 87168), /* L01.attn.norm */
			.w = ck_in(c->weights, 2412288), /* L01.attn.q */
			.T = T, .K = 64, .N = 64
		};
		const struct ck_span s = ck_span(64, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_gemv_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 15, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 15, ck_in(c->act, 4864), 64 * c->dim[0]);
		ck_check_canary(c, 15, c->act, 4800);
		ck_check_canary(c, 15, c->act, 5120);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L01.attn.k: matmul, llama.yaml:111 */
	ck_trace(c, rank, 16, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 7808), /* L01.attn.k */
			.x = ck_own(c, rank, SCRATCH, 87168), /* L01.attn.norm */
			.w = ck_in(c->weights, 2428672), /* L01.attn.k */
			.T = T, .K = 64, .N = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_gemv_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 16, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 16, ck_in(c->act, 7808), 32 * c->dim[0]);
		ck_check_canary(c, 16, c->act, 7744);
		ck_check_canary(c, 16, c->act, 7936);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L01.attn.v: matmul, llama.yaml:112 */
	ck_trace(c, rank, 17, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 8000), /* L01.attn.v */
			.x = ck_own(c, rank, SCRATCH, 87168), /* L01.attn.norm */
			.w = ck_in(c->weights, 2436864), /* L01.attn.v */
			.T = T, .K = 64, .N = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_gemv_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 17, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 17, ck_in(c->act, 8000), 32 * c->dim[0]);
		ck_check_canary(c, 17, c->act, 7936);
		ck_check_canary(c, 17, c->act, 8128);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L01.attn.q.rope: rope, llama.yaml:113 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 18, 0);
	{
		const struct ck_rope a = {
			.y = ck_own(c, rank, SCRATCH, 87488), /* L01.attn.q.rope */
			.x = ck_at(c->act, 4864), /* L01.attn.q */
			.cs = ck_own(c, rank, SCRATCH, 92288), /* rope.table */
			.T = T, .H = 8, .D = 8, .P = 4, .layout = CK_INTERLEAVED
		};
		const struct ck_span s = ck_span(T, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rope_f32_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 18, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 18, ck_in(c->scratch, 87488), 64 * c->dim[0]);
		ck_check_canary(c, 18, c->scratch, 87424);
		ck_check_canary(c, 18, c->scratch, 87744);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L01.attn.k.rope: rope, llama.yaml:114 */
	ck_trace(c, rank, 19, 0);
	{
		const struct ck_rope a = {
			.y = ck_own(c, rank, SCRATCH, 91520), /* L01.attn.k.rope */
			.x = ck_at(c->act, 7808), /* L01.attn.k */
			.cs = ck_own(c, rank, SCRATCH, 92288), /* rope.table */
			.T = T, .H = 4, .D = 8, .P = 4, .layout = CK_INTERLEAVED
		};
		const struct ck_span s = ck_span(T, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rope_f32_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 19, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 19, ck_in(c->scratch, 91520), 32 * c->dim[0]);
		ck_check_canary(c, 19, c->scratch, 91456);
		ck_check_canary(c, 19, c->scratch, 91648);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L01.attn.kv: kv_store, llama.yaml:115 */
	ck_trace(c, rank, 20, 0);
	{
		const struct ck_kv_store a = {
			.k = ck_own(c, rank, SCRATCH, 91520), /* L01.attn.k.rope */
			.v = ck_at(c->act, 8000), /* L01.attn.v */
			.pos = ck_at(c->call, 192), /* pos */
			.slot = ck_at(c->call, 320), /* slot */
			.pages = ck_at(c->call, 448), /* pages */
			.kc = ck_at(c->state, 524480), /* L01.k */
			.vc = ck_at(c->state, 786688), /* L01.v */
			.T = T, .KV = 4, .D = 8, .S = 1, .PS = 8, .PG = 8
		};
		const struct ck_span s = ck_span(4 * T, 1, rank, size);
		if (s.lo < s.hi)
			ck_kv_store_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 20, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 20, c->state, 524416);
		ck_check_canary(c, 20, c->state, 786624);
		ck_check_canary(c, 20, c->state, 786624);
		ck_check_canary(c, 20, c->state, 1048832);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L01.attn.ctx: attention, llama.yaml:116 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 21, 0);
	{
		const struct ck_attention a = {
			.y = ck_at(c->act, 5184), /* L01.attn.ctx */
			.q = ck_own(c, rank, SCRATCH, 87488), /* L01.attn.q.rope */
			.pos = ck_at(c->call, 192), /* pos */
			.slot = ck_at(c->call, 320), /* slot */
			.pages = ck_at(c->call, 448), /* pages */
			.kc = ck_at(c->state, 524480), /* L01.k */
			.vc = ck_at(c->state, 786688), /* L01.v */
			.scratch = ck_own(c, rank, SCRATCH, 0),
			.T = T, .H = 8, .D = 8, .S = 1, .PS = 8, .PG = 8, .KV = 4, .scale = 0.35355338f, .mask = CK_CAUSAL, .window = 0, .softcap = 0.0f
		};
		const struct ck_span s = ck_span(8 * T, 1, rank, size);
		if (s.lo < s.hi)
			ck_attention_f32_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 21, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 21, ck_in(c->act, 5184), 64 * c->dim[0]);
		ck_check_canary(c, 21, c->act, 5120);
		ck_check_canary(c, 21, c->act, 5440);
		ck_check_canary(c, 21, c->state, 524416);
		ck_check_canary(c, 21, c->state, 786624);
		ck_check_canary(c, 21, c->state, 786624);
		ck_check_canary(c, 21, c->state, 1048832);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L01.attn.add: matmul, llama.yaml:119; fused from L01.attn.out + L01.attn.add */
	ck_barrier(c, rank);
	ck_trace(c, rank, 22, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 3904), /* L01.attn.add */
			.x = ck_at(c->act, 5184), /* L01.attn.ctx */
			.r = ck_at(c->act, 3904), /* L00.ffn.add */
			.w = ck_in(c->weights, 2445056), /* L01.attn.out */
			.T = T, .K = 64, .N = 64
		};
		const struct ck_span s = ck_span(64, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_gemv_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 22, 1);
	if (rank == 0)
		c->count[0]++; /* matmul_add */
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 22, ck_in(c->act, 3904), 64 * c->dim[0]);
		ck_check_canary(c, 22, c->act, 3840);
		ck_check_canary(c, 22, c->act, 4160);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L01.ffn.norm: rmsnorm, llama.yaml:120 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 23, 0);
	{
		const struct ck_rmsnorm a = {
			.y = ck_own(c, rank, SCRATCH, 87808), /* L01.ffn.norm */
			.x = ck_at(c->act, 3904), /* L01.attn.add */
			.w = ck_in(c->weights, 2461440), /* L01.ffn.norm */
			.R = T, .E = 64, .eps = 1e-05f
		};
		const struct ck_span s = ck_span(T, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rmsnorm_f32_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 23, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 23, ck_in(c->scratch, 87808), 64 * c->dim[0]);
		ck_check_canary(c, 23, c->scratch, 87744);
		ck_check_canary(c, 23, c->scratch, 88064);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L01.ffn.act: gated_matmul, llama.yaml:123; fused from L01.ffn.gate + L01.ffn.up + L01.ffn.act */
	ck_trace(c, rank, 24, 0);
	{
		const struct ck_gated_matmul a = {
			.y = ck_at(c->act, 832), /* L01.ffn.act */
			.x = ck_own(c, rank, SCRATCH, 87808), /* L01.ffn.norm */
			.g = ck_in(c->weights, 2461696), /* L01.ffn.gate */
			.u = ck_in(c->weights, 2506752), /* L01.ffn.up */
			.T = T, .K = 64, .N = 172, .act = CK_SILU
		};
		const struct ck_span s = ck_span(172, 16, rank, size);
		if (s.lo < s.hi)
			ck_gated_matmul_f32_gemv_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 24, 1);
	if (rank == 0)
		c->count[1]++; /* gated_matmul */
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 24, ck_in(c->act, 832), 172 * c->dim[0]);
		ck_check_canary(c, 24, c->act, 768);
		ck_check_canary(c, 24, c->act, 1536);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L01.ffn.add: matmul, llama.yaml:125; fused from L01.ffn.down + L01.ffn.add */
	ck_barrier(c, rank);
	ck_trace(c, rank, 25, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 3904), /* L01.ffn.add */
			.x = ck_at(c->act, 832), /* L01.ffn.act */
			.r = ck_at(c->act, 3904), /* L01.attn.add */
			.w = ck_in(c->weights, 2551808), /* L01.ffn.down */
			.T = T, .K = 172, .N = 64
		};
		const struct ck_span s = ck_span(64, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_gemv_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 25, 1);
	if (rank == 0)
		c->count[0]++; /* matmul_add */
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 25, ck_in(c->act, 3904), 64 * c->dim[0]);
		ck_check_canary(c, 25, c->act, 3840);
		ck_check_canary(c, 25, c->act, 4160);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	return decode_canaries(c, rank, 25);
}

static int decode_L02(struct ck_ctx *c, int rank, int size)
{
	const int64_t T = c->dim[0];

	/* L02.attn.norm: rmsnorm, llama.yaml:109 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 26, 0);
	{
		const struct ck_rmsnorm a = {
			.y = ck_own(c, rank, SCRATCH, 88128), /* L02.attn.norm */
			.x = ck_at(c->act, 3904), /* L01.ffn.add */
			.w = ck_in(c->weights, 2595840), /* L02.attn.norm */
			.R = T, .E = 64, .eps = 1e-05f
		};
		const struct ck_span s = ck_span(T, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rmsnorm_f32_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 26, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 26, ck_in(c->scratch, 88128), 64 * c->dim[0]);
		ck_check_canary(c, 26, c->scratch, 88064);
		ck_check_canary(c, 26, c->scratch, 88384);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L02.attn.q: matmul, llama.yaml:110 */
	ck_trace(c, rank, 27, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 5504), /* L02.attn.q */
			.x = ck_own(c, rank, SCRATCH, 88128), /* L02.attn.norm */
			.w = ck_in(c->weights, 2596096), /* L02.attn.q */
			.T = T, .K = 64, .N = 64
		};
		const struct ck_span s = ck_span(64, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_gemv_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 27, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 27, ck_in(c->act, 5504), 64 * c->dim[0]);
		ck_check_canary(c, 27, c->act, 5440);
		ck_check_canary(c, 27, c->act, 5760);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L02.attn.k: matmul, llama.yaml:111 */
	ck_trace(c, rank, 28, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 8192), /* L02.attn.k */
			.x = ck_own(c, rank, SCRATCH, 88128), /* L02.attn.norm */
			.w = ck_in(c->weights, 2612480), /* L02.attn.k */
			.T = T, .K = 64, .N = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_gemv_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 28, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 28, ck_in(c->act, 8192), 32 * c->dim[0]);
		ck_check_canary(c, 28, c->act, 8128);
		ck_check_canary(c, 28, c->act, 8320);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L02.attn.v: matmul, llama.yaml:112 */
	ck_trace(c, rank, 29, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 8384), /* L02.attn.v */
			.x = ck_own(c, rank, SCRATCH, 88128), /* L02.attn.norm */
			.w = ck_in(c->weights, 2620672), /* L02.attn.v */
			.T = T, .K = 64, .N = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_gemv_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 29, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 29, ck_in(c->act, 8384), 32 * c->dim[0]);
		ck_check_canary(c, 29, c->act, 8320);
		ck_check_canary(c, 29, c->act, 8512);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L02.attn.q.rope: rope, llama.yaml:113 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 30, 0);
	{
		const struct ck_rope a = {
			.y = ck_own(c, rank, SCRATCH, 88448), /* L02.attn.q.rope */
			.x = ck_at(c->act, 5504), /* L02.attn.q */
			.cs = ck_own(c, rank, SCRATCH, 92288), /* rope.table */
			.T = T, .H = 8, .D = 8, .P = 4, .layout = CK_INTERLEAVED
		};
		const struct ck_span s = ck_span(T, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rope_f32_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 30, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 30, ck_in(c->scratch, 88448), 64 * c->dim[0]);
		ck_check_canary(c, 30, c->scratch, 88384);
		ck_check_canary(c, 30, c->scratch, 88704);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L02.attn.k.rope: rope, llama.yaml:114 */
	ck_trace(c, rank, 31, 0);
	{
		const struct ck_rope a = {
			.y = ck_own(c, rank, SCRATCH, 91712), /* L02.attn.k.rope */
			.x = ck_at(c->act, 8192), /* L02.attn.k */
			.cs = ck_own(c, rank, SCRATCH, 92288), /* rope.table */
			.T = T, .H = 4, .D = 8, .P = 4, .layout = CK_INTERLEAVED
		};
		const struct ck_span s = ck_span(T, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rope_f32_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 31, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 31, ck_in(c->scratch, 91712), 32 * c->dim[0]);
		ck_check_canary(c, 31, c->scratch, 91648);
		ck_check_canary(c, 31, c->scratch, 91840);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L02.attn.kv: kv_store, llama.yaml:115 */
	ck_trace(c, rank, 32, 0);
	{
		const struct ck_kv_store a = {
			.k = ck_own(c, rank, SCRATCH, 91712), /* L02.attn.k.rope */
			.v = ck_at(c->act, 8384), /* L02.attn.v */
			.pos = ck_at(c->call, 192), /* pos */
			.slot = ck_at(c->call, 320), /* slot */
			.pages = ck_at(c->call, 448), /* pages */
			.kc = ck_at(c->state, 1048896), /* L02.k */
			.vc = ck_at(c->state, 1311104), /* L02.v */
			.T = T, .KV = 4, .D = 8, .S = 1, .PS = 8, .PG = 8
		};
		const struct ck_span s = ck_span(4 * T, 1, rank, size);
		if (s.lo < s.hi)
			ck_kv_store_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 32, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 32, c->state, 1048832);
		ck_check_canary(c, 32, c->state, 1311040);
		ck_check_canary(c, 32, c->state, 1311040);
		ck_check_canary(c, 32, c->state, 1573248);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L02.attn.ctx: attention, llama.yaml:116 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 33, 0);
	{
		const struct ck_attention a = {
			.y = ck_at(c->act, 5824), /* L02.attn.ctx */
			.q = ck_own(c, rank, SCRATCH, 88448), /* L02.attn.q.rope */
			.pos = ck_at(c->call, 192), /* pos */
			.slot = ck_at(c->call, 320), /* slot */
			.pages = ck_at(c->call, 448), /* pages */
			.kc = ck_at(c->state, 1048896), /* L02.k */
			.vc = ck_at(c->state, 1311104), /* L02.v */
			.scratch = ck_own(c, rank, SCRATCH, 0),
			.T = T, .H = 8, .D = 8, .S = 1, .PS = 8, .PG = 8, .KV = 4, .scale = 0.35355338f, .mask = CK_CAUSAL, .window = 0, .softcap = 0.0f
		};
		const struct ck_span s = ck_span(8 * T, 1, rank, size);
		if (s.lo < s.hi)
			ck_attention_f32_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 33, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 33, ck_in(c->act, 5824), 64 * c->dim[0]);
		ck_check_canary(c, 33, c->act, 5760);
		ck_check_canary(c, 33, c->act, 6080);
		ck_check_canary(c, 33, c->state, 1048832);
		ck_check_canary(c, 33, c->state, 1311040);
		ck_check_canary(c, 33, c->state, 1311040);
		ck_check_canary(c, 33, c->state, 1573248);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L02.attn.add: matmul, llama.yaml:119; fused from L02.attn.out + L02.attn.add */
	ck_barrier(c, rank);
	ck_trace(c, rank, 34, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 3904), /* L02.attn.add */
			.x = ck_at(c->act, 5824), /* L02.attn.ctx */
			.r = ck_at(c->act, 3904), /* L01.ffn.add */
			.w = ck_in(c->weights, 2628864), /* L02.attn.out */
			.T = T, .K = 64, .N = 64
		};
		const struct ck_span s = ck_span(64, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_gemv_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 34, 1);
	if (rank == 0)
		c->count[0]++; /* matmul_add */
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 34, ck_in(c->act, 3904), 64 * c->dim[0]);
		ck_check_canary(c, 34, c->act, 3840);
		ck_check_canary(c, 34, c->act, 4160);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L02.ffn.norm: rmsnorm, llama.yaml:120 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 35, 0);
	{
		const struct ck_rmsnorm a = {
			.y = ck_own(c, rank, SCRATCH, 88768), /* L02.ffn.norm */
			.x = ck_at(c->act, 3904), /* L02.attn.add */
			.w = ck_in(c->weights, 2645248), /* L02.ffn.norm */
			.R = T, .E = 64, .eps = 1e-05f
		};
		const struct ck_span s = ck_span(T, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rmsnorm_f32_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 35, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 35, ck_in(c->scratch, 88768), 64 * c->dim[0]);
		ck_check_canary(c, 35, c->scratch, 88704);
		ck_check_canary(c, 35, c->scratch, 89024);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L02.ffn.act: gated_matmul, llama.yaml:123; fused from L02.ffn.gate + L02.ffn.up + L02.ffn.act */
	ck_trace(c, rank, 36, 0);
	{
		const struct ck_gated_matmul a = {
			.y = ck_at(c->act, 1600), /* L02.ffn.act */
			.x = ck_own(c, rank, SCRATCH, 88768), /* L02.ffn.norm */
			.g = ck_in(c->weights, 2645504), /* L02.ffn.gate */
			.u = ck_in(c->weights, 2690560), /* L02.ffn.up */
			.T = T, .K = 64, .N = 172, .act = CK_SILU
		};
		const struct ck_span s = ck_span(172, 16, rank, size);
		if (s.lo < s.hi)
			ck_gated_matmul_f32_gemv_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 36, 1);
	if (rank == 0)
		c->count[1]++; /* gated_matmul */
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 36, ck_in(c->act, 1600), 172 * c->dim[0]);
		ck_check_canary(c, 36, c->act, 1536);
		ck_check_canary(c, 36, c->act, 2304);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L02.ffn.add: matmul, llama.yaml:125; fused from L02.ffn.down + L02.ffn.add */
	ck_barrier(c, rank);
	ck_trace(c, rank, 37, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 3904), /* L02.ffn.add */
			.x = ck_at(c->act, 1600), /* L02.ffn.act */
			.r = ck_at(c->act, 3904), /* L02.attn.add */
			.w = ck_in(c->weights, 2735616), /* L02.ffn.down */
			.T = T, .K = 172, .N = 64
		};
		const struct ck_span s = ck_span(64, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_gemv_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 37, 1);
	if (rank == 0)
		c->count[0]++; /* matmul_add */
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 37, ck_in(c->act, 3904), 64 * c->dim[0]);
		ck_check_canary(c, 37, c->act, 3840);
		ck_check_canary(c, 37, c->act, 4160);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	return decode_canaries(c, rank, 37);
}

static int decode_L03(struct ck_ctx *c, int rank, int size)
{
	const int64_t T = c->dim[0];

	/* L03.attn.norm: rmsnorm, llama.yaml:109 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 38, 0);
	{
		const struct ck_rmsnorm a = {
			.y = ck_own(c, rank, SCRATCH, 89088), /* L03.attn.norm */
			.x = ck_at(c->act, 3904), /* L02.ffn.add */
			.w = ck_in(c->weights, 2779648), /* L03.attn.norm */
			.R = T, .E = 64, .eps = 1e-05f
		};
		const struct ck_span s = ck_span(T, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rmsnorm_f32_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 38, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 38, ck_in(c->scratch, 89088), 64 * c->dim[0]);
		ck_check_canary(c, 38, c->scratch, 89024);
		ck_check_canary(c, 38, c->scratch, 89344);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L03.attn.q: matmul, llama.yaml:110 */
	ck_trace(c, rank, 39, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 6144), /* L03.attn.q */
			.x = ck_own(c, rank, SCRATCH, 89088), /* L03.attn.norm */
			.w = ck_in(c->weights, 2779904), /* L03.attn.q */
			.T = T, .K = 64, .N = 64
		};
		const struct ck_span s = ck_span(64, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_gemv_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 39, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 39, ck_in(c->act, 6144), 64 * c->dim[0]);
		ck_check_canary(c, 39, c->act, 6080);
		ck_check_canary(c, 39, c->act, 6400);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L03.attn.k: matmul, llama.yaml:111 */
	ck_trace(c, rank, 40, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 8576), /* L03.attn.k */
			.x = ck_own(c, rank, SCRATCH, 89088), /* L03.attn.norm */
			.w = ck_in(c->weights, 2796288), /* L03.attn.k */
			.T = T, .K = 64, .N = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_gemv_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 40, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 40, ck_in(c->act, 8576), 32 * c->dim[0]);
		ck_check_canary(c, 40, c->act, 8512);
		ck_check_canary(c, 40, c->act, 8704);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L03.attn.v: matmul, llama.yaml:112 */
	ck_trace(c, rank, 41, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 8768), /* L03.attn.v */
			.x = ck_own(c, rank, SCRATCH, 89088), /* L03.attn.norm */
			.w = ck_in(c->weights, 2804480), /* L03.attn.v */
			.T = T, .K = 64, .N = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_gemv_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 41, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 41, ck_in(c->act, 8768), 32 * c->dim[0]);
		ck_check_canary(c, 41, c->act, 8704);
		ck_check_canary(c, 41, c->act, 8896);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L03.attn.q.rope: rope, llama.yaml:113 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 42, 0);
	{
		const struct ck_rope a = {
			.y = ck_own(c, rank, SCRATCH, 89408), /* L03.attn.q.rope */
			.x = ck_at(c->act, 6144), /* L03.attn.q */
			.cs = ck_own(c, rank, SCRATCH, 92288), /* rope.table */
			.T = T, .H = 8, .D = 8, .P = 4, .layout = CK_INTERLEAVED
		};
		const struct ck_span s = ck_span(T, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rope_f32_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 42, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 42, ck_in(c->scratch, 89408), 64 * c->dim[0]);
		ck_check_canary(c, 42, c->scratch, 89344);
		ck_check_canary(c, 42, c->scratch, 89664);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L03.attn.k.rope: rope, llama.yaml:114 */
	ck_trace(c, rank, 43, 0);
	{
		const struct ck_rope a = {
			.y = ck_own(c, rank, SCRATCH, 91904), /* L03.attn.k.rope */
			.x = ck_at(c->act, 8576), /* L03.attn.k */
			.cs = ck_own(c, rank, SCRATCH, 92288), /* rope.table */
			.T = T, .H = 4, .D = 8, .P = 4, .layout = CK_INTERLEAVED
		};
		const struct ck_span s = ck_span(T, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rope_f32_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 43, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 43, ck_in(c->scratch, 91904), 32 * c->dim[0]);
		ck_check_canary(c, 43, c->scratch, 91840);
		ck_check_canary(c, 43, c->scratch, 92032);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L03.attn.kv: kv_store, llama.yaml:115 */
	ck_trace(c, rank, 44, 0);
	{
		const struct ck_kv_store a = {
			.k = ck_own(c, rank, SCRATCH, 91904), /* L03.attn.k.rope */
			.v = ck_at(c->act, 8768), /* L03.attn.v */
			.pos = ck_at(c->call, 192), /* pos */
			.slot = ck_at(c->call, 320), /* slot */
			.pages = ck_at(c->call, 448), /* pages */
			.kc = ck_at(c->state, 1573312), /* L03.k */
			.vc = ck_at(c->state, 1835520), /* L03.v */
			.T = T, .KV = 4, .D = 8, .S = 1, .PS = 8, .PG = 8
		};
		const struct ck_span s = ck_span(4 * T, 1, rank, size);
		if (s.lo < s.hi)
			ck_kv_store_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 44, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 44, c->state, 1573248);
		ck_check_canary(c, 44, c->state, 1835456);
		ck_check_canary(c, 44, c->state, 1835456);
		ck_check_canary(c, 44, c->state, 2097664);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L03.attn.ctx: attention, llama.yaml:116 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 45, 0);
	{
		const struct ck_attention a = {
			.y = ck_at(c->act, 6464), /* L03.attn.ctx */
			.q = ck_own(c, rank, SCRATCH, 89408), /* L03.attn.q.rope */
			.pos = ck_at(c->call, 192), /* pos */
			.slot = ck_at(c->call, 320), /* slot */
			.pages = ck_at(c->call, 448), /* pages */
			.kc = ck_at(c->state, 1573312), /* L03.k */
			.vc = ck_at(c->state, 1835520), /* L03.v */
			.scratch = ck_own(c, rank, SCRATCH, 0),
			.T = T, .H = 8, .D = 8, .S = 1, .PS = 8, .PG = 8, .KV = 4, .scale = 0.35355338f, .mask = CK_CAUSAL, .window = 0, .softcap = 0.0f
		};
		const struct ck_span s = ck_span(8 * T, 1, rank, size);
		if (s.lo < s.hi)
			ck_attention_f32_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 45, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 45, ck_in(c->act, 6464), 64 * c->dim[0]);
		ck_check_canary(c, 45, c->act, 6400);
		ck_check_canary(c, 45, c->act, 6720);
		ck_check_canary(c, 45, c->state, 1573248);
		ck_check_canary(c, 45, c->state, 1835456);
		ck_check_canary(c, 45, c->state, 1835456);
		ck_check_canary(c, 45, c->state, 2097664);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L03.attn.add: matmul, llama.yaml:119; fused from L03.attn.out + L03.attn.add */
	ck_barrier(c, rank);
	ck_trace(c, rank, 46, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 3904), /* L03.attn.add */
			.x = ck_at(c->act, 6464), /* L03.attn.ctx */
			.r = ck_at(c->act, 3904), /* L02.ffn.add */
			.w = ck_in(c->weights, 2812672), /* L03.attn.out */
			.T = T, .K = 64, .N = 64
		};
		const struct ck_span s = ck_span(64, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_gemv_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 46, 1);
	if (rank == 0)
		c->count[0]++; /* matmul_add */
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 46, ck_in(c->act, 3904), 64 * c->dim[0]);
		ck_check_canary(c, 46, c->act, 3840);
		ck_check_canary(c, 46, c->act, 4160);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L03.ffn.norm: rmsnorm, llama.yaml:120 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 47, 0);
	{
		const struct ck_rmsnorm a = {
			.y = ck_own(c, rank, SCRATCH, 89728), /* L03.ffn.norm */
			.x = ck_at(c->act, 3904), /* L03.attn.add */
			.w = ck_in(c->weights, 2829056), /* L03.ffn.norm */
			.R = T, .E = 64, .eps = 1e-05f
		};
		const struct ck_span s = ck_span(T, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rmsnorm_f32_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 47, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 47, ck_in(c->scratch, 89728), 64 * c->dim[0]);
		ck_check_canary(c, 47, c->scratch, 89664);
		ck_check_canary(c, 47, c->scratch, 89984);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L03.ffn.act: gated_matmul, llama.yaml:123; fused from L03.ffn.gate + L03.ffn.up + L03.ffn.act */
	ck_trace(c, rank, 48, 0);
	{
		const struct ck_gated_matmul a = {
			.y = ck_at(c->act, 2368), /* L03.ffn.act */
			.x = ck_own(c, rank, SCRATCH, 89728), /* L03.ffn.norm */
			.g = ck_in(c->weights, 2829312), /* L03.ffn.gate */
			.u = ck_in(c->weights, 2874368), /* L03.ffn.up */
			.T = T, .K = 64, .N = 172, .act = CK_SILU
		};
		const struct ck_span s = ck_span(172, 16, rank, size);
		if (s.lo < s.hi)
			ck_gated_matmul_f32_gemv_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 48, 1);
	if (rank == 0)
		c->count[1]++; /* gated_matmul */
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 48, ck_in(c->act, 2368), 172 * c->dim[0]);
		ck_check_canary(c, 48, c->act, 2304);
		ck_check_canary(c, 48, c->act, 3072);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L03.ffn.add: matmul, llama.yaml:125; fused from L03.ffn.down + L03.ffn.add */
	ck_barrier(c, rank);
	ck_trace(c, rank, 49, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 3904), /* L03.ffn.add */
			.x = ck_at(c->act, 2368), /* L03.ffn.act */
			.r = ck_at(c->act, 3904), /* L03.attn.add */
			.w = ck_in(c->weights, 2919424), /* L03.ffn.down */
			.T = T, .K = 172, .N = 64
		};
		const struct ck_span s = ck_span(64, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_gemv_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 49, 1);
	if (rank == 0)
		c->count[0]++; /* matmul_add */
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 49, ck_in(c->act, 3904), 64 * c->dim[0]);
		ck_check_canary(c, 49, c->act, 3840);
		ck_check_canary(c, 49, c->act, 4160);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	return decode_canaries(c, rank, 49);
}

static int decode_L04(struct ck_ctx *c, int rank, int size)
{
	const int64_t T = c->dim[0];

	/* L04.attn.norm: rmsnorm, llama.yaml:109 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 50, 0);
	{
		const struct ck_rmsnorm a = {
			.y = ck_own(c, rank, SCRATCH, 90048), /* L04.attn.norm */
			.x = ck_at(c->act, 3904), /* L03.ffn.add */
			.w = ck_in(c->weights, 2963456), /* L04.attn.norm */
			.R = T, .E = 64, .eps = 1e-05f
		};
		const struct ck_span s = ck_span(T, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rmsnorm_f32_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 50, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 50, ck_in(c->scratch, 90048), 64 * c->dim[0]);
		ck_check_canary(c, 50, c->scratch, 89984);
		ck_check_canary(c, 50, c->scratch, 90304);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L04.attn.q: matmul, llama.yaml:110 */
	ck_trace(c, rank, 51, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 6784), /* L04.attn.q */
			.x = ck_own(c, rank, SCRATCH, 90048), /* L04.attn.norm */
			.w = ck_in(c->weights, 2963712), /* L04.attn.q */
			.T = T, .K = 64, .N = 64
		};
		const struct ck_span s = ck_span(64, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_gemv_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 51, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 51, ck_in(c->act, 6784), 64 * c->dim[0]);
		ck_check_canary(c, 51, c->act, 6720);
		ck_check_canary(c, 51, c->act, 7040);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L04.attn.k: matmul, llama.yaml:111 */
	ck_trace(c, rank, 52, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 8960), /* L04.attn.k */
			.x = ck_own(c, rank, SCRATCH, 90048), /* L04.attn.norm */
			.w = ck_in(c->weights, 2980096), /* L04.attn.k */
			.T = T, .K = 64, .N = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_gemv_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 52, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 52, ck_in(c->act, 8960), 32 * c->dim[0]);
		ck_check_canary(c, 52, c->act, 8896);
		ck_check_canary(c, 52, c->act, 9088);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L04.attn.v: matmul, llama.yaml:112 */
	ck_trace(c, rank, 53, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 9152), /* L04.attn.v */
			.x = ck_own(c, rank, SCRATCH, 90048), /* L04.attn.norm */
			.w = ck_in(c->weights, 2988288), /* L04.attn.v */
			.T = T, .K = 64, .N = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_gemv_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 53, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 53, ck_in(c->act, 9152), 32 * c->dim[0]);
		ck_check_canary(c, 53, c->act, 9088);
		ck_check_canary(c, 53, c->act, 9280);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L04.attn.q.rope: rope, llama.yaml:113 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 54, 0);
	{
		const struct ck_rope a = {
			.y = ck_own(c, rank, SCRATCH, 90368), /* L04.attn.q.rope */
			.x = ck_at(c->act, 6784), /* L04.attn.q */
			.cs = ck_own(c, rank, SCRATCH, 92288), /* rope.table */
			.T = T, .H = 8, .D = 8, .P = 4, .layout = CK_INTERLEAVED
		};
		const struct ck_span s = ck_span(T, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rope_f32_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 54, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 54, ck_in(c->scratch, 90368), 64 * c->dim[0]);
		ck_check_canary(c, 54, c->scratch, 90304);
		ck_check_canary(c, 54, c->scratch, 90624);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L04.attn.k.rope: rope, llama.yaml:114 */
	ck_trace(c, rank, 55, 0);
	{
		const struct ck_rope a = {
			.y = ck_own(c, rank, SCRATCH, 92096), /* L04.attn.k.rope */
			.x = ck_at(c->act, 8960), /* L04.attn.k */
			.cs = ck_own(c, rank, SCRATCH, 92288), /* rope.table */
			.T = T, .H = 4, .D = 8, .P = 4, .layout = CK_INTERLEAVED
		};
		const struct ck_span s = ck_span(T, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rope_f32_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 55, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 55, ck_in(c->scratch, 92096), 32 * c->dim[0]);
		ck_check_canary(c, 55, c->scratch, 92032);
		ck_check_canary(c, 55, c->scratch, 92224);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L04.attn.kv: kv_store, llama.yaml:115 */
	ck_trace(c, rank, 56, 0);
	{
		const struct ck_kv_store a = {
			.k = ck_own(c, rank, SCRATCH, 92096), /* L04.attn.k.rope */
			.v = ck_at(c->act, 9152), /* L04.attn.v */
			.pos = ck_at(c->call, 192), /* pos */
			.slot = ck_at(c->call, 320), /* slot */
			.pages = ck_at(c->call, 448), /* pages */
			.kc = ck_at(c->state, 2097728), /* L04.k */
			.vc = ck_at(c->state, 2359936), /* L04.v */
			.T = T, .KV = 4, .D = 8, .S = 1, .PS = 8, .PG = 8
		};
		const struct ck_span s = ck_span(4 * T, 1, rank, size);
		if (s.lo < s.hi)
			ck_kv_store_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 56, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_canary(c, 56, c->state, 2097664);
		ck_check_canary(c, 56, c->state, 2359872);
		ck_check_canary(c, 56, c->state, 2359872);
		ck_check_canary(c, 56, c->state, 2622080);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L04.attn.ctx: attention, llama.yaml:116 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 57, 0);
	{
		const struct ck_attention a = {
			.y = ck_at(c->act, 7104), /* L04.attn.ctx */
			.q = ck_own(c, rank, SCRATCH, 90368), /* L04.attn.q.rope */
			.pos = ck_at(c->call, 192), /* pos */
			.slot = ck_at(c->call, 320), /* slot */
			.pages = ck_at(c->call, 448), /* pages */
			.kc = ck_at(c->state, 2097728), /* L04.k */
			.vc = ck_at(c->state, 2359936), /* L04.v */
			.scratch = ck_own(c, rank, SCRATCH, 0),
			.T = T, .H = 8, .D = 8, .S = 1, .PS = 8, .PG = 8, .KV = 4, .scale = 0.35355338f, .mask = CK_CAUSAL, .window = 0, .softcap = 0.0f
		};
		const struct ck_span s = ck_span(8 * T, 1, rank, size);
		if (s.lo < s.hi)
			ck_attention_f32_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 57, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 57, ck_in(c->act, 7104), 64 * c->dim[0]);
		ck_check_canary(c, 57, c->act, 7040);
		ck_check_canary(c, 57, c->act, 7360);
		ck_check_canary(c, 57, c->state, 2097664);
		ck_check_canary(c, 57, c->state, 2359872);
		ck_check_canary(c, 57, c->state, 2359872);
		ck_check_canary(c, 57, c->state, 2622080);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L04.attn.add: matmul, llama.yaml:119; fused from L04.attn.out + L04.attn.add */
	ck_barrier(c, rank);
	ck_trace(c, rank, 58, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 3904), /* L04.attn.add */
			.x = ck_at(c->act, 7104), /* L04.attn.ctx */
			.r = ck_at(c->act, 3904), /* L03.ffn.add */
			.w = ck_in(c->weights, 2996480), /* L04.attn.out */
			.T = T, .K = 64, .N = 64
		};
		const struct ck_span s = ck_span(64, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_gemv_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 58, 1);
	if (rank == 0)
		c->count[0]++; /* matmul_add */
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 58, ck_in(c->act, 3904), 64 * c->dim[0]);
		ck_check_canary(c, 58, c->act, 3840);
		ck_check_canary(c, 58, c->act, 4160);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L04.ffn.norm: rmsnorm, llama.yaml:120 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 59, 0);
	{
		const struct ck_rmsnorm a = {
			.y = ck_own(c, rank, SCRATCH, 90688), /* L04.ffn.norm */
			.x = ck_at(c->act, 3904), /* L04.attn.add */
			.w = ck_in(c->weights, 3012864), /* L04.ffn.norm */
			.R = T, .E = 64, .eps = 1e-05f
		};
		const struct ck_span s = ck_span(T, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rmsnorm_f32_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 59, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 59, ck_in(c->scratch, 90688), 64 * c->dim[0]);
		ck_check_canary(c, 59, c->scratch, 90624);
		ck_check_canary(c, 59, c->scratch, 90944);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L04.ffn.act: gated_matmul, llama.yaml:123; fused from L04.ffn.gate + L04.ffn.up + L04.ffn.act */
	ck_trace(c, rank, 60, 0);
	{
		const struct ck_gated_matmul a = {
			.y = ck_at(c->act, 3136), /* L04.ffn.act */
			.x = ck_own(c, rank, SCRATCH, 90688), /* L04.ffn.norm */
			.g = ck_in(c->weights, 3013120), /* L04.ffn.gate */
			.u = ck_in(c->weights, 3058176), /* L04.ffn.up */
			.T = T, .K = 64, .N = 172, .act = CK_SILU
		};
		const struct ck_span s = ck_span(172, 16, rank, size);
		if (s.lo < s.hi)
			ck_gated_matmul_f32_gemv_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 60, 1);
	if (rank == 0)
		c->count[1]++; /* gated_matmul */
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 60, ck_in(c->act, 3136), 172 * c->dim[0]);
		ck_check_canary(c, 60, c->act, 3072);
		ck_check_canary(c, 60, c->act, 3840);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* L04.ffn.add: matmul, llama.yaml:125; fused from L04.ffn.down + L04.ffn.add */
	ck_barrier(c, rank);
	ck_trace(c, rank, 61, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 3904), /* L04.ffn.add */
			.x = ck_at(c->act, 3136), /* L04.ffn.act */
			.r = ck_at(c->act, 3904), /* L04.attn.add */
			.w = ck_in(c->weights, 3103232), /* L04.ffn.down */
			.T = T, .K = 172, .N = 64
		};
		const struct ck_span s = ck_span(64, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_gemv_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 61, 1);
	if (rank == 0)
		c->count[0]++; /* matmul_add */
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 61, ck_in(c->act, 3904), 64 * c->dim[0]);
		ck_check_canary(c, 61, c->act, 3840);
		ck_check_canary(c, 61, c->act, 4160);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	return decode_canaries(c, rank, 61);
}

static int decode_footer(struct ck_ctx *c, int rank, int size)
{
	const int64_t T = c->dim[0];
	const int64_t O = c->dim[1];

	/* out.rows: select, llama.yaml:130 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 62, 0);
	{
		const struct ck_select a = {
			.y = ck_own(c, rank, SCRATCH, 91008), /* out.rows */
			.x = ck_at(c->act, 3904), /* L04.ffn.add */
			.row = ck_at(c->call, 576), /* out_rows */
			.T = T, .E = 64, .O = O
		};
		const struct ck_span s = ck_span(O, 1, 0, 1);
		if (s.lo < s.hi)
			ck_select_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 62, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 62, ck_in(c->scratch, 91008), 64 * c->dim[1]);
		ck_check_canary(c, 62, c->scratch, 90944);
		ck_check_canary(c, 62, c->scratch, 91264);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* out.norm: rmsnorm, llama.yaml:131 */
	ck_trace(c, rank, 63, 0);
	{
		const struct ck_rmsnorm a = {
			.y = ck_own(c, rank, SCRATCH, 91008), /* out.norm */
			.x = ck_own(c, rank, SCRATCH, 91008), /* out.rows */
			.w = ck_in(c->weights, 3147264), /* out.norm */
			.R = O, .E = 64, .eps = 1e-05f
		};
		const struct ck_span s = ck_span(O, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rmsnorm_f32_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 63, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 63, ck_in(c->scratch, 91008), 64 * c->dim[1]);
		ck_check_canary(c, 63, c->scratch, 90944);
		ck_check_canary(c, 63, c->scratch, 91264);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	/* logits: matmul, llama.yaml:132 */
	ck_trace(c, rank, 64, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->call, 704), /* logits */
			.x = ck_own(c, rank, SCRATCH, 91008), /* out.norm */
			.w = ck_in(c->weights, 3147520), /* head */
			.T = O, .K = 64, .N = 512
		};
		const struct ck_span s = ck_span(512, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_gemv_avx512(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 64, 1);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 64, ck_in(c->call, 704), 512 * c->dim[1]);
		ck_check_canary(c, 64, c->call, 640);
		ck_check_canary(c, 64, c->call, 2752);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	return decode_canaries(c, rank, 64);
}

static int decode(struct ck_ctx *c, int rank, int size)
{
	if (rank == 0) {
		c->trapped = 0;
		decode_plant(c);
		ck_check_bound(c, 0, 1);
		ck_check_bound(c, 1, 1);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	if (rank == 0) {
		ck_check_input(c, 0, ck_in(c->call, 64), 1 * c->dim[0], 512); /* tokens < V */
		ck_check_input(c, 1, ck_in(c->call, 192), 1 * c->dim[0], 2048); /* pos < C */
		ck_check_input(c, 2, ck_in(c->call, 320), 1 * c->dim[0], 1); /* slot < S */
		ck_check_input(c, 3, ck_in(c->call, 448), 8, 8); /* pages < PG */
		ck_check_input(c, 4, ck_in(c->call, 576), 1 * c->dim[1], c->dim[0]); /* out_rows < T */
	}
	if (ck_agree(c, rank))
		return c->trapped;
	if (decode_header(c, rank, size))
		return c->trapped;
	if (decode_L00(c, rank, size))
		return c->trapped;
	if (decode_L01(c, rank, size))
		return c->trapped;
	if (decode_L02(c, rank, size))
		return c->trapped;
	if (decode_L03(c, rank, size))
		return c->trapped;
	if (decode_L04(c, rank, size))
		return c->trapped;
	if (decode_footer(c, rank, size))
		return c->trapped;
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 64, ck_in(c->call, 704), 512 * c->dim[1]);
	}
	return ck_agree(c, rank);
}

static const struct ck_bound_desc decode_bound[] = {
	{ "T", 1 },
	{ "O", 1 },
};

static const struct ck_io_desc decode_io[] = {
	{ "tokens", "i32", "T", "V", 0, 64, 4 },
	{ "pos", "i32", "T", "C", 0, 192, 4 },
	{ "slot", "i32", "T", "S", 0, 320, 4 },
	{ "pages", "i32", "S PS", "PG", 0, 448, 32 },
	{ "out_rows", "i32", "O", "T", 0, 576, 4 },
	{ "logits", "f32", "O V", "", 1, 704, 2048 },
};

static const struct ck_op_desc decode_op[] = {
	{ "embed", "embedding", "ck_embedding_f32_n16_ref" },
	{ "rope.table", "rope_table", "ck_rope_table_f32_ref" },
	{ "L00.attn.norm", "rmsnorm", "ck_rmsnorm_f32_avx512" },
	{ "L00.attn.q", "matmul", "ck_matmul_f32_gemv_avx512" },
	{ "L00.attn.k", "matmul", "ck_matmul_f32_gemv_avx512" },
	{ "L00.attn.v", "matmul", "ck_matmul_f32_gemv_avx512" },
	{ "L00.attn.q.rope", "rope", "ck_rope_f32_avx512" },
	{ "L00.attn.k.rope", "rope", "ck_rope_f32_avx512" },
	{ "L00.attn.kv", "kv_store", "ck_kv_store_f32_ref" },
	{ "L00.attn.ctx", "attention", "ck_attention_f32_avx512" },
	{ "L00.attn.add", "matmul", "ck_matmul_f32_gemv_avx512" },
	{ "L00.ffn.norm", "rmsnorm", "ck_rmsnorm_f32_avx512" },
	{ "L00.ffn.act", "gated_matmul", "ck_gated_matmul_f32_gemv_avx512" },
	{ "L00.ffn.add", "matmul", "ck_matmul_f32_gemv_avx512" },
	{ "L01.attn.norm", "rmsnorm", "ck_rmsnorm_f32_avx512" },
	{ "L01.attn.q", "matmul", "ck_matmul_f32_gemv_avx512" },
	{ "L01.attn.k", "matmul", "ck_matmul_f32_gemv_avx512" },
	{ "L01.attn.v", "matmul", "ck_matmul_f32_gemv_avx512" },
	{ "L01.attn.q.rope", "rope", "ck_rope_f32_avx512" },
	{ "L01.attn.k.rope", "rope", "ck_rope_f32_avx512" },
	{ "L01.attn.kv", "kv_store", "ck_kv_store_f32_ref" },
	{ "L01.attn.ctx", "attention", "ck_attention_f32_avx512" },
	{ "L01.attn.add", "matmul", "ck_matmul_f32_gemv_avx512" },
	{ "L01.ffn.norm", "rmsnorm", "ck_rmsnorm_f32_avx512" },
	{ "L01.ffn.act", "gated_matmul", "ck_gated_matmul_f32_gemv_avx512" },
	{ "L01.ffn.add", "matmul", "ck_matmul_f32_gemv_avx512" },
	{ "L02.attn.norm", "rmsnorm", "ck_rmsnorm_f32_avx512" },
	{ "L02.attn.q", "matmul", "ck_matmul_f32_gemv_avx512" },
	{ "L02.attn.k", "matmul", "ck_matmul_f32_gemv_avx512" },
	{ "L02.attn.v", "matmul", "ck_matmul_f32_gemv_avx512" },
	{ "L02.attn.q.rope", "rope", "ck_rope_f32_avx512" },
	{ "L02.attn.k.rope", "rope", "ck_rope_f32_avx512" },
	{ "L02.attn.kv", "kv_store", "ck_kv_store_f32_ref" },
	{ "L02.attn.ctx", "attention", "ck_attention_f32_avx512" },
	{ "L02.attn.add", "matmul", "ck_matmul_f32_gemv_avx512" },
	{ "L02.ffn.norm", "rmsnorm", "ck_rmsnorm_f32_avx512" },
	{ "L02.ffn.act", "gated_matmul", "ck_gated_matmul_f32_gemv_avx512" },
	{ "L02.ffn.add", "matmul", "ck_matmul_f32_gemv_avx512" },
	{ "L03.attn.norm", "rmsnorm", "ck_rmsnorm_f32_avx512" },
	{ "L03.attn.q", "matmul", "ck_matmul_f32_gemv_avx512" },
	{ "L03.attn.k", "matmul", "ck_matmul_f32_gemv_avx512" },
	{ "L03.attn.v", "matmul", "ck_matmul_f32_gemv_avx512" },
	{ "L03.attn.q.rope", "rope", "ck_rope_f32_avx512" },
	{ "L03.attn.k.rope", "rope", "ck_rope_f32_avx512" },
	{ "L03.attn.kv", "kv_store", "ck_kv_store_f32_ref" },
	{ "L03.attn.ctx", "attention", "ck_attention_f32_avx512" },
	{ "L03.attn.add", "matmul", "ck_matmul_f32_gemv_avx512" },
	{ "L03.ffn.norm", "rmsnorm", "ck_rmsnorm_f32_avx512" },
	{ "L03.ffn.act", "gated_matmul", "ck_gated_matmul_f32_gemv_avx512" },
	{ "L03.ffn.add", "matmul", "ck_matmul_f32_gemv_avx512" },
	{ "L04.attn.norm", "rmsnorm", "ck_rmsnorm_f32_avx512" },
	{ "L04.attn.q", "matmul", "ck_matmul_f32_gemv_avx512" },
	{ "L04.attn.k", "matmul", "ck_matmul_f32_gemv_avx512" },
	{ "L04.attn.v", "matmul", "ck_matmul_f32_gemv_avx512" },
	{ "L04.attn.q.rope", "rope", "ck_rope_f32_avx512" },
	{ "L04.attn.k.rope", "rope", "ck_rope_f32_avx512" },
	{ "L04.attn.kv", "kv_store", "ck_kv_store_f32_ref" },
	{ "L04.attn.ctx", "attention", "ck_attention_f32_avx512" },
	{ "L04.attn.add", "matmul", "ck_matmul_f32_gemv_avx512" },
	{ "L04.ffn.norm", "rmsnorm", "ck_rmsnorm_f32_avx512" },
	{ "L04.ffn.act", "gated_matmul", "ck_gated_matmul_f32_gemv_avx512" },
	{ "L04.ffn.add", "matmul", "ck_matmul_f32_gemv_avx512" },
	{ "out.rows", "select", "ck_select_f32_ref" },
	{ "out.norm", "rmsnorm", "ck_rmsnorm_f32_avx512" },
	{ "logits", "matmul", "ck_matmul_f32_gemv_avx512" },
};

static void init(struct ck_ctx *c)
{
	ck_plant_canary(c->state, 0);
	ck_plant_canary(c->state, 262208);
	ck_plant_canary(c->state, 524416);
	ck_plant_canary(c->state, 786624);
	ck_plant_canary(c->state, 1048832);
	ck_plant_canary(c->state, 1311040);
	ck_plant_canary(c->state, 1573248);
	ck_plant_canary(c->state, 1835456);
	ck_plant_canary(c->state, 2097664);
	ck_plant_canary(c->state, 2359872);
	ck_plant_canary(c->state, 2622080);
}

static const struct ck_program_desc program[] = {
	{ .name = "prefill", .step = prefill, .bound = prefill_bound, .io = prefill_io, .op = prefill_op,
	  .nbounds = sizeof prefill_bound / sizeof *prefill_bound, .nio = sizeof prefill_io / sizeof *prefill_io,
	  .nops = sizeof prefill_op / sizeof *prefill_op },
	{ .name = "decode", .step = decode, .bound = decode_bound, .io = decode_io, .op = decode_op,
	  .nbounds = sizeof decode_bound / sizeof *decode_bound, .nio = sizeof decode_io / sizeof *decode_io,
	  .nops = sizeof decode_op / sizeof *decode_op },
};

static const char *const counter[] = {
	"matmul_add",
	"gated_matmul",
	0
};

extern const struct ck_model_desc llama_model;
const struct ck_model_desc llama_model = {
	.abi = CK_ABI_VERSION,
	.prefix = "llama",
	.layout_sha256 = "70646df4ba610a702cc499ce615a57a19dd3bff2bf656b22d80356d3eba9e184",
	.target = "x86-64-v4",
	.weights = 3278592,
	.state = 2622144,
	.act = 4524096,
	.call = 72320,
	.scratch = 114688,
	.program = program,
	.nprograms = 2,
	.counter = counter,
	.ncounters = 2,
	.init = init,
};

#ifdef CK_SHARED
extern const struct ck_model_desc ck_model __attribute__((alias("llama_model")));
#endif

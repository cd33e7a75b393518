/* llama for generic, numerics exact, KV cache f32. Made by ck-codegen from the layout with SHA-256
 * 44cac9c90f4c851982a3a8e28ad6d2a9a3442c26d1639a445e9d3bc348528939; edit nothing here. */
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
void ck_rmsnorm_f32_ref(const void *args, int64_t lo, int64_t hi);
void ck_matmul_f32_ref(const void *args, int64_t lo, int64_t hi);
void ck_rope_f32_ref(const void *args, int64_t lo, int64_t hi);
void ck_kv_store_f32_ref(const void *args, int64_t lo, int64_t hi);
void ck_attention_f32_ref(const void *args, int64_t lo, int64_t hi);
void ck_gated_matmul_f32_ref(const void *args, int64_t lo, int64_t hi);
void ck_select_f32_ref(const void *args, int64_t lo, int64_t hi);

enum { SCRATCH = 20480 }; /* bytes per thread */

static void prefill_header(struct ck_ctx *c, int rank, int size)
{
	const int64_t T = c->dim[0];

	/* embed: embedding, llama.yaml:81 */
	ck_trace(c, rank, 0, 0);
	{
		const struct ck_embedding a = {
			.y = ck_at(c->act, 352256), /* embed */
			.id = ck_at(c->call, 0), /* tokens */
			.w = ck_in(c->weights, 2097152), /* embed */
			.T = T, .V = 512, .E = 64, .scale = 1.0f
		};
		const struct ck_span s = ck_span(T, 1, rank, size);
		if (s.lo < s.hi)
			ck_embedding_f32_n16_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 0, 1);
	/* rope.table: rope_table, llama.yaml:82 */
	ck_trace(c, rank, 1, 0);
	{
		const struct ck_rope_table a = {
			.y = ck_own(c, rank, SCRATCH, 1088), /* rope.table */
			.pos = ck_at(c->call, 2048), /* pos */
			.T = T, .P = 4, .base = 1e+04f, .scale = 1.0f, .factor = 1.0f, .low = 0.0f, .high = 0.0f
		};
		const struct ck_span s = ck_span(T, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rope_table_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 1, 1);
}

static void prefill_L00(struct ck_ctx *c, int rank, int size)
{
	const int64_t T = c->dim[0];

	/* L00.attn.norm: rmsnorm, llama.yaml:109 */
	ck_trace(c, rank, 2, 0);
	{
		const struct ck_rmsnorm a = {
			.y = ck_at(c->act, 0), /* L00.attn.norm */
			.x = ck_at(c->act, 352256), /* embed */
			.w = ck_in(c->weights, 2228224), /* L00.attn.norm */
			.R = T, .E = 64, .eps = 1e-05f
		};
		const struct ck_span s = ck_span(T, 1, rank, size);
		if (s.lo < s.hi)
			ck_rmsnorm_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 2, 1);
	/* L00.attn.q: matmul, llama.yaml:110 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 3, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 131072), /* L00.attn.q */
			.x = ck_at(c->act, 0), /* L00.attn.norm */
			.w = ck_in(c->weights, 2228480), /* L00.attn.q */
			.T = T, .K = 64, .N = 64
		};
		const struct ck_span s = ck_span(64, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 3, 1);
	/* L00.attn.k: matmul, llama.yaml:111 */
	ck_trace(c, rank, 4, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 262144), /* L00.attn.k */
			.x = ck_at(c->act, 0), /* L00.attn.norm */
			.w = ck_in(c->weights, 2244864), /* L00.attn.k */
			.T = T, .K = 64, .N = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 4, 1);
	/* L00.attn.v: matmul, llama.yaml:112 */
	ck_trace(c, rank, 5, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 483328), /* L00.attn.v */
			.x = ck_at(c->act, 0), /* L00.attn.norm */
			.w = ck_in(c->weights, 2253056), /* L00.attn.v */
			.T = T, .K = 64, .N = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 5, 1);
	/* L00.attn.q.rope: rope, llama.yaml:113 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 6, 0);
	{
		const struct ck_rope a = {
			.y = ck_at(c->act, 131072), /* L00.attn.q.rope */
			.x = ck_at(c->act, 131072), /* L00.attn.q */
			.cs = ck_own(c, rank, SCRATCH, 1088), /* rope.table */
			.T = T, .H = 8, .D = 8, .P = 4, .layout = CK_INTERLEAVED
		};
		const struct ck_span s = ck_span(T, 1, rank, size);
		if (s.lo < s.hi)
			ck_rope_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 6, 1);
	/* L00.attn.k.rope: rope, llama.yaml:114 */
	ck_trace(c, rank, 7, 0);
	{
		const struct ck_rope a = {
			.y = ck_at(c->act, 262144), /* L00.attn.k.rope */
			.x = ck_at(c->act, 262144), /* L00.attn.k */
			.cs = ck_own(c, rank, SCRATCH, 1088), /* rope.table */
			.T = T, .H = 4, .D = 8, .P = 4, .layout = CK_INTERLEAVED
		};
		const struct ck_span s = ck_span(T, 1, rank, size);
		if (s.lo < s.hi)
			ck_rope_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 7, 1);
	/* L00.attn.kv: kv_store, llama.yaml:115 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 8, 0);
	{
		const struct ck_kv_store a = {
			.k = ck_at(c->act, 262144), /* L00.attn.k.rope */
			.v = ck_at(c->act, 483328), /* L00.attn.v */
			.pos = ck_at(c->call, 2048), /* pos */
			.slot = ck_at(c->call, 4096), /* slot */
			.pages = ck_at(c->call, 6144), /* pages */
			.kc = ck_at(c->state, 0), /* L00.k */
			.vc = ck_at(c->state, 262144), /* L00.v */
			.T = T, .KV = 4, .D = 8, .S = 1, .PS = 8, .PG = 8
		};
		const struct ck_span s = ck_span(4 * T, 1, rank, size);
		if (s.lo < s.hi)
			ck_kv_store_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 8, 1);
	/* L00.attn.ctx: attention, llama.yaml:116 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 9, 0);
	{
		const struct ck_attention a = {
			.y = ck_at(c->act, 131072), /* L00.attn.ctx */
			.q = ck_at(c->act, 131072), /* L00.attn.q.rope */
			.pos = ck_at(c->call, 2048), /* pos */
			.slot = ck_at(c->call, 4096), /* slot */
			.pages = ck_at(c->call, 6144), /* pages */
			.kc = ck_at(c->state, 0), /* L00.k */
			.vc = ck_at(c->state, 262144), /* L00.v */
			.scratch = ck_own(c, rank, SCRATCH, 0),
			.T = T, .H = 8, .D = 8, .S = 1, .PS = 8, .PG = 8, .KV = 4, .scale = 0.35355338f, .mask = CK_CAUSAL, .window = 0, .softcap = 0.0f
		};
		const struct ck_span s = ck_span(8 * T, 1, rank, size);
		if (s.lo < s.hi)
			ck_attention_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 9, 1);
	/* L00.attn.add: matmul, llama.yaml:119; fused from L00.attn.out + L00.attn.add */
	ck_barrier(c, rank);
	ck_trace(c, rank, 10, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 352256), /* L00.attn.add */
			.x = ck_at(c->act, 131072), /* L00.attn.ctx */
			.r = ck_at(c->act, 352256), /* embed */
			.w = ck_in(c->weights, 2261248), /* L00.attn.out */
			.T = T, .K = 64, .N = 64
		};
		const struct ck_span s = ck_span(64, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 10, 1);
	if (rank == 0)
		c->count[0]++; /* matmul_add */
	/* L00.ffn.norm: rmsnorm, llama.yaml:120 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 11, 0);
	{
		const struct ck_rmsnorm a = {
			.y = ck_at(c->act, 483328), /* L00.ffn.norm */
			.x = ck_at(c->act, 352256), /* L00.attn.add */
			.w = ck_in(c->weights, 2277632), /* L00.ffn.norm */
			.R = T, .E = 64, .eps = 1e-05f
		};
		const struct ck_span s = ck_span(T, 1, rank, size);
		if (s.lo < s.hi)
			ck_rmsnorm_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 11, 1);
	/* L00.ffn.act: gated_matmul, llama.yaml:123; fused from L00.ffn.gate + L00.ffn.up + L00.ffn.act */
	ck_barrier(c, rank);
	ck_trace(c, rank, 12, 0);
	{
		const struct ck_gated_matmul a = {
			.y = ck_at(c->act, 0), /* L00.ffn.act */
			.x = ck_at(c->act, 483328), /* L00.ffn.norm */
			.g = ck_in(c->weights, 2277888), /* L00.ffn.gate */
			.u = ck_in(c->weights, 2322944), /* L00.ffn.up */
			.T = T, .K = 64, .N = 172, .act = CK_SILU
		};
		const struct ck_span s = ck_span(172, 16, rank, size);
		if (s.lo < s.hi)
			ck_gated_matmul_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 12, 1);
	if (rank == 0)
		c->count[1]++; /* gated_matmul */
	/* L00.ffn.add: matmul, llama.yaml:125; fused from L00.ffn.down + L00.ffn.add */
	ck_barrier(c, rank);
	ck_trace(c, rank, 13, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 352256), /* L00.ffn.add */
			.x = ck_at(c->act, 0), /* L00.ffn.act */
			.r = ck_at(c->act, 352256), /* L00.attn.add */
			.w = ck_in(c->weights, 2368000), /* L00.ffn.down */
			.T = T, .K = 172, .N = 64
		};
		const struct ck_span s = ck_span(64, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 13, 1);
	if (rank == 0)
		c->count[0]++; /* matmul_add */
}

static void prefill_L01(struct ck_ctx *c, int rank, int size)
{
	const int64_t T = c->dim[0];

	/* L01.attn.norm: rmsnorm, llama.yaml:109 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 14, 0);
	{
		const struct ck_rmsnorm a = {
			.y = ck_at(c->act, 0), /* L01.attn.norm */
			.x = ck_at(c->act, 352256), /* L00.ffn.add */
			.w = ck_in(c->weights, 2412032), /* L01.attn.norm */
			.R = T, .E = 64, .eps = 1e-05f
		};
		const struct ck_span s = ck_span(T, 1, rank, size);
		if (s.lo < s.hi)
			ck_rmsnorm_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 14, 1);
	/* L01.attn.q: matmul, llama.yaml:110 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 15, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 131072), /* L01.attn.q */
			.x = ck_at(c->act, 0), /* L01.attn.norm */
			.w = ck_in(c->weights, 2412288), /* L01.attn.q */
			.T = T, .K = 64, .N = 64
		};
		const struct ck_span s = ck_span(64, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 15, 1);
	/* L01.attn.k: matmul, llama.yaml:111 */
	ck_trace(c, rank, 16, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 262144), /* L01.attn.k */
			.x = ck_at(c->act, 0), /* L01.attn.norm */
			.w = ck_in(c->weights, 2428672), /* L01.attn.k */
			.T = T, .K = 64, .N = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 16, 1);
	/* L01.attn.v: matmul, llama.yaml:112 */
	ck_trace(c, rank, 17, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 483328), /* L01.attn.v */
			.x = ck_at(c->act, 0), /* L01.attn.norm */
			.w = ck_in(c->weights, 2436864), /* L01.attn.v */
			.T = T, .K = 64, .N = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 17, 1);
	/* L01.attn.q.rope: rope, llama.yaml:113 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 18, 0);
	{
		const struct ck_rope a = {
			.y = ck_at(c->act, 131072), /* L01.attn.q.rope */
			.x = ck_at(c->act, 131072), /* L01.attn.q */
			.cs = ck_own(c, rank, SCRATCH, 1088), /* rope.table */
			.T = T, .H = 8, .D = 8, .P = 4, .layout = CK_INTERLEAVED
		};
		const struct ck_span s = ck_span(T, 1, rank, size);
		if (s.lo < s.hi)
			ck_rope_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 18, 1);
	/* L01.attn.k.rope: rope, llama.yaml:114 */
	ck_trace(c, rank, 19, 0);
	{
		const struct ck_rope a = {
			.y = ck_at(c->act, 262144), /* L01.attn.k.rope */
			.x = ck_at(c->act, 262144), /* L01.attn.k */
			.cs = ck_own(c, rank, SCRATCH, 1088), /* rope.table */
			.T = T, .H = 4, .D = 8, .P = 4, .layout = CK_INTERLEAVED
		};
		const struct ck_span s = ck_span(T, 1, rank, size);
		if (s.lo < s.hi)
			ck_rope_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 19, 1);
	/* L01.attn.kv: kv_store, llama.yaml:115 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 20, 0);
	{
		const struct ck_kv_store a = {
			.k = ck_at(c->act, 262144), /* L01.attn.k.rope */
			.v = ck_at(c->act, 483328), /* L01.attn.v */
			.pos = ck_at(c->call, 2048), /* pos */
			.slot = ck_at(c->call, 4096), /* slot */
			.pages = ck_at(c->call, 6144), /* pages */
			.kc = ck_at(c->state, 524288), /* L01.k */
			.vc = ck_at(c->state, 786432), /* L01.v */
			.T = T, .KV = 4, .D = 8, .S = 1, .PS = 8, .PG = 8
		};
		const struct ck_span s = ck_span(4 * T, 1, rank, size);
		if (s.lo < s.hi)
			ck_kv_store_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 20, 1);
	/* L01.attn.ctx: attention, llama.yaml:116 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 21, 0);
	{
		const struct ck_attention a = {
			.y = ck_at(c->act, 131072), /* L01.attn.ctx */
			.q = ck_at(c->act, 131072), /* L01.attn.q.rope */
			.pos = ck_at(c->call, 2048), /* pos */
			.slot = ck_at(c->call, 4096), /* slot */
			.pages = ck_at(c->call, 6144), /* pages */
			.kc = ck_at(c->state, 524288), /* L01.k */
			.vc = ck_at(c->state, 786432), /* L01.v */
			.scratch = ck_own(c, rank, SCRATCH, 0),
			.T = T, .H = 8, .D = 8, .S = 1, .PS = 8, .PG = 8, .KV = 4, .scale = 0.35355338f, .mask = CK_CAUSAL, .window = 0, .softcap = 0.0f
		};
		const struct ck_span s = ck_span(8 * T, 1, rank, size);
		if (s.lo < s.hi)
			ck_attention_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 21, 1);
	/* L01.attn.add: matmul, llama.yaml:119; fused from L01.attn.out + L01.attn.add */
	ck_barrier(c, rank);
	ck_trace(c, rank, 22, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 352256), /* L01.attn.add */
			.x = ck_at(c->act, 131072), /* L01.attn.ctx */
			.r = ck_at(c->act, 352256), /* L00.ffn.add */
			.w = ck_in(c->weights, 2445056), /* L01.attn.out */
			.T = T, .K = 64, .N = 64
		};
		const struct ck_span s = ck_span(64, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 22, 1);
	if (rank == 0)
		c->count[0]++; /* matmul_add */
	/* L01.ffn.norm: rmsnorm, llama.yaml:120 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 23, 0);
	{
		const struct ck_rmsnorm a = {
			.y = ck_at(c->act, 483328), /* L01.ffn.norm */
			.x = ck_at(c->act, 352256), /* L01.attn.add */
			.w = ck_in(c->weights, 2461440), /* L01.ffn.norm */
			.R = T, .E = 64, .eps = 1e-05f
		};
		const struct ck_span s = ck_span(T, 1, rank, size);
		if (s.lo < s.hi)
			ck_rmsnorm_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 23, 1);
	/* L01.ffn.act: gated_matmul, llama.yaml:123; fused from L01.ffn.gate + L01.ffn.up + L01.ffn.act */
	ck_barrier(c, rank);
	ck_trace(c, rank, 24, 0);
	{
		const struct ck_gated_matmul a = {
			.y = ck_at(c->act, 0), /* L01.ffn.act */
			.x = ck_at(c->act, 483328), /* L01.ffn.norm */
			.g = ck_in(c->weights, 2461696), /* L01.ffn.gate */
			.u = ck_in(c->weights, 2506752), /* L01.ffn.up */
			.T = T, .K = 64, .N = 172, .act = CK_SILU
		};
		const struct ck_span s = ck_span(172, 16, rank, size);
		if (s.lo < s.hi)
			ck_gated_matmul_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 24, 1);
	if (rank == 0)
		c->count[1]++; /* gated_matmul */
	/* L01.ffn.add: matmul, llama.yaml:125; fused from L01.ffn.down + L01.ffn.add */
	ck_barrier(c, rank);
	ck_trace(c, rank, 25, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 352256), /* L01.ffn.add */
			.x = ck_at(c->act, 0), /* L01.ffn.act */
			.r = ck_at(c->act, 352256), /* L01.attn.add */
			.w = ck_in(c->weights, 2551808), /* L01.ffn.down */
			.T = T, .K = 172, .N = 64
		};
		const struct ck_span s = ck_span(64, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 25, 1);
	if (rank == 0)
		c->count[0]++; /* matmul_add */
}

static void prefill_L02(struct ck_ctx *c, int rank, int size)
{
	const int64_t T = c->dim[0];

	/* L02.attn.norm: rmsnorm, llama.yaml:109 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 26, 0);
	{
		const struct ck_rmsnorm a = {
			.y = ck_at(c->act, 0), /* L02.attn.norm */
			.x = ck_at(c->act, 352256), /* L01.ffn.add */
			.w = ck_in(c->weights, 2595840), /* L02.attn.norm */
			.R = T, .E = 64, .eps = 1e-05f
		};
		const struct ck_span s = ck_span(T, 1, rank, size);
		if (s.lo < s.hi)
			ck_rmsnorm_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 26, 1);
	/* L02.attn.q: matmul, llama.yaml:110 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 27, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 131072), /* L02.attn.q */
			.x = ck_at(c->act, 0), /* L02.attn.norm */
			.w = ck_in(c->weights, 2596096), /* L02.attn.q */
			.T = T, .K = 64, .N = 64
		};
		const struct ck_span s = ck_span(64, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 27, 1);
	/* L02.attn.k: matmul, llama.yaml:111 */
	ck_trace(c, rank, 28, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 262144), /* L02.attn.k */
			.x = ck_at(c->act, 0), /* L02.attn.norm */
			.w = ck_in(c->weights, 2612480), /* L02.attn.k */
			.T = T, .K = 64, .N = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 28, 1);
	/* L02.attn.v: matmul, llama.yaml:112 */
	ck_trace(c, rank, 29, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 483328), /* L02.attn.v */
			.x = ck_at(c->act, 0), /* L02.attn.norm */
			.w = ck_in(c->weights, 2620672), /* L02.attn.v */
			.T = T, .K = 64, .N = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 29, 1);
	/* L02.attn.q.rope: rope, llama.yaml:113 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 30, 0);
	{
		const struct ck_rope a = {
			.y = ck_at(c->act, 131072), /* L02.attn.q.rope */
			.x = ck_at(c->act, 131072), /* L02.attn.q */
			.cs = ck_own(c, rank, SCRATCH, 1088), /* rope.table */
			.T = T, .H = 8, .D = 8, .P = 4, .layout = CK_INTERLEAVED
		};
		const struct ck_span s = ck_span(T, 1, rank, size);
		if (s.lo < s.hi)
			ck_rope_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 30, 1);
	/* L02.attn.k.rope: rope, llama.yaml:114 */
	ck_trace(c, rank, 31, 0);
	{
		const struct ck_rope a = {
			.y = ck_at(c->act, 262144), /* L02.attn.k.rope */
			.x = ck_at(c->act, 262144), /* L02.attn.k */
			.cs = ck_own(c, rank, SCRATCH, 1088), /* rope.table */
			.T = T, .H = 4, .D = 8, .P = 4, .layout = CK_INTERLEAVED
		};
		const struct ck_span s = ck_span(T, 1, rank, size);
		if (s.lo < s.hi)
			ck_rope_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 31, 1);
	/* L02.attn.kv: kv_store, llama.yaml:115 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 32, 0);
	{
		const struct ck_kv_store a = {
			.k = ck_at(c->act, 262144), /* L02.attn.k.rope */
			.v = ck_at(c->act, 483328), /* L02.attn.v */
			.pos = ck_at(c->call, 2048), /* pos */
			.slot = ck_at(c->call, 4096), /* slot */
			.pages = ck_at(c->call, 6144), /* pages */
			.kc = ck_at(c->state, 1048576), /* L02.k */
			.vc = ck_at(c->state, 1310720), /* L02.v */
			.T = T, .KV = 4, .D = 8, .S = 1, .PS = 8, .PG = 8
		};
		const struct ck_span s = ck_span(4 * T, 1, rank, size);
		if (s.lo < s.hi)
			ck_kv_store_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 32, 1);
	/* L02.attn.ctx: attention, llama.yaml:116 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 33, 0);
	{
		const struct ck_attention a = {
			.y = ck_at(c->act, 131072), /* L02.attn.ctx */
			.q = ck_at(c->act, 131072), /* L02.attn.q.rope */
			.pos = ck_at(c->call, 2048), /* pos */
			.slot = ck_at(c->call, 4096), /* slot */
			.pages = ck_at(c->call, 6144), /* pages */
			.kc = ck_at(c->state, 1048576), /* L02.k */
			.vc = ck_at(c->state, 1310720), /* L02.v */
			.scratch = ck_own(c, rank, SCRATCH, 0),
			.T = T, .H = 8, .D = 8, .S = 1, .PS = 8, .PG = 8, .KV = 4, .scale = 0.35355338f, .mask = CK_CAUSAL, .window = 0, .softcap = 0.0f
		};
		const struct ck_span s = ck_span(8 * T, 1, rank, size);
		if (s.lo < s.hi)
			ck_attention_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 33, 1);
	/* L02.attn.add: matmul, llama.yaml:119; fused from L02.attn.out + L02.attn.add */
	ck_barrier(c, rank);
	ck_trace(c, rank, 34, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 352256), /* L02.attn.add */
			.x = ck_at(c->act, 131072), /* L02.attn.ctx */
			.r = ck_at(c->act, 352256), /* L01.ffn.add */
			.w = ck_in(c->weights, 2628864), /* L02.attn.out */
			.T = T, .K = 64, .N = 64
		};
		const struct ck_span s = ck_span(64, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 34, 1);
	if (rank == 0)
		c->count[0]++; /* matmul_add */
	/* L02.ffn.norm: rmsnorm, llama.yaml:120 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 35, 0);
	{
		const struct ck_rmsnorm a = {
			.y = ck_at(c->act, 483328), /* L02.ffn.norm */
			.x = ck_at(c->act, 352256), /* L02.attn.add */
			.w = ck_in(c->weights, 2645248), /* L02.ffn.norm */
			.R = T, .E = 64, .eps = 1e-05f
		};
		const struct ck_span s = ck_span(T, 1, rank, size);
		if (s.lo < s.hi)
			ck_rmsnorm_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 35, 1);
	/* L02.ffn.act: gated_matmul, llama.yaml:123; fused from L02.ffn.gate + L02.ffn.up + L02.ffn.act */
	ck_barrier(c, rank);
	ck_trace(c, rank, 36, 0);
	{
		const struct ck_gated_matmul a = {
			.y = ck_at(c->act, 0), /* L02.ffn.act */
			.x = ck_at(c->act, 483328), /* L02.ffn.norm */
			.g = ck_in(c->weights, 2645504), /* L02.ffn.gate */
			.u = ck_in(c->weights, 2690560), /* L02.ffn.up */
			.T = T, .K = 64, .N = 172, .act = CK_SILU
		};
		const struct ck_span s = ck_span(172, 16, rank, size);
		if (s.lo < s.hi)
			ck_gated_matmul_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 36, 1);
	if (rank == 0)
		c->count[1]++; /* gated_matmul */
	/* L02.ffn.add: matmul, llama.yaml:125; fused from L02.ffn.down + L02.ffn.add */
	ck_barrier(c, rank);
	ck_trace(c, rank, 37, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 352256), /* L02.ffn.add */
			.x = ck_at(c->act, 0), /* L02.ffn.act */
			.r = ck_at(c->act, 352256), /* L02.attn.add */
			.w = ck_in(c->weights, 2735616), /* L02.ffn.down */
			.T = T, .K = 172, .N = 64
		};
		const struct ck_span s = ck_span(64, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 37, 1);
	if (rank == 0)
		c->count[0]++; /* matmul_add */
}

static void prefill_L03(struct ck_ctx *c, int rank, int size)
{
	const int64_t T = c->dim[0];

	/* L03.attn.norm: rmsnorm, llama.yaml:109 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 38, 0);
	{
		const struct ck_rmsnorm a = {
			.y = ck_at(c->act, 0), /* L03.attn.norm */
			.x = ck_at(c->act, 352256), /* L02.ffn.add */
			.w = ck_in(c->weights, 2779648), /* L03.attn.norm */
			.R = T, .E = 64, .eps = 1e-05f
		};
		const struct ck_span s = ck_span(T, 1, rank, size);
		if (s.lo < s.hi)
			ck_rmsnorm_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 38, 1);
	/* L03.attn.q: matmul, llama.yaml:110 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 39, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 131072), /* L03.attn.q */
			.x = ck_at(c->act, 0), /* L03.attn.norm */
			.w = ck_in(c->weights, 2779904), /* L03.attn.q */
			.T = T, .K = 64, .N = 64
		};
		const struct ck_span s = ck_span(64, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 39, 1);
	/* L03.attn.k: matmul, llama.yaml:111 */
	ck_trace(c, rank, 40, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 262144), /* L03.attn.k */
			.x = ck_at(c->act, 0), /* L03.attn.norm */
			.w = ck_in(c->weights, 2796288), /* L03.attn.k */
			.T = T, .K = 64, .N = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 40, 1);
	/* L03.attn.v: matmul, llama.yaml:112 */
	ck_trace(c, rank, 41, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 483328), /* L03.attn.v */
			.x = ck_at(c->act, 0), /* L03.attn.norm */
			.w = ck_in(c->weights, 2804480), /* L03.attn.v */
			.T = T, .K = 64, .N = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 41, 1);
	/* L03.attn.q.rope: rope, llama.yaml:113 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 42, 0);
	{
		const struct ck_rope a = {
			.y = ck_at(c->act, 131072), /* L03.attn.q.rope */
			.x = ck_at(c->act, 131072), /* L03.attn.q */
			.cs = ck_own(c, rank, SCRATCH, 1088), /* rope.table */
			.T = T, .H = 8, .D = 8, .P = 4, .layout = CK_INTERLEAVED
		};
		const struct ck_span s = ck_span(T, 1, rank, size);
		if (s.lo < s.hi)
			ck_rope_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 42, 1);
	/* L03.attn.k.rope: rope, llama.yaml:114 */
	ck_trace(c, rank, 43, 0);
	{
		const struct ck_rope a = {
			.y = ck_at(c->act, 262144), /* L03.attn.k.rope */
			.x = ck_at(c->act, 262144), /* L03.attn.k */
			.cs = ck_own(c, rank, SCRATCH, 1088), /* rope.table */
			.T = T, .H = 4, .D = 8, .P = 4, .layout = CK_INTERLEAVED
		};
		const struct ck_span s = ck_span(T, 1, rank, size);
		if (s.lo < s.hi)
			ck_rope_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 43, 1);
	/* L03.attn.kv: kv_store, llama.yaml:115 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 44, 0);
	{
		const struct ck_kv_store a = {
			.k = ck_at(c->act, 262144), /* L03.attn.k.rope */
			.v = ck_at(c->act, 483328), /* L03.attn.v */
			.pos = ck_at(c->call, 2048), /* pos */
			.slot = ck_at(c->call, 4096), /* slot */
			.pages = ck_at(c->call, 6144), /* pages */
			.kc = ck_at(c->state, 1572864), /* L03.k */
			.vc = ck_at(c->state, 1835008), /* L03.v */
			.T = T, .KV = 4, .D = 8, .S = 1, .PS = 8, .PG = 8
		};
		const struct ck_span s = ck_span(4 * T, 1, rank, size);
		if (s.lo < s.hi)
			ck_kv_store_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 44, 1);
	/* L03.attn.ctx: attention, llama.yaml:116 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 45, 0);
	{
		const struct ck_attention a = {
			.y = ck_at(c->act, 131072), /* L03.attn.ctx */
			.q = ck_at(c->act, 131072), /* L03.attn.q.rope */
			.pos = ck_at(c->call, 2048), /* pos */
			.slot = ck_at(c->call, 4096), /* slot */
			.pages = ck_at(c->call, 6144), /* pages */
			.kc = ck_at(c->state, 1572864), /* L03.k */
			.vc = ck_at(c->state, 1835008), /* L03.v */
			.scratch = ck_own(c, rank, SCRATCH, 0),
			.T = T, .H = 8, .D = 8, .S = 1, .PS = 8, .PG = 8, .KV = 4, .scale = 0.35355338f, .mask = CK_CAUSAL, .window = 0, .softcap = 0.0f
		};
		const struct ck_span s = ck_span(8 * T, 1, rank, size);
		if (s.lo < s.hi)
			ck_attention_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 45, 1);
	/* L03.attn.add: matmul, llama.yaml:119; fused from L03.attn.out + L03.attn.add */
	ck_barrier(c, rank);
	ck_trace(c, rank, 46, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 352256), /* L03.attn.add */
			.x = ck_at(c->act, 131072), /* L03.attn.ctx */
			.r = ck_at(c->act, 352256), /* L02.ffn.add */
			.w = ck_in(c->weights, 2812672), /* L03.attn.out */
			.T = T, .K = 64, .N = 64
		};
		const struct ck_span s = ck_span(64, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 46, 1);
	if (rank == 0)
		c->count[0]++; /* matmul_add */
	/* L03.ffn.norm: rmsnorm, llama.yaml:120 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 47, 0);
	{
		const struct ck_rmsnorm a = {
			.y = ck_at(c->act, 483328), /* L03.ffn.norm */
			.x = ck_at(c->act, 352256), /* L03.attn.add */
			.w = ck_in(c->weights, 2829056), /* L03.ffn.norm */
			.R = T, .E = 64, .eps = 1e-05f
		};
		const struct ck_span s = ck_span(T, 1, rank, size);
		if (s.lo < s.hi)
			ck_rmsnorm_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 47, 1);
	/* L03.ffn.act: gated_matmul, llama.yaml:123; fused from L03.ffn.gate + L03.ffn.up + L03.ffn.act */
	ck_barrier(c, rank);
	ck_trace(c, rank, 48, 0);
	{
		const struct ck_gated_matmul a = {
			.y = ck_at(c->act, 0), /* L03.ffn.act */
			.x = ck_at(c->act, 483328), /* L03.ffn.norm */
			.g = ck_in(c->weights, 2829312), /* L03.ffn.gate */
			.u = ck_in(c->weights, 2874368), /* L03.ffn.up */
			.T = T, .K = 64, .N = 172, .act = CK_SILU
		};
		const struct ck_span s = ck_span(172, 16, rank, size);
		if (s.lo < s.hi)
			ck_gated_matmul_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 48, 1);
	if (rank == 0)
		c->count[1]++; /* gated_matmul */
	/* L03.ffn.add: matmul, llama.yaml:125; fused from L03.ffn.down + L03.ffn.add */
	ck_barrier(c, rank);
	ck_trace(c, rank, 49, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 352256), /* L03.ffn.add */
			.x = ck_at(c->act, 0), /* L03.ffn.act */
			.r = ck_at(c->act, 352256), /* L03.attn.add */
			.w = ck_in(c->weights, 2919424), /* L03.ffn.down */
			.T = T, .K = 172, .N = 64
		};
		const struct ck_span s = ck_span(64, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 49, 1);
	if (rank == 0)
		c->count[0]++; /* matmul_add */
}

static void prefill_L04(struct ck_ctx *c, int rank, int size)
{
	const int64_t T = c->dim[0];

	/* L04.attn.norm: rmsnorm, llama.yaml:109 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 50, 0);
	{
		const struct ck_rmsnorm a = {
			.y = ck_at(c->act, 0), /* L04.attn.norm */
			.x = ck_at(c->act, 352256), /* L03.ffn.add */
			.w = ck_in(c->weights, 2963456), /* L04.attn.norm */
			.R = T, .E = 64, .eps = 1e-05f
		};
		const struct ck_span s = ck_span(T, 1, rank, size);
		if (s.lo < s.hi)
			ck_rmsnorm_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 50, 1);
	/* L04.attn.q: matmul, llama.yaml:110 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 51, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 131072), /* L04.attn.q */
			.x = ck_at(c->act, 0), /* L04.attn.norm */
			.w = ck_in(c->weights, 2963712), /* L04.attn.q */
			.T = T, .K = 64, .N = 64
		};
		const struct ck_span s = ck_span(64, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 51, 1);
	/* L04.attn.k: matmul, llama.yaml:111 */
	ck_trace(c, rank, 52, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 262144), /* L04.attn.k */
			.x = ck_at(c->act, 0), /* L04.attn.norm */
			.w = ck_in(c->weights, 2980096), /* L04.attn.k */
			.T = T, .K = 64, .N = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 52, 1);
	/* L04.attn.v: matmul, llama.yaml:112 */
	ck_trace(c, rank, 53, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 483328), /* L04.attn.v */
			.x = ck_at(c->act, 0), /* L04.attn.norm */
			.w = ck_in(c->weights, 2988288), /* L04.attn.v */
			.T = T, .K = 64, .N = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 53, 1);
	/* L04.attn.q.rope: rope, llama.yaml:113 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 54, 0);
	{
		const struct ck_rope a = {
			.y = ck_at(c->act, 131072), /* L04.attn.q.rope */
			.x = ck_at(c->act, 131072), /* L04.attn.q */
			.cs = ck_own(c, rank, SCRATCH, 1088), /* rope.table */
			.T = T, .H = 8, .D = 8, .P = 4, .layout = CK_INTERLEAVED
		};
		const struct ck_span s = ck_span(T, 1, rank, size);
		if (s.lo < s.hi)
			ck_rope_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 54, 1);
	/* L04.attn.k.rope: rope, llama.yaml:114 */
	ck_trace(c, rank, 55, 0);
	{
		const struct ck_rope a = {
			.y = ck_at(c->act, 262144), /* L04.attn.k.rope */
			.x = ck_at(c->act, 262144), /* L04.attn.k */
			.cs = ck_own(c, rank, SCRATCH, 1088), /* rope.table */
			.T = T, .H = 4, .D = 8, .P = 4, .layout = CK_INTERLEAVED
		};
		const struct ck_span s = ck_span(T, 1, rank, size);
		if (s.lo < s.hi)
			ck_rope_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 55, 1);
	/* L04.attn.kv: kv_store, llama.yaml:115 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 56, 0);
	{
		const struct ck_kv_store a = {
			.k = ck_at(c->act, 262144), /* L04.attn.k.rope */
			.v = ck_at(c->act, 483328), /* L04.attn.v */
			.pos = ck_at(c->call, 2048), /* pos */
			.slot = ck_at(c->call, 4096), /* slot */
			.pages = ck_at(c->call, 6144), /* pages */
			.kc = ck_at(c->state, 2097152), /* L04.k */
			.vc = ck_at(c->state, 2359296), /* L04.v */
			.T = T, .KV = 4, .D = 8, .S = 1, .PS = 8, .PG = 8
		};
		const struct ck_span s = ck_span(4 * T, 1, rank, size);
		if (s.lo < s.hi)
			ck_kv_store_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 56, 1);
	/* L04.attn.ctx: attention, llama.yaml:116 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 57, 0);
	{
		const struct ck_attention a = {
			.y = ck_at(c->act, 131072), /* L04.attn.ctx */
			.q = ck_at(c->act, 131072), /* L04.attn.q.rope */
			.pos = ck_at(c->call, 2048), /* pos */
			.slot = ck_at(c->call, 4096), /* slot */
			.pages = ck_at(c->call, 6144), /* pages */
			.kc = ck_at(c->state, 2097152), /* L04.k */
			.vc = ck_at(c->state, 2359296), /* L04.v */
			.scratch = ck_own(c, rank, SCRATCH, 0),
			.T = T, .H = 8, .D = 8, .S = 1, .PS = 8, .PG = 8, .KV = 4, .scale = 0.35355338f, .mask = CK_CAUSAL, .window = 0, .softcap = 0.0f
		};
		const struct ck_span s = ck_span(8 * T, 1, rank, size);
		if (s.lo < s.hi)
			ck_attention_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 57, 1);
	/* L04.attn.add: matmul, llama.yaml:119; fused from L04.attn.out + L04.attn.add */
	ck_barrier(c, rank);
	ck_trace(c, rank, 58, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 352256), /* L04.attn.add */
			.x = ck_at(c->act, 131072), /* L04.attn.ctx */
			.r = ck_at(c->act, 352256), /* L03.ffn.add */
			.w = ck_in(c->weights, 2996480), /* L04.attn.out */
			.T = T, .K = 64, .N = 64
		};
		const struct ck_span s = ck_span(64, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 58, 1);
	if (rank == 0)
		c->count[0]++; /* matmul_add */
	/* L04.ffn.norm: rmsnorm, llama.yaml:120 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 59, 0);
	{
		const struct ck_rmsnorm a = {
			.y = ck_at(c->act, 483328), /* L04.ffn.norm */
			.x = ck_at(c->act, 352256), /* L04.attn.add */
			.w = ck_in(c->weights, 3012864), /* L04.ffn.norm */
			.R = T, .E = 64, .eps = 1e-05f
		};
		const struct ck_span s = ck_span(T, 1, rank, size);
		if (s.lo < s.hi)
			ck_rmsnorm_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 59, 1);
	/* L04.ffn.act: gated_matmul, llama.yaml:123; fused from L04.ffn.gate + L04.ffn.up + L04.ffn.act */
	ck_barrier(c, rank);
	ck_trace(c, rank, 60, 0);
	{
		const struct ck_gated_matmul a = {
			.y = ck_at(c->act, 0), /* L04.ffn.act */
			.x = ck_at(c->act, 483328), /* L04.ffn.norm */
			.g = ck_in(c->weights, 3013120), /* L04.ffn.gate */
			.u = ck_in(c->weights, 3058176), /* L04.ffn.up */
			.T = T, .K = 64, .N = 172, .act = CK_SILU
		};
		const struct ck_span s = ck_span(172, 16, rank, size);
		if (s.lo < s.hi)
			ck_gated_matmul_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 60, 1);
	if (rank == 0)
		c->count[1]++; /* gated_matmul */
	/* L04.ffn.add: matmul, llama.yaml:125; fused from L04.ffn.down + L04.ffn.add */
	ck_barrier(c, rank);
	ck_trace(c, rank, 61, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 352256), /* L04.ffn.add */
			.x = ck_at(c->act, 0), /* L04.ffn.act */
			.r = ck_at(c->act, 352256), /* L04.attn.add */
			.w = ck_in(c->weights, 3103232), /* L04.ffn.down */
			.T = T, .K = 172, .N = 64
		};
		const struct ck_span s = ck_span(64, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 61, 1);
	if (rank == 0)
		c->count[0]++; /* matmul_add */
}

static void prefill_footer(struct ck_ctx *c, int rank, int size)
{
	const int64_t T = c->dim[0];
	const int64_t O = c->dim[1];

	/* out.rows: select, llama.yaml:130 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 62, 0);
	{
		const struct ck_select a = {
			.y = ck_at(c->act, 0), /* out.rows */
			.x = ck_at(c->act, 352256), /* L04.ffn.add */
			.row = ck_at(c->call, 6208), /* out_rows */
			.T = T, .E = 64, .O = O
		};
		const struct ck_span s = ck_span(O, 1, rank, size);
		if (s.lo < s.hi)
			ck_select_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 62, 1);
	/* out.norm: rmsnorm, llama.yaml:131 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 63, 0);
	{
		const struct ck_rmsnorm a = {
			.y = ck_own(c, rank, SCRATCH, 1088), /* out.norm */
			.x = ck_at(c->act, 0), /* out.rows */
			.w = ck_in(c->weights, 3147264), /* out.norm */
			.R = O, .E = 64, .eps = 1e-05f
		};
		const struct ck_span s = ck_span(O, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rmsnorm_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 63, 1);
	/* logits: matmul, llama.yaml:132 */
	ck_trace(c, rank, 64, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->call, 6336), /* logits */
			.x = ck_own(c, rank, SCRATCH, 1088), /* out.norm */
			.w = ck_in(c->weights, 3147520), /* head */
			.T = O, .K = 64, .N = 512
		};
		const struct ck_span s = ck_span(512, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 64, 1);
}

static int prefill(struct ck_ctx *c, int rank, int size)
{
	if (rank == 0) {
		c->trapped = 0;
		ck_check_bound(c, 0, 512);
		ck_check_bound(c, 1, 32);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	if (rank == 0) {
		ck_check_input(c, 0, ck_in(c->call, 0), 1 * c->dim[0], 512); /* tokens < V */
		ck_check_input(c, 1, ck_in(c->call, 2048), 1 * c->dim[0], 2048); /* pos < C */
		ck_check_input(c, 2, ck_in(c->call, 4096), 1 * c->dim[0], 1); /* slot < S */
		ck_check_input(c, 3, ck_in(c->call, 6144), 8, 8); /* pages < PG */
		ck_check_input(c, 4, ck_in(c->call, 6208), 1 * c->dim[1], c->dim[0]); /* out_rows < T */
	}
	if (ck_agree(c, rank))
		return c->trapped;
	prefill_header(c, rank, size);
	prefill_L00(c, rank, size);
	prefill_L01(c, rank, size);
	prefill_L02(c, rank, size);
	prefill_L03(c, rank, size);
	prefill_L04(c, rank, size);
	prefill_footer(c, rank, size);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 64, ck_in(c->call, 6336), 512 * c->dim[1]);
	}
	return ck_agree(c, rank);
}

static const struct ck_bound_desc prefill_bound[] = {
	{ "T", 512 },
	{ "O", 32 },
};

static const struct ck_io_desc prefill_io[] = {
	{ "tokens", "i32", "T", "V", 0, 0, 2048 },
	{ "pos", "i32", "T", "C", 0, 2048, 2048 },
	{ "slot", "i32", "T", "S", 0, 4096, 2048 },
	{ "pages", "i32", "S PS", "PG", 0, 6144, 32 },
	{ "out_rows", "i32", "O", "T", 0, 6208, 128 },
	{ "logits", "f32", "O V", "", 1, 6336, 65536 },
};

static const struct ck_op_desc prefill_op[] = {
	{ "embed", "embedding", "ck_embedding_f32_n16_ref" },
	{ "rope.table", "rope_table", "ck_rope_table_f32_ref" },
	{ "L00.attn.norm", "rmsnorm", "ck_rmsnorm_f32_ref" },
	{ "L00.attn.q", "matmul", "ck_matmul_f32_ref" },
	{ "L00.attn.k", "matmul", "ck_matmul_f32_ref" },
	{ "L00.attn.v", "matmul", "ck_matmul_f32_ref" },
	{ "L00.attn.q.rope", "rope", "ck_rope_f32_ref" },
	{ "L00.attn.k.rope", "rope", "ck_rope_f32_ref" },
	{ "L00.attn.kv", "kv_store", "ck_kv_store_f32_ref" },
	{ "L00.attn.ctx", "attention", "ck_attention_f32_ref" },
	{ "L00.attn.add", "matmul", "ck_matmul_f32_ref" },
	{ "L00.ffn.norm", "rmsnorm", "ck_rmsnorm_f32_ref" },
	{ "L00.ffn.act", "gated_matmul", "ck_gated_matmul_f32_ref" },
	{ "L00.ffn.add", "matmul", "ck_matmul_f32_ref" },
	{ "L01.attn.norm", "rmsnorm", "ck_rmsnorm_f32_ref" },
	{ "L01.attn.q", "matmul", "ck_matmul_f32_ref" },
	{ "L01.attn.k", "matmul", "ck_matmul_f32_ref" },
	{ "L01.attn.v", "matmul", "ck_matmul_f32_ref" },
	{ "L01.attn.q.rope", "rope", "ck_rope_f32_ref" },
	{ "L01.attn.k.rope", "rope", "ck_rope_f32_ref" },
	{ "L01.attn.kv", "kv_store", "ck_kv_store_f32_ref" },
	{ "L01.attn.ctx", "attention", "ck_attention_f32_ref" },
	{ "L01.attn.add", "matmul", "ck_matmul_f32_ref" },
	{ "L01.ffn.norm", "rmsnorm", "ck_rmsnorm_f32_ref" },
	{ "L01.ffn.act", "gated_matmul", "ck_gated_matmul_f32_ref" },
	{ "L01.ffn.add", "matmul", "ck_matmul_f32_ref" },
	{ "L02.attn.norm", "rmsnorm", "ck_rmsnorm_f32_ref" },
	{ "L02.attn.q", "matmul", "ck_matmul_f32_ref" },
	{ "L02.attn.k", "matmul", "ck_matmul_f32_ref" },
	{ "L02.attn.v", "matmul", "ck_matmul_f32_ref" },
	{ "L02.attn.q.rope", "rope", "ck_rope_f32_ref" },
	{ "L02.attn.k.rope", "rope", "ck_rope_f32_ref" },
	{ "L02.attn.kv", "kv_store", "ck_kv_store_f32_ref" },
	{ "L02.attn.ctx", "attention", "ck_attention_f32_ref" },
	{ "L02.attn.add", "matmul", "ck_matmul_f32_ref" },
	{ "L02.ffn.norm", "rmsnorm", "ck_rmsnorm_f32_ref" },
	{ "L02.ffn.act", "gated_matmul", "ck_gated_matmul_f32_ref" },
	{ "L02.ffn.add", "matmul", "ck_matmul_f32_ref" },
	{ "L03.attn.norm", "rmsnorm", "ck_rmsnorm_f32_ref" },
	{ "L03.attn.q", "matmul", "ck_matmul_f32_ref" },
	{ "L03.attn.k", "matmul", "ck_matmul_f32_ref" },
	{ "L03.attn.v", "matmul", "ck_matmul_f32_ref" },
	{ "L03.attn.q.rope", "rope", "ck_rope_f32_ref" },
	{ "L03.attn.k.rope", "rope", "ck_rope_f32_ref" },
	{ "L03.attn.kv", "kv_store", "ck_kv_store_f32_ref" },
	{ "L03.attn.ctx", "attention", "ck_attention_f32_ref" },
	{ "L03.attn.add", "matmul", "ck_matmul_f32_ref" },
	{ "L03.ffn.norm", "rmsnorm", "ck_rmsnorm_f32_ref" },
	{ "L03.ffn.act", "gated_matmul", "ck_gated_matmul_f32_ref" },
	{ "L03.ffn.add", "matmul", "ck_matmul_f32_ref" },
	{ "L04.attn.norm", "rmsnorm", "ck_rmsnorm_f32_ref" },
	{ "L04.attn.q", "matmul", "ck_matmul_f32_ref" },
	{ "L04.attn.k", "matmul", "ck_matmul_f32_ref" },
	{ "L04.attn.v", "matmul", "ck_matmul_f32_ref" },
	{ "L04.attn.q.rope", "rope", "ck_rope_f32_ref" },
	{ "L04.attn.k.rope", "rope", "ck_rope_f32_ref" },
	{ "L04.attn.kv", "kv_store", "ck_kv_store_f32_ref" },
	{ "L04.attn.ctx", "attention", "ck_attention_f32_ref" },
	{ "L04.attn.add", "matmul", "ck_matmul_f32_ref" },
	{ "L04.ffn.norm", "rmsnorm", "ck_rmsnorm_f32_ref" },
	{ "L04.ffn.act", "gated_matmul", "ck_gated_matmul_f32_ref" },
	{ "L04.ffn.add", "matmul", "ck_matmul_f32_ref" },
	{ "out.rows", "select", "ck_select_f32_ref" },
	{ "out.norm", "rmsnorm", "ck_rmsnorm_f32_ref" },
	{ "logits", "matmul", "ck_matmul_f32_ref" },
};

static void decode_header(struct ck_ctx *c, int rank, int size)
{
	const int64_t T = c->dim[0];

	/* embed: embedding, llama.yaml:81 */
	ck_trace(c, rank, 0, 0);
	{
		const struct ck_embedding a = {
			.y = ck_at(c->act, 704), /* embed */
			.id = ck_at(c->call, 0), /* tokens */
			.w = ck_in(c->weights, 2097152), /* embed */
			.T = T, .V = 512, .E = 64, .scale = 1.0f
		};
		const struct ck_span s = ck_span(T, 1, rank, size);
		if (s.lo < s.hi)
			ck_embedding_f32_n16_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 0, 1);
	/* rope.table: rope_table, llama.yaml:82 */
	ck_trace(c, rank, 1, 0);
	{
		const struct ck_rope_table a = {
			.y = ck_own(c, rank, SCRATCH, 1472), /* rope.table */
			.pos = ck_at(c->call, 64), /* pos */
			.T = T, .P = 4, .base = 1e+04f, .scale = 1.0f, .factor = 1.0f, .low = 0.0f, .high = 0.0f
		};
		const struct ck_span s = ck_span(T, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rope_table_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 1, 1);
}

static void decode_L00(struct ck_ctx *c, int rank, int size)
{
	const int64_t T = c->dim[0];

	/* L00.attn.norm: rmsnorm, llama.yaml:109 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 2, 0);
	{
		const struct ck_rmsnorm a = {
			.y = ck_own(c, rank, SCRATCH, 1088), /* L00.attn.norm */
			.x = ck_at(c->act, 704), /* embed */
			.w = ck_in(c->weights, 2228224), /* L00.attn.norm */
			.R = T, .E = 64, .eps = 1e-05f
		};
		const struct ck_span s = ck_span(T, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rmsnorm_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 2, 1);
	/* L00.attn.q: matmul, llama.yaml:110 */
	ck_trace(c, rank, 3, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 0), /* L00.attn.q */
			.x = ck_own(c, rank, SCRATCH, 1088), /* L00.attn.norm */
			.w = ck_in(c->weights, 2228480), /* L00.attn.q */
			.T = T, .K = 64, .N = 64
		};
		const struct ck_span s = ck_span(64, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 3, 1);
	/* L00.attn.k: matmul, llama.yaml:111 */
	ck_trace(c, rank, 4, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 256), /* L00.attn.k */
			.x = ck_own(c, rank, SCRATCH, 1088), /* L00.attn.norm */
			.w = ck_in(c->weights, 2244864), /* L00.attn.k */
			.T = T, .K = 64, .N = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 4, 1);
	/* L00.attn.v: matmul, llama.yaml:112 */
	ck_trace(c, rank, 5, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 384), /* L00.attn.v */
			.x = ck_own(c, rank, SCRATCH, 1088), /* L00.attn.norm */
			.w = ck_in(c->weights, 2253056), /* L00.attn.v */
			.T = T, .K = 64, .N = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 5, 1);
	/* L00.attn.q.rope: rope, llama.yaml:113 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 6, 0);
	{
		const struct ck_rope a = {
			.y = ck_own(c, rank, SCRATCH, 1088), /* L00.attn.q.rope */
			.x = ck_at(c->act, 0), /* L00.attn.q */
			.cs = ck_own(c, rank, SCRATCH, 1472), /* rope.table */
			.T = T, .H = 8, .D = 8, .P = 4, .layout = CK_INTERLEAVED
		};
		const struct ck_span s = ck_span(T, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rope_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 6, 1);
	/* L00.attn.k.rope: rope, llama.yaml:114 */
	ck_trace(c, rank, 7, 0);
	{
		const struct ck_rope a = {
			.y = ck_own(c, rank, SCRATCH, 1344), /* L00.attn.k.rope */
			.x = ck_at(c->act, 256), /* L00.attn.k */
			.cs = ck_own(c, rank, SCRATCH, 1472), /* rope.table */
			.T = T, .H = 4, .D = 8, .P = 4, .layout = CK_INTERLEAVED
		};
		const struct ck_span s = ck_span(T, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rope_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 7, 1);
	/* L00.attn.kv: kv_store, llama.yaml:115 */
	ck_trace(c, rank, 8, 0);
	{
		const struct ck_kv_store a = {
			.k = ck_own(c, rank, SCRATCH, 1344), /* L00.attn.k.rope */
			.v = ck_at(c->act, 384), /* L00.attn.v */
			.pos = ck_at(c->call, 64), /* pos */
			.slot = ck_at(c->call, 128), /* slot */
			.pages = ck_at(c->call, 192), /* pages */
			.kc = ck_at(c->state, 0), /* L00.k */
			.vc = ck_at(c->state, 262144), /* L00.v */
			.T = T, .KV = 4, .D = 8, .S = 1, .PS = 8, .PG = 8
		};
		const struct ck_span s = ck_span(4 * T, 1, rank, size);
		if (s.lo < s.hi)
			ck_kv_store_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 8, 1);
	/* L00.attn.ctx: attention, llama.yaml:116 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 9, 0);
	{
		const struct ck_attention a = {
			.y = ck_at(c->act, 0), /* L00.attn.ctx */
			.q = ck_own(c, rank, SCRATCH, 1088), /* L00.attn.q.rope */
			.pos = ck_at(c->call, 64), /* pos */
			.slot = ck_at(c->call, 128), /* slot */
			.pages = ck_at(c->call, 192), /* pages */
			.kc = ck_at(c->state, 0), /* L00.k */
			.vc = ck_at(c->state, 262144), /* L00.v */
			.scratch = ck_own(c, rank, SCRATCH, 0),
			.T = T, .H = 8, .D = 8, .S = 1, .PS = 8, .PG = 8, .KV = 4, .scale = 0.35355338f, .mask = CK_CAUSAL, .window = 0, .softcap = 0.0f
		};
		const struct ck_span s = ck_span(8 * T, 1, rank, size);
		if (s.lo < s.hi)
			ck_attention_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 9, 1);
	/* L00.attn.add: matmul, llama.yaml:119; fused from L00.attn.out + L00.attn.add */
	ck_barrier(c, rank);
	ck_trace(c, rank, 10, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 704), /* L00.attn.add */
			.x = ck_at(c->act, 0), /* L00.attn.ctx */
			.r = ck_at(c->act, 704), /* embed */
			.w = ck_in(c->weights, 2261248), /* L00.attn.out */
			.T = T, .K = 64, .N = 64
		};
		const struct ck_span s = ck_span(64, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 10, 1);
	if (rank == 0)
		c->count[0]++; /* matmul_add */
	/* L00.ffn.norm: rmsnorm, llama.yaml:120 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 11, 0);
	{
		const struct ck_rmsnorm a = {
			.y = ck_own(c, rank, SCRATCH, 1088), /* L00.ffn.norm */
			.x = ck_at(c->act, 704), /* L00.attn.add */
			.w = ck_in(c->weights, 2277632), /* L00.ffn.norm */
			.R = T, .E = 64, .eps = 1e-05f
		};
		const struct ck_span s = ck_span(T, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rmsnorm_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 11, 1);
	/* L00.ffn.act: gated_matmul, llama.yaml:123; fused from L00.ffn.gate + L00.ffn.up + L00.ffn.act */
	ck_trace(c, rank, 12, 0);
	{
		const struct ck_gated_matmul a = {
			.y = ck_at(c->act, 0), /* L00.ffn.act */
			.x = ck_own(c, rank, SCRATCH, 1088), /* L00.ffn.norm */
			.g = ck_in(c->weights, 2277888), /* L00.ffn.gate */
			.u = ck_in(c->weights, 2322944), /* L00.ffn.up */
			.T = T, .K = 64, .N = 172, .act = CK_SILU
		};
		const struct ck_span s = ck_span(172, 16, rank, size);
		if (s.lo < s.hi)
			ck_gated_matmul_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 12, 1);
	if (rank == 0)
		c->count[1]++; /* gated_matmul */
	/* L00.ffn.add: matmul, llama.yaml:125; fused from L00.ffn.down + L00.ffn.add */
	ck_barrier(c, rank);
	ck_trace(c, rank, 13, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 704), /* L00.ffn.add */
			.x = ck_at(c->act, 0), /* L00.ffn.act */
			.r = ck_at(c->act, 704), /* L00.attn.add */
			.w = ck_in(c->weights, 2368000), /* L00.ffn.down */
			.T = T, .K = 172, .N = 64
		};
		const struct ck_span s = ck_span(64, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 13, 1);
	if (rank == 0)
		c->count[0]++; /* matmul_add */
}

static void decode_L01(struct ck_ctx *c, int rank, int size)
{
	const int64_t T = c->dim[0];

	/* L01.attn.norm: rmsnorm, llama.yaml:109 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 14, 0);
	{
		const struct ck_rmsnorm a = {
			.y = ck_own(c, rank, SCRATCH, 1088), /* L01.attn.norm */
			.x = ck_at(c->act, 704), /* L00.ffn.add */
			.w = ck_in(c->weights, 2412032), /* L01.attn.norm */
			.R = T, .E = 64, .eps = 1e-05f
		};
		const struct ck_span s = ck_span(T, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rmsnorm_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 14, 1);
	/* L01.attn.q: matmul, llama.yaml:110 */
	ck_trace(c, rank, 15, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 0), /* L01.attn.q */
			.x = ck_own(c, rank, SCRATCH, 1088), /* L01.attn.norm */
			.w = ck_in(c->weights, 2412288), /* L01.attn.q */
			.T = T, .K = 64, .N = 64
		};
		const struct ck_span s = ck_span(64, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 15, 1);
	/* L01.attn.k: matmul, llama.yaml:111 */
	ck_trace(c, rank, 16, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 256), /* L01.attn.k */
			.x = ck_own(c, rank, SCRATCH, 1088), /* L01.attn.norm */
			.w = ck_in(c->weights, 2428672), /* L01.attn.k */
			.T = T, .K = 64, .N = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 16, 1);
	/* L01.attn.v: matmul, llama.yaml:112 */
	ck_trace(c, rank, 17, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 384), /* L01.attn.v */
			.x = ck_own(c, rank, SCRATCH, 1088), /* L01.attn.norm */
			.w = ck_in(c->weights, 2436864), /* L01.attn.v */
			.T = T, .K = 64, .N = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 17, 1);
	/* L01.attn.q.rope: rope, llama.yaml:113 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 18, 0);
	{
		const struct ck_rope a = {
			.y = ck_own(c, rank, SCRATCH, 1088), /* L01.attn.q.rope */
			.x = ck_at(c->act, 0), /* L01.attn.q */
			.cs = ck_own(c, rank, SCRATCH, 1472), /* rope.table */
			.T = T, .H = 8, .D = 8, .P = 4, .layout = CK_INTERLEAVED
		};
		const struct ck_span s = ck_span(T, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rope_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 18, 1);
	/* L01.attn.k.rope: rope, llama.yaml:114 */
	ck_trace(c, rank, 19, 0);
	{
		const struct ck_rope a = {
			.y = ck_own(c, rank, SCRATCH, 1344), /* L01.attn.k.rope */
			.x = ck_at(c->act, 256), /* L01.attn.k */
			.cs = ck_own(c, rank, SCRATCH, 1472), /* rope.table */
			.T = T, .H = 4, .D = 8, .P = 4, .layout = CK_INTERLEAVED
		};
		const struct ck_span s = ck_span(T, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rope_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 19, 1);
	/* L01.attn.kv: kv_store, llama.yaml:115 */
	ck_trace(c, rank, 20, 0);
	{
		const struct ck_kv_store a = {
			.k = ck_own(c, rank, SCRATCH, 1344), /* L01.attn.k.rope */
			.v = ck_at(c->act, 384), /* L01.attn.v */
			.pos = ck_at(c->call, 64), /* pos */
			.slot = ck_at(c->call, 128), /* slot */
			.pages = ck_at(c->call, 192), /* pages */
			.kc = ck_at(c->state, 524288), /* L01.k */
			.vc = ck_at(c->state, 786432), /* L01.v */
			.T = T, .KV = 4, .D = 8, .S = 1, .PS = 8, .PG = 8
		};
		const struct ck_span s = ck_span(4 * T, 1, rank, size);
		if (s.lo < s.hi)
			ck_kv_store_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 20, 1);
	/* L01.attn.ctx: attention, llama.yaml:116 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 21, 0);
	{
		const struct ck_attention a = {
			.y = ck_at(c->act, 0), /* L01.attn.ctx */
			.q = ck_own(c, rank, SCRATCH, 1088), /* L01.attn.q.rope */
			.pos = ck_at(c->call, 64), /* pos */
			.slot = ck_at(c->call, 128), /* slot */
			.pages = ck_at(c->call, 192), /* pages */
			.kc = ck_at(c->state, 524288), /* L01.k */
			.vc = ck_at(c->state, 786432), /* L01.v */
			.scratch = ck_own(c, rank, SCRATCH, 0),
			.T = T, .H = 8, .D = 8, .S = 1, .PS = 8, .PG = 8, .KV = 4, .scale = 0.35355338f, .mask = CK_CAUSAL, .window = 0, .softcap = 0.0f
		};
		const struct ck_span s = ck_span(8 * T, 1, rank, size);
		if (s.lo < s.hi)
			ck_attention_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 21, 1);
	/* L01.attn.add: matmul, llama.yaml:119; fused from L01.attn.out + L01.attn.add */
	ck_barrier(c, rank);
	ck_trace(c, rank, 22, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 704), /* L01.attn.add */
			.x = ck_at(c->act, 0), /* L01.attn.ctx */
			.r = ck_at(c->act, 704), /* L00.ffn.add */
			.w = ck_in(c->weights, 2445056), /* L01.attn.out */
			.T = T, .K = 64, .N = 64
		};
		const struct ck_span s = ck_span(64, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 22, 1);
	if (rank == 0)
		c->count[0]++; /* matmul_add */
	/* L01.ffn.norm: rmsnorm, llama.yaml:120 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 23, 0);
	{
		const struct ck_rmsnorm a = {
			.y = ck_own(c, rank, SCRATCH, 1088), /* L01.ffn.norm */
			.x = ck_at(c->act, 704), /* L01.attn.add */
			.w = ck_in(c->weights, 2461440), /* L01.ffn.norm */
			.R = T, .E = 64, .eps = 1e-05f
		};
		const struct ck_span s = ck_span(T, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rmsnorm_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 23, 1);
	/* L01.ffn.act: gated_matmul, llama.yaml:123; fused from L01.ffn.gate + L01.ffn.up + L01.ffn.act */
	ck_trace(c, rank, 24, 0);
	{
		const struct ck_gated_matmul a = {
			.y = ck_at(c->act, 0), /* L01.ffn.act */
			.x = ck_own(c, rank, SCRATCH, 1088), /* L01.ffn.norm */
			.g = ck_in(c->weights, 2461696), /* L01.ffn.gate */
			.u = ck_in(c->weights, 2506752), /* L01.ffn.up */
			.T = T, .K = 64, .N = 172, .act = CK_SILU
		};
		const struct ck_span s = ck_span(172, 16, rank, size);
		if (s.lo < s.hi)
			ck_gated_matmul_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 24, 1);
	if (rank == 0)
		c->count[1]++; /* gated_matmul */
	/* L01.ffn.add: matmul, llama.yaml:125; fused from L01.ffn.down + L01.ffn.add */
	ck_barrier(c, rank);
	ck_trace(c, rank, 25, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 704), /* L01.ffn.add */
			.x = ck_at(c->act, 0), /* L01.ffn.act */
			.r = ck_at(c->act, 704), /* L01.attn.add */
			.w = ck_in(c->weights, 2551808), /* L01.ffn.down */
			.T = T, .K = 172, .N = 64
		};
		const struct ck_span s = ck_span(64, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 25, 1);
	if (rank == 0)
		c->count[0]++; /* matmul_add */
}

static void decode_L02(struct ck_ctx *c, int rank, int size)
{
	const int64_t T = c->dim[0];

	/* L02.attn.norm: rmsnorm, llama.yaml:109 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 26, 0);
	{
		const struct ck_rmsnorm a = {
			.y = ck_own(c, rank, SCRATCH, 1088), /* L02.attn.norm */
			.x = ck_at(c->act, 704), /* L01.ffn.add */
			.w = ck_in(c->weights, 2595840), /* L02.attn.norm */
			.R = T, .E = 64, .eps = 1e-05f
		};
		const struct ck_span s = ck_span(T, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rmsnorm_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 26, 1);
	/* L02.attn.q: matmul, llama.yaml:110 */
	ck_trace(c, rank, 27, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 0), /* L02.attn.q */
			.x = ck_own(c, rank, SCRATCH, 1088), /* L02.attn.norm */
			.w = ck_in(c->weights, 2596096), /* L02.attn.q */
			.T = T, .K = 64, .N = 64
		};
		const struct ck_span s = ck_span(64, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 27, 1);
	/* L02.attn.k: matmul, llama.yaml:111 */
	ck_trace(c, rank, 28, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 256), /* L02.attn.k */
			.x = ck_own(c, rank, SCRATCH, 1088), /* L02.attn.norm */
			.w = ck_in(c->weights, 2612480), /* L02.attn.k */
			.T = T, .K = 64, .N = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 28, 1);
	/* L02.attn.v: matmul, llama.yaml:112 */
	ck_trace(c, rank, 29, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 384), /* L02.attn.v */
			.x = ck_own(c, rank, SCRATCH, 1088), /* L02.attn.norm */
			.w = ck_in(c->weights, 2620672), /* L02.attn.v */
			.T = T, .K = 64, .N = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 29, 1);
	/* L02.attn.q.rope: rope, llama.yaml:113 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 30, 0);
	{
		const struct ck_rope a = {
			.y = ck_own(c, rank, SCRATCH, 1088), /* L02.attn.q.rope */
			.x = ck_at(c->act, 0), /* L02.attn.q */
			.cs = ck_own(c, rank, SCRATCH, 1472), /* rope.table */
			.T = T, .H = 8, .D = 8, .P = 4, .layout = CK_INTERLEAVED
		};
		const struct ck_span s = ck_span(T, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rope_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 30, 1);
	/* L02.attn.k.rope: rope, llama.yaml:114 */
	ck_trace(c, rank, 31, 0);
	{
		const struct ck_rope a = {
			.y = ck_own(c, rank, SCRATCH, 1344), /* L02.attn.k.rope */
			.x = ck_at(c->act, 256), /* L02.attn.k */
			.cs = ck_own(c, rank, SCRATCH, 1472), /* rope.table */
			.T = T, .H = 4, .D = 8, .P = 4, .layout = CK_INTERLEAVED
		};
		const struct ck_span s = ck_span(T, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rope_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 31, 1);
	/* L02.attn.kv: kv_store, llama.yaml:115 */
	ck_trace(c, rank, 32, 0);
	{
		const struct ck_kv_store a = {
			.k = ck_own(c, rank, SCRATCH, 1344), /* L02.attn.k.rope */
			.v = ck_at(c->act, 384), /* L02.attn.v */
			.pos = ck_at(c->call, 64), /* pos */
			.slot = ck_at(c->call, 128), /* slot */
			.pages = ck_at(c->call, 192), /* pages */
			.kc = ck_at(c->state, 1048576), /* L02.k */
			.vc = ck_at(c->state, 1310720), /* L02.v */
			.T = T, .KV = 4, .D = 8, .S = 1, .PS = 8, .PG = 8
		};
		const struct ck_span s = ck_span(4 * T, 1, rank, size);
		if (s.lo < s.hi)
			ck_kv_store_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 32, 1);
	/* L02.attn.ctx: attention, llama.yaml:116 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 33, 0);
	{
		const struct ck_attention a = {
			.y = ck_at(c->act, 0), /* L02.attn.ctx */
			.q = ck_own(c, rank, SCRATCH, 1088), /* L02.attn.q.rope */
			.pos = ck_at(c->call, 64), /* pos */
			.slot = ck_at(c->call, 128), /* slot */
			.pages = ck_at(c->call, 192), /* pages */
			.kc = ck_at(c->state, 1048576), /* L02.k */
			.vc = ck_at(c->state, 1310720), /* L02.v */
			.scratch = ck_own(c, rank, SCRATCH, 0),
			.T = T, .H = 8, .D = 8, .S = 1, .PS = 8, .PG = 8, .KV = 4, .scale = 0.35355338f, .mask = CK_CAUSAL, .window = 0, .softcap = 0.0f
		};
		const struct ck_span s = ck_span(8 * T, 1, rank, size);
		if (s.lo < s.hi)
			ck_attention_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 33, 1);
	/* L02.attn.add: matmul, llama.yaml:119; fused from L02.attn.out + L02.attn.add */
	ck_barrier(c, rank);
	ck_trace(c, rank, 34, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 704), /* L02.attn.add */
			.x = ck_at(c->act, 0), /* L02.attn.ctx */
			.r = ck_at(c->act, 704), /* L01.ffn.add */
			.w = ck_in(c->weights, 2628864), /* L02.attn.out */
			.T = T, .K = 64, .N = 64
		};
		const struct ck_span s = ck_span(64, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 34, 1);
	if (rank == 0)
		c->count[0]++; /* matmul_add */
	/* L02.ffn.norm: rmsnorm, llama.yaml:120 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 35, 0);
	{
		const struct ck_rmsnorm a = {
			.y = ck_own(c, rank, SCRATCH, 1088), /* L02.ffn.norm */
			.x = ck_at(c->act, 704), /* L02.attn.add */
			.w = ck_in(c->weights, 2645248), /* L02.ffn.norm */
			.R = T, .E = 64, .eps = 1e-05f
		};
		const struct ck_span s = ck_span(T, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rmsnorm_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 35, 1);
	/* L02.ffn.act: gated_matmul, llama.yaml:123; fused from L02.ffn.gate + L02.ffn.up + L02.ffn.act */
	ck_trace(c, rank, 36, 0);
	{
		const struct ck_gated_matmul a = {
			.y = ck_at(c->act, 0), /* L02.ffn.act */
			.x = ck_own(c, rank, SCRATCH, 1088), /* L02.ffn.norm */
			.g = ck_in(c->weights, 2645504), /* L02.ffn.gate */
			.u = ck_in(c->weights, 2690560), /* L02.ffn.up */
			.T = T, .K = 64, .N = 172, .act = CK_SILU
		};
		const struct ck_span s = ck_span(172, 16, rank, size);
		if (s.lo < s.hi)
			ck_gated_matmul_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 36, 1);
	if (rank == 0)
		c->count[1]++; /* gated_matmul */
	/* L02.ffn.add: matmul, llama.yaml:125; fused from L02.ffn.down + L02.ffn.add */
	ck_barrier(c, rank);
	ck_trace(c, rank, 37, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 704), /* L02.ffn.add */
			.x = ck_at(c->act, 0), /* L02.ffn.act */
			.r = ck_at(c->act, 704), /* L02.attn.add */
			.w = ck_in(c->weights, 2735616), /* L02.ffn.down */
			.T = T, .K = 172, .N = 64
		};
		const struct ck_span s = ck_span(64, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 37, 1);
	if (rank == 0)
		c->count[0]++; /* matmul_add */
}

static void decode_L03(struct ck_ctx *c, int rank, int size)
{
	const int64_t T = c->dim[0];

	/* L03.attn.norm: rmsnorm, llama.yaml:109 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 38, 0);
	{
		const struct ck_rmsnorm a = {
			.y = ck_own(c, rank, SCRATCH, 1088), /* L03.attn.norm */
			.x = ck_at(c->act, 704), /* L02.ffn.add */
			.w = ck_in(c->weights, 2779648), /* L03.attn.norm */
			.R = T, .E = 64, .eps = 1e-05f
		};
		const struct ck_span s = ck_span(T, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rmsnorm_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 38, 1);
	/* L03.attn.q: matmul, llama.yaml:110 */
	ck_trace(c, rank, 39, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 0), /* L03.attn.q */
			.x = ck_own(c, rank, SCRATCH, 1088), /* L03.attn.norm */
			.w = ck_in(c->weights, 2779904), /* L03.attn.q */
			.T = T, .K = 64, .N = 64
		};
		const struct ck_span s = ck_span(64, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 39, 1);
	/* L03.attn.k: matmul, llama.yaml:111 */
	ck_trace(c, rank, 40, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 256), /* L03.attn.k */
			.x = ck_own(c, rank, SCRATCH, 1088), /* L03.attn.norm */
			.w = ck_in(c->weights, 2796288), /* L03.attn.k */
			.T = T, .K = 64, .N = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 40, 1);
	/* L03.attn.v: matmul, llama.yaml:112 */
	ck_trace(c, rank, 41, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 384), /* L03.attn.v */
			.x = ck_own(c, rank, SCRATCH, 1088), /* L03.attn.norm */
			.w = ck_in(c->weights, 2804480), /* L03.attn.v */
			.T = T, .K = 64, .N = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 41, 1);
	/* L03.attn.q.rope: rope, llama.yaml:113 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 42, 0);
	{
		const struct ck_rope a = {
			.y = ck_own(c, rank, SCRATCH, 1088), /* L03.attn.q.rope */
			.x = ck_at(c->act, 0), /* L03.attn.q */
			.cs = ck_own(c, rank, SCRATCH, 1472), /* rope.table */
			.T = T, .H = 8, .D = 8, .P = 4, .layout = CK_INTERLEAVED
		};
		const struct ck_span s = ck_span(T, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rope_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 42, 1);
	/* L03.attn.k.rope: rope, llama.yaml:114 */
	ck_trace(c, rank, 43, 0);
	{
		const struct ck_rope a = {
			.y = ck_own(c, rank, SCRATCH, 1344), /* L03.attn.k.rope */
			.x = ck_at(c->act, 256), /* L03.attn.k */
			.cs = ck_own(c, rank, SCRATCH, 1472), /* rope.table */
			.T = T, .H = 4, .D = 8, .P = 4, .layout = CK_INTERLEAVED
		};
		const struct ck_span s = ck_span(T, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rope_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 43, 1);
	/* L03.attn.kv: kv_store, llama.yaml:115 */
	ck_trace(c, rank, 44, 0);
	{
		const struct ck_kv_store a = {
			.k = ck_own(c, rank, SCRATCH, 1344), /* L03.attn.k.rope */
			.v = ck_at(c->act, 384), /* L03.attn.v */
			.pos = ck_at(c->call, 64), /* pos */
			.slot = ck_at(c->call, 128), /* slot */
			.pages = ck_at(c->call, 192), /* pages */
			.kc = ck_at(c->state, 1572864), /* L03.k */
			.vc = ck_at(c->state, 1835008), /* L03.v */
			.T = T, .KV = 4, .D = 8, .S = 1, .PS = 8, .PG = 8
		};
		const struct ck_span s = ck_span(4 * T, 1, rank, size);
		if (s.lo < s.hi)
			ck_kv_store_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 44, 1);
	/* L03.attn.ctx: attention, llama.yaml:116 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 45, 0);
	{
		const struct ck_attention a = {
			.y = ck_at(c->act, 0), /* L03.attn.ctx */
			.q = ck_own(c, rank, SCRATCH, 1088), /* L03.attn.q.rope */
			.pos = ck_at(c->call, 64), /* pos */
			.slot = ck_at(c->call, 128), /* slot */
			.pages = ck_at(c->call, 192), /* pages */
			.kc = ck_at(c->state, 1572864), /* L03.k */
			.vc = ck_at(c->state, 1835008), /* L03.v */
			.scratch = ck_own(c, rank, SCRATCH, 0),
			.T = T, .H = 8, .D = 8, .S = 1, .PS = 8, .PG = 8, .KV = 4, .scale = 0.35355338f, .mask = CK_CAUSAL, .window = 0, .softcap = 0.0f
		};
		const struct ck_span s = ck_span(8 * T, 1, rank, size);
		if (s.lo < s.hi)
			ck_attention_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 45, 1);
	/* L03.attn.add: matmul, llama.yaml:119; fused from L03.attn.out + L03.attn.add */
	ck_barrier(c, rank);
	ck_trace(c, rank, 46, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 704), /* L03.attn.add */
			.x = ck_at(c->act, 0), /* L03.attn.ctx */
			.r = ck_at(c->act, 704), /* L02.ffn.add */
			.w = ck_in(c->weights, 2812672), /* L03.attn.out */
			.T = T, .K = 64, .N = 64
		};
		const struct ck_span s = ck_span(64, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 46, 1);
	if (rank == 0)
		c->count[0]++; /* matmul_add */
	/* L03.ffn.norm: rmsnorm, llama.yaml:120 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 47, 0);
	{
		const struct ck_rmsnorm a = {
			.y = ck_own(c, rank, SCRATCH, 1088), /* L03.ffn.norm */
			.x = ck_at(c->act, 704), /* L03.attn.add */
			.w = ck_in(c->weights, 2829056), /* L03.ffn.norm */
			.R = T, .E = 64, .eps = 1e-05f
		};
		const struct ck_span s = ck_span(T, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rmsnorm_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 47, 1);
	/* L03.ffn.act: gated_matmul, llama.yaml:123; fused from L03.ffn.gate + L03.ffn.up + L03.ffn.act */
	ck_trace(c, rank, 48, 0);
	{
		const struct ck_gated_matmul a = {
			.y = ck_at(c->act, 0), /* L03.ffn.act */
			.x = ck_own(c, rank, SCRATCH, 1088), /* L03.ffn.norm */
			.g = ck_in(c->weights, 2829312), /* L03.ffn.gate */
			.u = ck_in(c->weights, 2874368), /* L03.ffn.up */
			.T = T, .K = 64, .N = 172, .act = CK_SILU
		};
		const struct ck_span s = ck_span(172, 16, rank, size);
		if (s.lo < s.hi)
			ck_gated_matmul_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 48, 1);
	if (rank == 0)
		c->count[1]++; /* gated_matmul */
	/* L03.ffn.add: matmul, llama.yaml:125; fused from L03.ffn.down + L03.ffn.add */
	ck_barrier(c, rank);
	ck_trace(c, rank, 49, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 704), /* L03.ffn.add */
			.x = ck_at(c->act, 0), /* L03.ffn.act */
			.r = ck_at(c->act, 704), /* L03.attn.add */
			.w = ck_in(c->weights, 2919424), /* L03.ffn.down */
			.T = T, .K = 172, .N = 64
		};
		const struct ck_span s = ck_span(64, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 49, 1);
	if (rank == 0)
		c->count[0]++; /* matmul_add */
}

static void decode_L04(struct ck_ctx *c, int rank, int size)
{
	const int64_t T = c->dim[0];

	/* L04.attn.norm: rmsnorm, llama.yaml:109 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 50, 0);
	{
		const struct ck_rmsnorm a = {
			.y = ck_own(c, rank, SCRATCH, 1088), /* L04.attn.norm */
			.x = ck_at(c->act, 704), /* L03.ffn.add */
			.w = ck_in(c->weights, 2963456), /* L04.attn.norm */
			.R = T, .E = 64, .eps = 1e-05f
		};
		const struct ck_span s = ck_span(T, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rmsnorm_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 50, 1);
	/* L04.attn.q: matmul, llama.yaml:110 */
	ck_trace(c, rank, 51, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 0), /* L04.attn.q */
			.x = ck_own(c, rank, SCRATCH, 1088), /* L04.attn.norm */
			.w = ck_in(c->weights, 2963712), /* L04.attn.q */
			.T = T, .K = 64, .N = 64
		};
		const struct ck_span s = ck_span(64, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 51, 1);
	/* L04.attn.k: matmul, llama.yaml:111 */
	ck_trace(c, rank, 52, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 256), /* L04.attn.k */
			.x = ck_own(c, rank, SCRATCH, 1088), /* L04.attn.norm */
			.w = ck_in(c->weights, 2980096), /* L04.attn.k */
			.T = T, .K = 64, .N = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 52, 1);
	/* L04.attn.v: matmul, llama.yaml:112 */
	ck_trace(c, rank, 53, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 384), /* L04.attn.v */
			.x = ck_own(c, rank, SCRATCH, 1088), /* L04.attn.norm */
			.w = ck_in(c->weights, 2988288), /* L04.attn.v */
			.T = T, .K = 64, .N = 32
		};
		const struct ck_span s = ck_span(32, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 53, 1);
	/* L04.attn.q.rope: rope, llama.yaml:113 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 54, 0);
	{
		const struct ck_rope a = {
			.y = ck_own(c, rank, SCRATCH, 1088), /* L04.attn.q.rope */
			.x = ck_at(c->act, 0), /* L04.attn.q */
			.cs = ck_own(c, rank, SCRATCH, 1472), /* rope.table */
			.T = T, .H = 8, .D = 8, .P = 4, .layout = CK_INTERLEAVED
		};
		const struct ck_span s = ck_span(T, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rope_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 54, 1);
	/* L04.attn.k.rope: rope, llama.yaml:114 */
	ck_trace(c, rank, 55, 0);
	{
		const struct ck_rope a = {
			.y = ck_own(c, rank, SCRATCH, 1344), /* L04.attn.k.rope */
			.x = ck_at(c->act, 256), /* L04.attn.k */
			.cs = ck_own(c, rank, SCRATCH, 1472), /* rope.table */
			.T = T, .H = 4, .D = 8, .P = 4, .layout = CK_INTERLEAVED
		};
		const struct ck_span s = ck_span(T, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rope_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 55, 1);
	/* L04.attn.kv: kv_store, llama.yaml:115 */
	ck_trace(c, rank, 56, 0);
	{
		const struct ck_kv_store a = {
			.k = ck_own(c, rank, SCRATCH, 1344), /* L04.attn.k.rope */
			.v = ck_at(c->act, 384), /* L04.attn.v */
			.pos = ck_at(c->call, 64), /* pos */
			.slot = ck_at(c->call, 128), /* slot */
			.pages = ck_at(c->call, 192), /* pages */
			.kc = ck_at(c->state, 2097152), /* L04.k */
			.vc = ck_at(c->state, 2359296), /* L04.v */
			.T = T, .KV = 4, .D = 8, .S = 1, .PS = 8, .PG = 8
		};
		const struct ck_span s = ck_span(4 * T, 1, rank, size);
		if (s.lo < s.hi)
			ck_kv_store_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 56, 1);
	/* L04.attn.ctx: attention, llama.yaml:116 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 57, 0);
	{
		const struct ck_attention a = {
			.y = ck_at(c->act, 0), /* L04.attn.ctx */
			.q = ck_own(c, rank, SCRATCH, 1088), /* L04.attn.q.rope */
			.pos = ck_at(c->call, 64), /* pos */
			.slot = ck_at(c->call, 128), /* slot */
			.pages = ck_at(c->call, 192), /* pages */
			.kc = ck_at(c->state, 2097152), /* L04.k */
			.vc = ck_at(c->state, 2359296), /* L04.v */
			.scratch = ck_own(c, rank, SCRATCH, 0),
			.T = T, .H = 8, .D = 8, .S = 1, .PS = 8, .PG = 8, .KV = 4, .scale = 0.35355338f, .mask = CK_CAUSAL, .window = 0, .softcap = 0.0f
		};
		const struct ck_span s = ck_span(8 * T, 1, rank, size);
		if (s.lo < s.hi)
			ck_attention_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 57, 1);
	/* L04.attn.add: matmul, llama.yaml:119; fused from L04.attn.out + L04.attn.add */
	ck_barrier(c, rank);
	ck_trace(c, rank, 58, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 704), /* L04.attn.add */
			.x = ck_at(c->act, 0), /* L04.attn.ctx */
			.r = ck_at(c->act, 704), /* L03.ffn.add */
			.w = ck_in(c->weights, 2996480), /* L04.attn.out */
			.T = T, .K = 64, .N = 64
		};
		const struct ck_span s = ck_span(64, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 58, 1);
	if (rank == 0)
		c->count[0]++; /* matmul_add */
	/* L04.ffn.norm: rmsnorm, llama.yaml:120 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 59, 0);
	{
		const struct ck_rmsnorm a = {
			.y = ck_own(c, rank, SCRATCH, 1088), /* L04.ffn.norm */
			.x = ck_at(c->act, 704), /* L04.attn.add */
			.w = ck_in(c->weights, 3012864), /* L04.ffn.norm */
			.R = T, .E = 64, .eps = 1e-05f
		};
		const struct ck_span s = ck_span(T, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rmsnorm_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 59, 1);
	/* L04.ffn.act: gated_matmul, llama.yaml:123; fused from L04.ffn.gate + L04.ffn.up + L04.ffn.act */
	ck_trace(c, rank, 60, 0);
	{
		const struct ck_gated_matmul a = {
			.y = ck_at(c->act, 0), /* L04.ffn.act */
			.x = ck_own(c, rank, SCRATCH, 1088), /* L04.ffn.norm */
			.g = ck_in(c->weights, 3013120), /* L04.ffn.gate */
			.u = ck_in(c->weights, 3058176), /* L04.ffn.up */
			.T = T, .K = 64, .N = 172, .act = CK_SILU
		};
		const struct ck_span s = ck_span(172, 16, rank, size);
		if (s.lo < s.hi)
			ck_gated_matmul_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 60, 1);
	if (rank == 0)
		c->count[1]++; /* gated_matmul */
	/* L04.ffn.add: matmul, llama.yaml:125; fused from L04.ffn.down + L04.ffn.add */
	ck_barrier(c, rank);
	ck_trace(c, rank, 61, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->act, 704), /* L04.ffn.add */
			.x = ck_at(c->act, 0), /* L04.ffn.act */
			.r = ck_at(c->act, 704), /* L04.attn.add */
			.w = ck_in(c->weights, 3103232), /* L04.ffn.down */
			.T = T, .K = 172, .N = 64
		};
		const struct ck_span s = ck_span(64, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 61, 1);
	if (rank == 0)
		c->count[0]++; /* matmul_add */
}

static void decode_footer(struct ck_ctx *c, int rank, int size)
{
	const int64_t T = c->dim[0];
	const int64_t O = c->dim[1];

	/* out.rows: select, llama.yaml:130 */
	ck_barrier(c, rank);
	ck_trace(c, rank, 62, 0);
	{
		const struct ck_select a = {
			.y = ck_own(c, rank, SCRATCH, 1088), /* out.rows */
			.x = ck_at(c->act, 704), /* L04.ffn.add */
			.row = ck_at(c->call, 256), /* out_rows */
			.T = T, .E = 64, .O = O
		};
		const struct ck_span s = ck_span(O, 1, 0, 1);
		if (s.lo < s.hi)
			ck_select_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 62, 1);
	/* out.norm: rmsnorm, llama.yaml:131 */
	ck_trace(c, rank, 63, 0);
	{
		const struct ck_rmsnorm a = {
			.y = ck_own(c, rank, SCRATCH, 1088), /* out.norm */
			.x = ck_own(c, rank, SCRATCH, 1088), /* out.rows */
			.w = ck_in(c->weights, 3147264), /* out.norm */
			.R = O, .E = 64, .eps = 1e-05f
		};
		const struct ck_span s = ck_span(O, 1, 0, 1);
		if (s.lo < s.hi)
			ck_rmsnorm_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 63, 1);
	/* logits: matmul, llama.yaml:132 */
	ck_trace(c, rank, 64, 0);
	{
		const struct ck_matmul a = {
			.y = ck_at(c->call, 320), /* logits */
			.x = ck_own(c, rank, SCRATCH, 1088), /* out.norm */
			.w = ck_in(c->weights, 3147520), /* head */
			.T = O, .K = 64, .N = 512
		};
		const struct ck_span s = ck_span(512, 16, rank, size);
		if (s.lo < s.hi)
			ck_matmul_f32_ref(&a, s.lo, s.hi);
	}
	ck_trace(c, rank, 64, 1);
}

static int decode(struct ck_ctx *c, int rank, int size)
{
	if (rank == 0) {
		c->trapped = 0;
		ck_check_bound(c, 0, 1);
		ck_check_bound(c, 1, 1);
	}
	if (ck_agree(c, rank))
		return c->trapped;
	if (rank == 0) {
		ck_check_input(c, 0, ck_in(c->call, 0), 1 * c->dim[0], 512); /* tokens < V */
		ck_check_input(c, 1, ck_in(c->call, 64), 1 * c->dim[0], 2048); /* pos < C */
		ck_check_input(c, 2, ck_in(c->call, 128), 1 * c->dim[0], 1); /* slot < S */
		ck_check_input(c, 3, ck_in(c->call, 192), 8, 8); /* pages < PG */
		ck_check_input(c, 4, ck_in(c->call, 256), 1 * c->dim[1], c->dim[0]); /* out_rows < T */
	}
	if (ck_agree(c, rank))
		return c->trapped;
	decode_header(c, rank, size);
	decode_L00(c, rank, size);
	decode_L01(c, rank, size);
	decode_L02(c, rank, size);
	decode_L03(c, rank, size);
	decode_L04(c, rank, size);
	decode_footer(c, rank, size);
	ck_barrier(c, rank);
	if (rank == 0) {
		ck_check_finite(c, 64, ck_in(c->call, 320), 512 * c->dim[1]);
	}
	return ck_agree(c, rank);
}

static const struct ck_bound_desc decode_bound[] = {
	{ "T", 1 },
	{ "O", 1 },
};

static const struct ck_io_desc decode_io[] = {
	{ "tokens", "i32", "T", "V", 0, 0, 4 },
	{ "pos", "i32", "T", "C", 0, 64, 4 },
	{ "slot", "i32", "T", "S", 0, 128, 4 },
	{ "pages", "i32", "S PS", "PG", 0, 192, 32 },
	{ "out_rows", "i32", "O", "T", 0, 256, 4 },
	{ "logits", "f32", "O V", "", 1, 320, 2048 },
};

static const struct ck_op_desc decode_op[] = {
	{ "embed", "embedding", "ck_embedding_f32_n16_ref" },
	{ "rope.table", "rope_table", "ck_rope_table_f32_ref" },
	{ "L00.attn.norm", "rmsnorm", "ck_rmsnorm_f32_ref" },
	{ "L00.attn.q", "matmul", "ck_matmul_f32_ref" },
	{ "L00.attn.k", "matmul", "ck_matmul_f32_ref" },
	{ "L00.attn.v", "matmul", "ck_matmul_f32_ref" },
	{ "L00.attn.q.rope", "rope", "ck_rope_f32_ref" },
	{ "L00.attn.k.rope", "rope", "ck_rope_f32_ref" },
	{ "L00.attn.kv", "kv_store", "ck_kv_store_f32_ref" },
	{ "L00.attn.ctx", "attention", "ck_attention_f32_ref" },
	{ "L00.attn.add", "matmul", "ck_matmul_f32_ref" },
	{ "L00.ffn.norm", "rmsnorm", "ck_rmsnorm_f32_ref" },
	{ "L00.ffn.act", "gated_matmul", "ck_gated_matmul_f32_ref" },
	{ "L00.ffn.add", "matmul", "ck_matmul_f32_ref" },
	{ "L01.attn.norm", "rmsnorm", "ck_rmsnorm_f32_ref" },
	{ "L01.attn.q", "matmul", "ck_matmul_f32_ref" },
	{ "L01.attn.k", "matmul", "ck_matmul_f32_ref" },
	{ "L01.attn.v", "matmul", "ck_matmul_f32_ref" },
	{ "L01.attn.q.rope", "rope", "ck_rope_f32_ref" },
	{ "L01.attn.k.rope", "rope", "ck_rope_f32_ref" },
	{ "L01.attn.kv", "kv_store", "ck_kv_store_f32_ref" },
	{ "L01.attn.ctx", "attention", "ck_attention_f32_ref" },
	{ "L01.attn.add", "matmul", "ck_matmul_f32_ref" },
	{ "L01.ffn.norm", "rmsnorm", "ck_rmsnorm_f32_ref" },
	{ "L01.ffn.act", "gated_matmul", "ck_gated_matmul_f32_ref" },
	{ "L01.ffn.add", "matmul", "ck_matmul_f32_ref" },
	{ "L02.attn.norm", "rmsnorm", "ck_rmsnorm_f32_ref" },
	{ "L02.attn.q", "matmul", "ck_matmul_f32_ref" },
	{ "L02.attn.k", "matmul", "ck_matmul_f32_ref" },
	{ "L02.attn.v", "matmul", "ck_matmul_f32_ref" },
	{ "L02.attn.q.rope", "rope", "ck_rope_f32_ref" },
	{ "L02.attn.k.rope", "rope", "ck_rope_f32_ref" },
	{ "L02.attn.kv", "kv_store", "ck_kv_store_f32_ref" },
	{ "L02.attn.ctx", "attention", "ck_attention_f32_ref" },
	{ "L02.attn.add", "matmul", "ck_matmul_f32_ref" },
	{ "L02.ffn.norm", "rmsnorm", "ck_rmsnorm_f32_ref" },
	{ "L02.ffn.act", "gated_matmul", "ck_gated_matmul_f32_ref" },
	{ "L02.ffn.add", "matmul", "ck_matmul_f32_ref" },
	{ "L03.attn.norm", "rmsnorm", "ck_rmsnorm_f32_ref" },
	{ "L03.attn.q", "matmul", "ck_matmul_f32_ref" },
	{ "L03.attn.k", "matmul", "ck_matmul_f32_ref" },
	{ "L03.attn.v", "matmul", "ck_matmul_f32_ref" },
	{ "L03.attn.q.rope", "rope", "ck_rope_f32_ref" },
	{ "L03.attn.k.rope", "rope", "ck_rope_f32_ref" },
	{ "L03.attn.kv", "kv_store", "ck_kv_store_f32_ref" },
	{ "L03.attn.ctx", "attention", "ck_attention_f32_ref" },
	{ "L03.attn.add", "matmul", "ck_matmul_f32_ref" },
	{ "L03.ffn.norm", "rmsnorm", "ck_rmsnorm_f32_ref" },
	{ "L03.ffn.act", "gated_matmul", "ck_gated_matmul_f32_ref" },
	{ "L03.ffn.add", "matmul", "ck_matmul_f32_ref" },
	{ "L04.attn.norm", "rmsnorm", "ck_rmsnorm_f32_ref" },
	{ "L04.attn.q", "matmul", "ck_matmul_f32_ref" },
	{ "L04.attn.k", "matmul", "ck_matmul_f32_ref" },
	{ "L04.attn.v", "matmul", "ck_matmul_f32_ref" },
	{ "L04.attn.q.rope", "rope", "ck_rope_f32_ref" },
	{ "L04.attn.k.rope", "rope", "ck_rope_f32_ref" },
	{ "L04.attn.kv", "kv_store", "ck_kv_store_f32_ref" },
	{ "L04.attn.ctx", "attention", "ck_attention_f32_ref" },
	{ "L04.attn.add", "matmul", "ck_matmul_f32_ref" },
	{ "L04.ffn.norm", "rmsnorm", "ck_rmsnorm_f32_ref" },
	{ "L04.ffn.act", "gated_matmul", "ck_gated_matmul_f32_ref" },
	{ "L04.ffn.add", "matmul", "ck_matmul_f32_ref" },
	{ "out.rows", "select", "ck_select_f32_ref" },
	{ "out.norm", "rmsnorm", "ck_rmsnorm_f32_ref" },
	{ "logits", "matmul", "ck_matmul_f32_ref" },
};

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
	.layout_sha256 = "44cac9c90f4c851982a3a8e28ad6d2a9a3442c26d1639a445e9d3bc348528939",
	.target = "generic",
	.weights = 3278592,
	.state = 2621440,
	.act = 614400,
	.call = 71872,
	.scratch = 20480,
	.program = program,
	.nprograms = 2,
	.counter = counter,
	.ncounters = 2,
};

#ifdef CK_SHARED
extern const struct ck_model_desc ck_model __attribute__((alias("llama_model")));
#endif

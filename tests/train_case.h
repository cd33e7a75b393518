/* Random arguments for the ops of training: included by kernel_case.h, which has the helpers. */
#ifndef CK_TEST_TRAIN_CASE_H
#define CK_TEST_TRAIN_CASE_H

static float *case_out_f32(struct kcase *c, int64_t n)
{
	return case_out(c, (size_t)n * sizeof(float), true, false);
}

/* A state: read and written. */
static float *case_state(struct kcase *c, int64_t n)
{
	return case_out(c, (size_t)n * sizeof(float), true, true);
}

/* Of three dimensions of a product one is often more than a kernel does at once. */
static void case_product(struct kcase *c, int64_t *T, int64_t *N, int64_t *K)
{
	const int64_t large = rng_in(&c->rng, 0, 5), size = rng_in(&c->rng, 250, 600);
	case_dim(c, "T", *T = large == 0 ? size : rng_in(&c->rng, 1, 40));
	case_dim(c, "N", *N = large == 1 ? size : case_size(c));
	case_dim(c, "K", *K = large == 2 ? size : case_size(c));
}

static void case_matmul_dx(struct kcase *c)
{
	struct ck_matmul_dx *a = &c->a.matmul_dx;
	case_product(c, &a->T, &a->N, &a->K);
	a->dy = case_f32(c, a->T * a->N);
	a->w = case_weight(c, "w", a->N, a->K);
	a->dx = case_out_f32(c, a->T * a->K);
}

static void case_matmul_dw(struct kcase *c)
{
	struct ck_matmul_dw *a = &c->a.matmul_dw;
	case_product(c, &a->T, &a->N, &a->K);
	a->dy = case_f32(c, a->T * a->N);
	a->x = case_f32(c, a->T * a->K);
	a->dw = case_out_f32(c, a->N * a->K);
}

static void case_matmul_db(struct kcase *c)
{
	struct ck_matmul_db *a = &c->a.matmul_db;
	case_dim(c, "T", a->T = rng_in(&c->rng, 1, 9));
	case_dim(c, "N", a->N = case_size(c));
	a->dy = case_f32(c, a->T * a->N);
	a->db = case_out_f32(c, a->N);
}

static void case_rms_scale(struct kcase *c)
{
	struct ck_rms_scale *a = &c->a.rms_scale;
	case_dim(c, "R", a->R = rng_in(&c->rng, 1, 9));
	case_dim(c, "E", a->E = case_size(c));
	a->x = case_f32(c, a->R * a->E);
	a->s = case_out_f32(c, a->R);
	a->eps = 1e-5f;
}

static void case_rmsnorm_dx(struct kcase *c)
{
	struct ck_rmsnorm_dx *a = &c->a.rmsnorm_dx;
	case_dim(c, "R", a->R = rng_in(&c->rng, 1, 9));
	case_dim(c, "E", a->E = case_size(c));
	a->dx = case_out_inplace(c, a->R * a->E, &a->dy, NULL);
	a->x = case_f32(c, a->R * a->E);
	a->s = case_f32(c, a->R);
	a->w = case_f32(c, a->E);
}

static void case_rmsnorm_dw(struct kcase *c)
{
	struct ck_rmsnorm_dw *a = &c->a.rmsnorm_dw;
	case_dim(c, "R", a->R = rng_in(&c->rng, 1, 9));
	case_dim(c, "E", a->E = case_size(c));
	a->dy = case_f32(c, a->R * a->E);
	a->x = case_f32(c, a->R * a->E);
	a->s = case_f32(c, a->R);
	a->dw = case_out_f32(c, a->E);
}

static void case_layer_stats(struct kcase *c)
{
	struct ck_layer_stats *a = &c->a.layer_stats;
	case_dim(c, "R", a->R = rng_in(&c->rng, 1, 9));
	case_dim(c, "E", a->E = case_size(c));
	a->x = case_f32(c, a->R * a->E);
	a->s = case_out_f32(c, a->R * 2);
	a->eps = 1e-5f;
}

static void case_layernorm_dx(struct kcase *c)
{
	struct ck_layernorm_dx *a = &c->a.layernorm_dx;
	case_dim(c, "R", a->R = rng_in(&c->rng, 1, 9));
	case_dim(c, "E", a->E = case_size(c));
	a->dx = case_out_inplace(c, a->R * a->E, &a->dy, NULL);
	a->x = case_f32(c, a->R * a->E);
	a->s = case_f32(c, a->R * 2);
	a->w = case_f32(c, a->E);
}

static void case_layernorm_dw(struct kcase *c)
{
	struct ck_layernorm_dw *a = &c->a.layernorm_dw;
	case_dim(c, "R", a->R = rng_in(&c->rng, 1, 9));
	case_dim(c, "E", a->E = case_size(c));
	a->dy = case_f32(c, a->R * a->E);
	a->x = case_f32(c, a->R * a->E);
	a->s = case_f32(c, a->R * 2);
	a->dw = case_out_f32(c, a->E);
}

static void case_layernorm_db(struct kcase *c)
{
	struct ck_layernorm_db *a = &c->a.layernorm_db;
	case_dim(c, "R", a->R = rng_in(&c->rng, 1, 9));
	case_dim(c, "E", a->E = case_size(c));
	a->dy = case_f32(c, a->R * a->E);
	a->db = case_out_f32(c, a->E);
}

static void case_rope_dx(struct kcase *c)
{
	struct ck_rope_dx *a = &c->a.rope_dx;
	case_dim(c, "T", a->T = rng_in(&c->rng, 1, 9));
	case_dim(c, "H", a->H = rng_in(&c->rng, 1, 5));
	case_dim(c, "D", a->D = case_size(c) + 1);
	case_dim(c, "P", a->P = rng_in(&c->rng, 1, a->D / 2));
	a->dx = case_out_inplace(c, a->T * a->H * a->D, &a->dy, NULL);
	a->cs = case_f32(c, a->T * a->P * 2);
	a->layout = rng_in(&c->rng, 0, 1) ? CK_INTERLEAVED : CK_SPLIT_HALF;
}

static void case_glu_bwd(struct kcase *c)
{
	struct ck_glu_bwd *a = &c->a.glu_bwd;
	case_dim(c, "R", a->R = case_size(c) * rng_in(&c->rng, 1, 9));
	a->dy = case_f32(c, a->R);
	a->g = case_f32(c, a->R);
	a->u = case_f32(c, a->R);
	a->dg = case_out_f32(c, a->R);
	a->du = case_out_f32(c, a->R);
	a->act = (enum ck_act)rng_in(&c->rng, CK_SILU, CK_GELU_TANH);
}

static void case_activation_dx(struct kcase *c)
{
	struct ck_activation_dx *a = &c->a.activation_dx;
	case_dim(c, "R", a->R = case_size(c) * rng_in(&c->rng, 1, 9));
	a->dx = case_out_inplace(c, a->R, &a->dy, NULL);
	a->x = case_f32(c, a->R);
	a->act = (enum ck_act)rng_in(&c->rng, CK_SILU, CK_GELU_TANH);
}

static void case_select_dx(struct kcase *c)
{
	struct ck_select_dx *a = &c->a.select_dx;
	case_dim(c, "O", a->O = rng_in(&c->rng, 1, 9));
	case_dim(c, "T", a->T = rng_in(&c->rng, 1, 9));
	case_dim(c, "E", a->E = case_size(c));
	a->dy = case_f32(c, a->O * a->E);
	a->row = case_i32(c, a->O, a->T);
	a->dx = case_out_f32(c, a->T * a->E);
}

static void case_embedding_dw(struct kcase *c)
{
	struct ck_embedding_dw *a = &c->a.embedding_dw;
	case_dim(c, "T", a->T = rng_in(&c->rng, 1, 20));
	case_dim(c, "V", a->V = rng_in(&c->rng, 1, 12));
	case_dim(c, "E", a->E = case_size(c));
	a->dy = case_f32(c, a->T * a->E);
	a->id = case_i32(c, a->T, a->V);
	a->dw = case_out_f32(c, a->V * a->E);
	a->scale = 8.944272f;
}

/* Rows of two sequences, their positions as in a step of training. */
static void case_rows(struct kcase *c, int64_t T, const int32_t **pos, const int32_t **slot)
{
	int32_t *p = guard_alloc(&c->mem, (size_t)T * 4), *s = guard_alloc(&c->mem, (size_t)T * 4), next[2] = { 0, 0 };
	for (int64_t t = 0; t < T; t++) {
		s[t] = (int32_t)rng_in(&c->rng, 0, 1);
		p[t] = next[s[t]]++;
	}
	guard_read_only(&c->mem, p);
	guard_read_only(&c->mem, s);
	*pos = p;
	*slot = s;
}

static void case_row_attention(struct kcase *c)
{
	struct ck_row_attention *a = &c->a.row_attention;
	case_dim(c, "T", a->T = rng_in(&c->rng, 1, 50));
	case_dim(c, "KV", a->KV = rng_in(&c->rng, 1, 3));
	case_dim(c, "H", a->H = a->KV * rng_in(&c->rng, 1, 3));
	case_dim(c, "D", a->D = case_size(c));
	a->q = case_f32(c, a->T * a->H * a->D);
	a->k = case_f32(c, a->T * a->KV * a->D);
	a->v = case_f32(c, a->T * a->KV * a->D);
	case_rows(c, a->T, &a->pos, &a->slot);
	a->y = case_out_f32(c, a->T * a->H * a->D);
	a->lse = case_out_f32(c, a->T * a->H);
	a->window = rng_in(&c->rng, 0, 1) ? 0 : rng_in(&c->rng, 1, 9);
	a->scale = 0.25f;
	a->softcap = rng_in(&c->rng, 0, 1) ? 0 : 20;
}

/* Operands that the two gradients of row_attention share; lse is above every score, as it is of a forward pass. */
#define CASE_ROW_ATTENTION_BWD(c, a) do { \
	case_dim(c, "T", (a)->T = rng_in(&(c)->rng, 1, 50)); \
	case_dim(c, "KV", (a)->KV = rng_in(&(c)->rng, 1, 3)); \
	case_dim(c, "H", (a)->H = (a)->KV * rng_in(&(c)->rng, 1, 3)); \
	case_dim(c, "D", (a)->D = case_size(c)); \
	(a)->dy = case_f32(c, (a)->T * (a)->H * (a)->D); \
	(a)->q = case_f32(c, (a)->T * (a)->H * (a)->D); \
	(a)->k = case_f32(c, (a)->T * (a)->KV * (a)->D); \
	(a)->v = case_f32(c, (a)->T * (a)->KV * (a)->D); \
	(a)->lse = case_f32(c, (a)->T * (a)->H); \
	(a)->delta = case_f32(c, (a)->T * (a)->H); \
	case_rows(c, (a)->T, &(a)->pos, &(a)->slot); \
	(a)->window = rng_in(&(c)->rng, 0, 1) ? 0 : rng_in(&(c)->rng, 1, 9); \
	(a)->scale = 0.001f; \
	(a)->softcap = rng_in(&(c)->rng, 0, 1) ? 0 : 20; \
} while (0)

static void case_row_attention_dq(struct kcase *c)
{
	struct ck_row_attention_dq *a = &c->a.row_attention_dq;
	CASE_ROW_ATTENTION_BWD(c, a);
	a->dq = case_out_f32(c, a->T * a->H * a->D);
}

static void case_row_attention_dkv(struct kcase *c)
{
	struct ck_row_attention_dkv *a = &c->a.row_attention_dkv;
	CASE_ROW_ATTENTION_BWD(c, a);
	a->dk = case_out_f32(c, a->T * a->KV * a->D);
	a->dv = case_out_f32(c, a->T * a->KV * a->D);
}

static void case_row_dot(struct kcase *c)
{
	struct ck_row_dot *a = &c->a.row_dot;
	case_dim(c, "R", a->R = rng_in(&c->rng, 1, 9));
	case_dim(c, "D", a->D = case_size(c));
	a->a = case_f32(c, a->R * a->D);
	a->b = case_f32(c, a->R * a->D);
	a->y = case_out_f32(c, a->R);
}

/* Of n rows, some -1. */
static const int32_t *case_targets(struct kcase *c, int64_t n, int64_t below)
{
	int32_t *p = guard_alloc(&c->mem, (size_t)n * sizeof *p);
	for (int64_t i = 0; i < n; i++)
		p[i] = (int32_t)rng_in(&c->rng, 0, below) - 1;
	guard_read_only(&c->mem, p);
	return p;
}

static void case_cross_entropy(struct kcase *c)
{
	struct ck_cross_entropy *a = &c->a.cross_entropy;
	case_dim(c, "T", a->T = rng_in(&c->rng, 1, 9));
	case_dim(c, "V", a->V = case_size(c));
	a->x = case_f32(c, a->T * a->V);
	a->target = case_targets(c, a->T, a->V);
	a->nll = case_out_f32(c, a->T);
	a->lse = case_out_f32(c, a->T);
}

static void case_cross_entropy_dx(struct kcase *c)
{
	struct ck_cross_entropy_dx *a = &c->a.cross_entropy_dx;
	case_dim(c, "T", a->T = rng_in(&c->rng, 1, 9));
	case_dim(c, "V", a->V = case_size(c));
	float *lse = guard_alloc(&c->mem, (size_t)a->T * sizeof *lse);
	for (int64_t t = 0; t < a->T; t++)
		lse[t] = 70; /* above every x */
	a->lse = lse;
	a->dy = case_f32(c, a->T);
	a->target = case_targets(c, a->T, a->V);
	a->dx = case_out_inplace(c, a->T * a->V, &a->x, NULL);
}

static void case_masked_mean(struct kcase *c)
{
	struct ck_masked_mean *a = &c->a.masked_mean;
	case_dim(c, "T", a->T = case_size(c));
	a->x = case_f32(c, a->T);
	a->key = case_targets(c, a->T, 2);
	a->y = case_out_f32(c, 1);
}

static void case_masked_mean_dx(struct kcase *c)
{
	struct ck_masked_mean_dx *a = &c->a.masked_mean_dx;
	case_dim(c, "T", a->T = case_size(c));
	a->dy = case_f32(c, 1);
	a->key = case_targets(c, a->T, 2);
	a->dx = case_out_f32(c, a->T);
}

static void case_accumulate(struct kcase *c)
{
	struct ck_accumulate *a = &c->a.accumulate;
	case_dim(c, "R", a->R = case_size(c) * rng_in(&c->rng, 1, 9));
	a->x = case_f32(c, a->R);
	a->g = case_state(c, a->R);
}

static void case_zero(struct kcase *c)
{
	struct ck_zero *a = &c->a.zero;
	case_dim(c, "R", a->R = case_size(c) * rng_in(&c->rng, 1, 9));
	a->g = case_state(c, a->R);
}

static void case_adamw(struct kcase *c)
{
	struct ck_adamw *a = &c->a.adamw;
	case_dim(c, "R", a->R = case_size(c) * rng_in(&c->rng, 1, 5));
	int32_t *step = guard_alloc(&c->mem, sizeof *step);
	*step = (int32_t)rng_in(&c->rng, 1, 3000);
	a->step = step;
	float *lr = guard_alloc(&c->mem, sizeof *lr);
	*lr = 0.01f;
	a->lr = lr;
	a->g = case_f32(c, a->R);
	a->m = case_state(c, a->R);
	a->w = case_state(c, a->R);
	a->v = case_state(c, a->R);
	for (int64_t r = 0; r < a->R; r++)
		a->v[r] = fabsf(a->v[r]); /* a mean of squares */
	memcpy(c->out[2].initial, a->v, c->out[2].size);
	a->beta1 = 0.9f;
	a->beta2 = 0.999f;
	a->eps = 1e-8f;
	a->decay = 0.1f;
}

#endif

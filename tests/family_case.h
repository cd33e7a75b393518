/* Random arguments for the ops of rings and recurrences; a part of kernel_case.h. */
#ifndef CK_TEST_FAMILY_CASE_H
#define CK_TEST_FAMILY_CASE_H

/* Rows of S slots, mixed, each slot's in order without gaps from where it stands. */
static void case_mixed_rows(struct kcase *c, int64_t T, int64_t S, const int32_t **pos, const int32_t **slot)
{
	int32_t *p = guard_alloc(&c->mem, (size_t)T * 4), *s = guard_alloc(&c->mem, (size_t)T * 4), next[4];
	for (int64_t i = 0; i < S; i++)
		next[i] = (int32_t)rng_in(&c->rng, 0, 700);
	for (int64_t t = 0; t < T; t++) {
		s[t] = (int32_t)rng_in(&c->rng, 0, S - 1);
		p[t] = next[s[t]]++;
	}
	guard_read_only(&c->mem, p);
	guard_read_only(&c->mem, s);
	*pos = p;
	*slot = s;
}

static void case_ring_attention(struct kcase *c)
{
	struct ck_ring_attention *a = &c->a.ring_attention;
	const int64_t whole = c->wide ? (c->wide > 1 ? 256 : 32) : 32 * rng_in(&c->rng, 1, 4);
	case_dim(c, "T", a->T = c->wide == 1 ? 90 : rng_in(&c->rng, 1, c->wide ? 5 : 20));
	case_dim(c, "KV", a->KV = c->wide ? 1 : rng_in(&c->rng, 1, 3));
	case_dim(c, "H", a->H = a->KV * (c->wide ? 7 : rng_in(&c->rng, 1, 4)));
	case_dim(c, "D", a->D = strstr(c->k->where, "D % 32") ? whole : case_size(c) % 112 + 1);
	case_dim(c, "S", a->S = c->wide ? 1 : rng_in(&c->rng, 1, 3));
	case_dim(c, "W", a->W = rng_in(&c->rng, 0, 1) ? rng_in(&c->rng, 1, 30) : rng_in(&c->rng, 200, 600));
	if (!case_where(c))
		return;
	case_mixed_rows(c, a->T, a->S, &a->pos, &a->slot);
	a->k = case_f32(c, a->T * a->KV * a->D);
	a->v = case_f32(c, a->T * a->KV * a->D);
	a->kc = case_cache(c, "kc", a->S * a->KV * a->W * a->D);
	a->vc = case_cache(c, "vc", a->S * a->KV * a->W * a->D);
	a->y = case_out_inplace(c, a->T * a->H * a->D, &a->q, NULL);
	a->scale = 0.25f;
	a->softcap = rng_in(&c->rng, 0, 3) ? 0 : 20;
	a->mask = CK_CAUSAL;
}

static void case_ring_store(struct kcase *c)
{
	struct ck_ring_store *a = &c->a.ring_store;
	case_dim(c, "T", a->T = rng_in(&c->rng, 1, 20));
	case_dim(c, "KV", a->KV = rng_in(&c->rng, 1, 3));
	case_dim(c, "D", a->D = case_size(c));
	case_dim(c, "S", a->S = rng_in(&c->rng, 1, 3));
	case_dim(c, "W", a->W = rng_in(&c->rng, 1, 30));
	if (!case_where(c))
		return;
	case_mixed_rows(c, a->T, a->S, &a->pos, &a->slot);
	a->k = case_f32(c, a->T * a->KV * a->D);
	a->v = case_f32(c, a->T * a->KV * a->D);
	const size_t size = case_cache_size(c, "kc", a->S * a->KV * a->W * a->D);
	a->kc = case_out(c, size, false, false);
	a->vc = case_out(c, size, false, false);
}

static void case_softcap(struct kcase *c)
{
	struct ck_softcap *a = &c->a.softcap;
	case_dim(c, "R", a->R = case_size(c) * rng_in(&c->rng, 1, 9));
	a->y = case_out_inplace(c, a->R, &a->x, NULL);
	a->cap = 30;
}

static void case_activation(struct kcase *c)
{
	struct ck_activation *a = &c->a.activation;
	case_dim(c, "R", a->R = case_size(c) * rng_in(&c->rng, 1, 9));
	a->y = case_out_inplace(c, a->R, &a->x, NULL);
	a->act = (enum ck_act)rng_in(&c->rng, CK_SILU, CK_GELU_TANH);
}

static void case_slice(struct kcase *c)
{
	struct ck_slice *a = &c->a.slice;
	case_dim(c, "T", a->T = rng_in(&c->rng, 1, 9));
	case_dim(c, "G", a->G = rng_in(&c->rng, 1, 4));
	case_dim(c, "N", a->N = case_size(c));
	const int64_t part = rng_in(&c->rng, 1, a->N);
	case_dim(c, "M", a->M = a->G * part);
	case_dim(c, "at", a->at = rng_in(&c->rng, 0, a->N - part));
	if (!case_where(c))
		return;
	a->x = case_f32(c, a->T * a->G * a->N);
	a->y = case_out(c, (size_t)(a->T * a->M) * 4, true, false);
}

static void case_l2norm(struct kcase *c)
{
	struct ck_l2norm *a = &c->a.l2norm;
	case_dim(c, "R", a->R = rng_in(&c->rng, 1, 7));
	case_dim(c, "E", a->E = case_size(c));
	a->y = case_out_inplace(c, a->R * a->E, &a->x, NULL);
	a->eps = 1e-6f;
}

static void case_decay(struct kcase *c)
{
	struct ck_decay *a = &c->a.decay;
	case_dim(c, "T", a->T = rng_in(&c->rng, 1, 9));
	case_dim(c, "H", a->H = case_size(c));
	float *w = guard_alloc(&c->mem, (size_t)a->H * 4);
	for (int64_t i = 0; i < a->H; i++)
		w[i] = -fabsf(rng_f32(&c->rng));
	guard_read_only(&c->mem, w);
	a->a = w;
	a->b = case_f32(c, a->H);
	a->y = case_out_inplace(c, a->T * a->H, &a->x, NULL);
}

static void case_short_conv(struct kcase *c)
{
	struct ck_short_conv *a = &c->a.short_conv;
	case_dim(c, "T", a->T = rng_in(&c->rng, 1, 20));
	case_dim(c, "N", a->N = case_size(c));
	case_dim(c, "J", a->J = rng_in(&c->rng, 2, 5));
	case_dim(c, "S", a->S = rng_in(&c->rng, 1, 3));
	if (!case_where(c))
		return;
	case_mixed_rows(c, a->T, a->S, &a->pos, &a->slot);
	a->x = case_f32(c, a->T * a->N);
	a->w = case_f32(c, a->N * a->J);
	a->c = case_out(c, (size_t)(a->S * (a->J - 1) * a->N) * 4, true, true);
	a->y = case_out(c, (size_t)(a->T * a->N) * 4, true, false);
	a->act = CK_SILU;
}

static void case_delta_rule(struct kcase *c)
{
	struct ck_delta_rule *a = &c->a.delta_rule;
	case_dim(c, "T", a->T = rng_in(&c->rng, 1, 12));
	case_dim(c, "KH", a->KH = rng_in(&c->rng, 1, 3));
	case_dim(c, "VH", a->VH = a->KH * rng_in(&c->rng, 1, 3));
	case_dim(c, "K", a->K = case_size(c) % 40 + 1);
	case_dim(c, "V", a->V = case_size(c) % 40 + 1);
	case_dim(c, "S", a->S = rng_in(&c->rng, 1, 3));
	if (!case_where(c))
		return;
	case_mixed_rows(c, a->T, a->S, &a->pos, &a->slot);
	a->q = case_f32(c, a->T * a->KH * a->K);
	a->k = case_f32(c, a->T * a->KH * a->K);
	a->v = case_f32(c, a->T * a->VH * a->V);
	a->decay = case_f32(c, a->T * a->VH);
	a->beta = case_f32(c, a->T * a->VH);
	a->s = case_out(c, (size_t)(a->S * a->VH * a->K * a->V) * 4, true, true);
	a->y = case_out(c, (size_t)(a->T * a->VH * a->V) * 4, true, false);
	a->scale = 0.1f;
	a->heads = rng_in(&c->rng, 0, 1) ? CK_TILED : CK_GROUPED;
}

#endif

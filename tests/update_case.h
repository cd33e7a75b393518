/* Random arguments for the ops of an update beside adamw: included by kernel_case.h, which has the helpers. */
#ifndef CK_TEST_UPDATE_CASE_H
#define CK_TEST_UPDATE_CASE_H

static const float *case_number(struct kcase *c, float x)
{
	float *p = guard_alloc(&c->mem, sizeof *p);
	*p = x;
	guard_read_only(&c->mem, p);
	return p;
}

static const double *case_squares(struct kcase *c, int64_t n)
{
	double *p = guard_alloc(&c->mem, (size_t)n * sizeof *p);
	for (int64_t i = 0; i < n; i++)
		p[i] = fabsf(rng_f32(&c->rng));
	guard_read_only(&c->mem, p);
	return p;
}

static void case_sgd(struct kcase *c)
{
	struct ck_sgd *a = &c->a.sgd;
	case_dim(c, "R", a->R = case_size(c) * rng_in(&c->rng, 1, 5));
	a->lr = case_number(c, 0.01f);
	a->g = case_f32(c, a->R);
	a->w = case_state(c, a->R);
	if (rng_in(&c->rng, 0, 1))
		a->m = case_state(c, a->R);
	a->momentum = 0.9f;
	a->decay = 0.1f;
}

static void case_square_sum(struct kcase *c)
{
	struct ck_square_sum *a = &c->a.square_sum;
	case_dim(c, "L", a->L = rng_in(&c->rng, 1, 70));
	case_dim(c, "R", a->R = case_size(c) * rng_in(&c->rng, 1, 9));
	a->g = case_f32(c, a->R);
	if (rng_in(&c->rng, 0, 1))
		a->before = case_squares(c, a->L);
	a->y = case_out(c, (size_t)a->L * sizeof *a->y, false, false);
}

static void case_clip_scale(struct kcase *c)
{
	struct ck_clip_scale *a = &c->a.clip_scale;
	case_dim(c, "L", a->L = rng_in(&c->rng, 1, 70));
	a->squares = case_squares(c, a->L);
	a->limit = case_number(c, (float)rng_in(&c->rng, 0, 3));
	a->norm = case_out_f32(c, 1);
	a->scale = case_out_f32(c, 1);
}

static void case_rescale(struct kcase *c)
{
	struct ck_rescale *a = &c->a.rescale;
	case_dim(c, "R", a->R = case_size(c) * rng_in(&c->rng, 1, 9));
	a->scale = case_number(c, rng_in(&c->rng, 0, 1) ? 1 : 0.7f);
	a->g = case_state(c, a->R);
}

#endif

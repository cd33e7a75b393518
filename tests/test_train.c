/* A whole Llama, with tied embeddings and without, and a GPT-2, from GGUF through the chain to trained weights: against PyTorch in
 * F64 (golden/train), and against itself. */
#include "train_model.h"

#include "diagnosed.h"

enum { MAX = 4 * SEQ, STEPS = 50 };

/* eps is large enough for a step to depend smoothly on gradients near 0. */
static const char *const models[] = { "tied", "untied", "gpt2" };
enum { MODELS = sizeof models / sizeof *models };

static const struct ck_grad_options grad = { .target = "native", .batch = 2, .seq = SEQ, .beta1 = 0.9, .beta2 = 0.999, .eps = 1e-3,
	.decay = 0.1 };

static int group_setup(void **state)
{
	(void)state;
	snprintf(root, sizeof root, "/tmp/ck-train-XXXXXX");
	assert_non_null(mkdtemp(root));
	build("tied", "tied", &grad, false);
	build("untied", "untied", &grad, false);
	build("gpt2", "gpt2", &grad, false);
	return 0;
}

/* A weight that reads a tensor from this row on, and where its gradient lies among the states; NULL if there is none. */
static const struct ck_weight *part_of(const struct ck_trainer *t, const char *tensor, int64_t row, size_t *gradient)
{
	const struct ck_artifact *art = t->session.doc.artifact;
	for (size_t i = 0; i < art->weights.n; i++) {
		if (strcmp(art->weights.v[i].tensor, tensor) || art->weights.v[i].row != row)
			continue;
		for (*gradient = 0; *gradient < art->states.n; ++*gradient)
			if (!strcmp(art->states.v[*gradient].id, ck_printf(&arena, "%s.grad", art->weights.v[i].id)))
				return &art->weights.v[i];
	}
	return NULL;
}

static const struct ck_weight *weight_of(const struct ck_trainer *t, const char *tensor, size_t *gradient)
{
	const struct ck_weight *w = part_of(t, tensor, 0, gradient);
	if (!w)
		fail_msg("no weight with a gradient reads %s", tensor);
	return w;
}

static float *master(const struct ck_trainer *t, const struct ck_weight *w)
{
	return (float *)(void *)(t->session.master + w->offset);
}

/* A tensor's elements, of gradients or of weights, from all weights that read rows of it. */
struct whole { float *v; int64_t n; };

static struct whole whole_of(const struct ck_trainer *t, const struct ck_tensor *tensor, bool gradients)
{
	struct whole all = { ck_alloc(&arena, (size_t)tensor->size), 0 };
	const int64_t width = tensor->size / 4 / tensor->shape.v[0];
	size_t g;
	for (const struct ck_weight *w; (w = part_of(t, tensor->name, all.n / width, &g));) {
		assert_true((all.n + w->size / 4) * 4 <= tensor->size);
		memcpy(all.v + all.n, gradients ? ck_trainer_gradient(t, g) : master(t, w), (size_t)w->size);
		all.n += w->size / 4;
	}
	assert_int_equal(all.n * 4, tensor->size);
	return all;
}

static void test_gradients(void **state)
{
	(void)state;
	for (int m = 0; m < MODELS; m++) {
		struct train_file f = train_load(ck_printf(&arena, "%s.gradients", models[m]));
		struct ck_trainer t;
		open_model(&t, models[m], 2);
		float loss = accumulate(&t, 0);
		train_near(models[m], "loss", &loss, train_take(&f, 1), 1, 1e-5);
		const struct ck_tensor_list *tensors = &t.session.doc.artifact->tensors;
		for (size_t i = 0; i < tensors->n; i++) {
			const struct whole w = whole_of(&t, &tensors->v[i], true);
			train_near(models[m], tensors->v[i].name, w.v, train_take(&f, w.n), w.n, 1e-5);
		}
		train_finish(&f);
		ck_trainer_close(&t);
	}
}

static void test_step(void **state)
{
	(void)state;
	for (int m = 0; m < MODELS; m++) {
		const char *name = models[m];
		struct train_file f = train_load(ck_printf(&arena, "%s.step", name));
		struct ck_trainer t;
		open_model(&t, name, 2);
		accumulate(&t, 0);
		assert_true(ck_trainer_update(&t, 0.01f));
		const struct ck_tensor_list *tensors = &t.session.doc.artifact->tensors;
		for (size_t i = 0; i < tensors->n; i++) {
			const struct whole w = whole_of(&t, &tensors->v[i], false), g = whole_of(&t, &tensors->v[i], true);
			train_near(name, tensors->v[i].name, w.v, train_take(&f, w.n), w.n, 1e-5);
			for (int64_t k = 0; k < g.n; k++)
				assert_true(g.v[k] == 0);
		}
		train_finish(&f);
		ck_trainer_close(&t);
	}
}

static void test_losses(void **state)
{
	(void)state;
	for (int m = 0; m < MODELS; m++) {
		struct train_file f = train_load(ck_printf(&arena, "%s.losses", models[m]));
		const float *want = train_take(&f, STEPS);
		struct ck_trainer t;
		open_model(&t, models[m], 2);
		for (int s = 0; s < STEPS; s++) {
			float loss = accumulate(&t, s);
			if (!(fabs((double)loss - want[s]) < 1e-4))
				fail_msg("%s, step %d: loss %.7g, PyTorch %.7g", models[m], s + 1, loss, want[s]);
			assert_true(ck_trainer_update(&t, 0.01f));
		}
		train_finish(&f);
		ck_trainer_close(&t);
	}
}

/* Along the gradient of a weight the loss changes as the gradient's length says: (L(w + h g) - L(w - h g)) / 2h = |g|^2. */
static void test_finite_differences(void **state)
{
	(void)state;
	struct ck_trainer t;
	open_model(&t, "untied", 2);
	accumulate(&t, 0);
	const struct ck_artifact *art = t.session.doc.artifact;
	for (size_t i = 0; i < art->tensors.n; i++) {
		size_t at;
		const struct ck_weight *w = weight_of(&t, art->tensors.v[i].name, &at);
		int64_t n = w->size / 4;
		float *g = ck_alloc(&arena, (size_t)w->size), *x = master(&t, w), *was = ck_alloc(&arena, (size_t)w->size);
		double length = 0, loss[2];
		struct ck_trainer fresh;
		open_model(&fresh, "untied", 2);
		accumulate(&fresh, 0);
		memcpy(g, ck_trainer_gradient(&fresh, at), (size_t)w->size);
		ck_trainer_close(&fresh);
		memcpy(was, x, (size_t)w->size);
		for (int64_t k = 0; k < n; k++)
			length += (double)g[k] * g[k];
		const double h = 0.01 / length; /* the loss changes by about 0.01 either way */
		for (int side = 0; side < 2; side++) {
			for (int64_t k = 0; k < n; k++)
				x[k] = was[k] + (float)((side ? -h : h) * g[k]);
			loss[side] = accumulate(&t, 0);
		}
		memcpy(x, was, (size_t)w->size);
		double slope = (loss[0] - loss[1]) / (2 * h);
		if (!(fabs(slope - length) < 0.01 * length))
			fail_msg("%s: |g|^2 %.6g, by finite differences %.6g", w->id, length, slope);
	}
	ck_trainer_close(&t);
}

/* After three steps and one more gradient: every bit of weights, moments and gradients. */
static void same_bits(const char *name, int threads, const char *than)
{
	struct ck_trainer t, u;
	open_model(&t, than, 1);
	open_model(&u, name, threads);
	for (int s = 0; s < 4; s++) {
		float a = accumulate(&t, s), b = accumulate(&u, s);
		assert_memory_equal(&a, &b, sizeof a);
		assert_true(s == 3 || (ck_trainer_update(&t, 0.01f) && ck_trainer_update(&u, 0.01f)));
	}
	const struct ck_artifact *art = t.session.doc.artifact, *other = u.session.doc.artifact;
	for (size_t i = 0; i < art->states.n; i++) {
		const struct ck_state *s = &art->states.v[i];
		bool gradient = !strcmp(s->kind, "gradient");
		assert_memory_equal((gradient ? t.session.gradients.p : t.session.optimizer.p) + s->offset,
			(gradient ? u.session.gradients.p : u.session.optimizer.p) + other->states.v[i].offset, (size_t)s->size);
	}
	for (size_t i = 0; i < art->weights.n; i++)
		assert_memory_equal(master(&t, &art->weights.v[i]), master(&u, &other->weights.v[i]), (size_t)art->weights.v[i].size);
	ck_trainer_close(&t);
	ck_trainer_close(&u);
}

static void test_threads(void **state)
{
	(void)state;
	for (int threads = 2; threads <= 5; threads++)
		same_bits("tied", threads, "tied");
	same_bits("gpt2", 3, "gpt2");
}

/* A debug layout shares no memory and has canaries: the same bits, and a broken canary is found in each arena. */
static void test_debug(void **state)
{
	(void)state;
	build("debug", "tied", &grad, true);
	same_bits("debug", 3, "tied");
	struct ck_trainer t;
	open_model(&t, "debug", 2);
	accumulate(&t, 0);
	const struct ck_canary_list *c = &t.session.doc.artifact->canaries;
	static const char *const arenas[] = { "gradients", "optimizer" };
	for (int i = 0; i < 2; i++) {
		uint8_t *base = i ? t.session.optimizer.p : t.session.gradients.p;
		size_t at = c->n;
		while (at-- > 0 && strcmp(c->v[at].arena, arenas[i])) {}
		assert_true(at < c->n);
		base[c->v[at].offset] ^= 1;
		int32_t tokens[ROWS], targets[ROWS];
		float loss;
		fill(tokens, targets, 0, 2);
		catch_start();
		assert_false(ck_trainer_accumulate(&t, tokens, targets, 1, &loss));
		assert_diagnosed(ck_printf(&arena, "broken canary behind %s", c->v[at].after));
		catch_end();
		base[c->v[at].offset] ^= 1;
		accumulate(&t, 0);
	}
	ck_trainer_close(&t);
}

/* Four sequences as 1, 2 and 4 micro-batches, each with its share of the targets: only the order of the sums over rows differs,
 * and of at most 64 rows and 4 partial sums the difference stays below 1e-5 of a gradient's RMS. */
static void test_accumulation(void **state)
{
	static const int batches[] = { 4, 2, 1 };
	int32_t tokens[MAX], targets[MAX];
	const int all = fill(tokens, targets, 1, 4);
	const float *want[64] = { NULL };
	double first = 0;
	(void)state;
	for (int i = 0; i < 3; i++) {
		struct ck_grad_options o = grad;
		o.batch = batches[i];
		const char *name = ck_printf(&arena, "batch%d", batches[i]);
		build(name, "tied", &o, false);
		struct ck_trainer t;
		open_model(&t, name, 2);
		double sum = 0;
		for (int at = 0; at < MAX; at += batches[i] * SEQ) {
			int counted = 0;
			float loss;
			for (int k = at; k < at + batches[i] * SEQ; k++)
				counted += targets[k] >= 0;
			assert_true(ck_trainer_accumulate(&t, tokens + at, targets + at, (float)counted / (float)all, &loss));
			sum += (double)loss * counted / all;
		}
		const struct ck_state_list *s = &t.session.doc.artifact->states;
		assert_true(s->n < sizeof want / sizeof *want);
		for (size_t k = 0; k < s->n; k++) {
			const float *g = ck_trainer_gradient(&t, k);
			if (g && i)
				train_near(name, s->v[k].id, g, want[k], s->v[k].size / 4, 1e-5);
			else if (g)
				want[k] = memcpy(ck_alloc(&arena, (size_t)s->v[k].size), g, (size_t)s->v[k].size);
		}
		if (i)
			assert_true(fabs(sum - first) < 1e-6 * first);
		else
			first = sum;
		ck_trainer_close(&t);
	}
}

static void test_inputs(void **state)
{
	int32_t tokens[ROWS], targets[ROWS];
	float loss;
	struct ck_trainer t;
	(void)state;
	open_model(&t, "tied", 1);
	static const struct { int token; int32_t value; const char *text; } cases[] = {
		{ 0, -2, "targets: error: element 7 is not in [-1, V)" }, { 0, VOCAB, "targets: error: element 7 is not in [-1, V)" },
		{ 1, -1, "tokens: error: element 7 is not in [0, V)" }, { 1, VOCAB, "tokens: error: element 7 is not in [0, V)" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		fill(tokens, targets, 0, 2);
		(cases[i].token ? tokens : targets)[7] = cases[i].value;
		catch_start();
		assert_false(ck_trainer_accumulate(&t, tokens, targets, 1, &loss));
		assert_diagnosed(cases[i].text);
	}
	t.step = -1;
	catch_start();
	assert_false(ck_trainer_update(&t, 0.01f));
	assert_diagnosed("step: error: element 0 is not in [1, 2^31)");
	catch_end();
	ck_trainer_close(&t);
}

/* What is saved is a model.bump that checks, holds the new weights, and can be trained on. */
static void test_save(void **state)
{
	(void)state;
	struct ck_trainer t;
	open_model(&t, "untied", 2);
	accumulate(&t, 0);
	assert_true(ck_trainer_update(&t, 0.01f));
	const char *path = ck_printf(&arena, "%s/trained.bump", root);
	assert_true(ck_trainer_save(&t, path));
	struct ck_bump b;
	assert_true(ck_bump_open(&b, path, CK_BUMP_MODEL) && ck_bump_check(&b));
	assert_memory_equal(b.map + b.header->data_offset, t.session.master + b.header->data_offset, b.header->data_size);
	assert_memory_not_equal(b.map + b.header->data_offset, t.session.bump.map + b.header->data_offset, b.header->data_size);
	ck_bump_close(&b);
	catch_start();
	assert_false(ck_trainer_save(&t, "/nonexistent/trained.bump"));
	assert_diagnosed("/nonexistent/trained.bump: error: ");
	catch_end();
	ck_trainer_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_gradients), cmocka_unit_test(test_step), cmocka_unit_test(test_losses),
		cmocka_unit_test(test_finite_differences), cmocka_unit_test(test_threads), cmocka_unit_test(test_debug),
		cmocka_unit_test(test_accumulation), cmocka_unit_test(test_inputs), cmocka_unit_test(test_save),
	};
	return cmocka_run_group_tests(tests, group_setup, group_teardown);
}

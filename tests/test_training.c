/* Runs of training on whole models: clipped steps of AdamW and SGD against PyTorch in F64 (golden/train), evaluation, and
 * checkpoints, good and bad. */
#include "train_model.h"

#include "checkpoint.h"
#include "diagnosed.h"
#include "hash.h"

static int group_setup(void **state)
{
	(void)state;
	snprintf(root, sizeof root, "/tmp/ck-training-XXXXXX");
	assert_non_null(mkdtemp(root));
	/* As tests/oracle/train_torch.py has it. */
	struct ck_grad_options o = { .target = "native", .batch = 2, .seq = SEQ, .optimizer = "adamw", .beta1 = 0.9, .beta2 = 0.999,
		.eps = 1e-3, .decay = 0.1, .momentum = 0.9 };
	build("tied", "tied", &o, false);
	build("untied", "untied", &o, false);
	o.optimizer = "sgd";
	build("tied.sgd", "tied", &o, false);
	build("untied.sgd", "untied", &o, false);
	return 0;
}

static bool update(struct ck_trainer *t, float clip)
{
	t->clip = clip;
	return ck_trainer_update(t, 0.01f);
}

/* Ten steps under a limit that clips each: losses, and norms before they are clipped. F32 was off F64 by at most 4.8e-7, and by 1.1e-6
 * of a norm. */
static void clipped(struct ck_trainer *t, const char *name, struct train_file *f)
{
	const float *losses = train_take(f, 10), *norms = train_take(f, 10);
	for (int s = 0; s < 10; s++) {
		const float loss = accumulate(t, s);
		assert_true(update(t, 0.5f));
		assert_true(norms[s] > 0.5f);
		if (!(fabs((double)loss - losses[s]) < 1.5e-6 && fabs((double)t->norm - norms[s]) < 3e-6 * norms[s]))
			fail_msg("%s, step %d: loss %.7g, norm %.7g, PyTorch %.7g, %.7g", name, s + 1, loss, t->norm, losses[s], norms[s]);
	}
}

static void test_clip(void **state)
{
	static const char *const models[] = { "tied", "untied" };
	(void)state;
	for (int m = 0; m < 2; m++) {
		struct train_file f = train_load(ck_printf(&arena, "%s.clipped", models[m]));
		struct ck_trainer t;
		open_model(&t, models[m], 2);
		clipped(&t, models[m], &f);
		train_finish(&f);
		ck_trainer_close(&t);
	}
}

static void test_sgd(void **state)
{
	static const char *const models[] = { "tied.sgd", "untied.sgd" };
	(void)state;
	for (int m = 0; m < 2; m++) {
		struct train_file f = train_load(models[m]);
		struct ck_trainer t;
		open_model(&t, models[m], 2);
		assert_null(t.number);
		clipped(&t, models[m], &f);
		const struct ck_tensor_list *tensors = &t.session.doc.artifact->tensors;
		for (size_t i = 0; i < tensors->n; i++) {
			const struct ck_weight_list *w = &t.session.doc.artifact->weights;
			size_t k = 0;
			while (k < w->n && strcmp(w->v[k].tensor, tensors->v[i].name))
				k++;
			assert_true(k < w->n);
			const int64_t n = w->v[k].size / 4;
			train_near(models[m], w->v[k].id, (const float *)(const void *)(t.session.master + w->v[k].offset), train_take(&f, n), n, 1e-5);
		}
		train_finish(&f);
		ck_trainer_close(&t);
	}
}

/* Evaluation gives the loss that training would, and changes no bit of anything. */
static void test_evaluate(void **state)
{
	int32_t tokens[ROWS], targets[ROWS];
	float loss, want[2];
	struct ck_trainer t;
	(void)state;
	open_model(&t, "tied", 2);
	for (int s = 0; s < 2; s++) {
		fill(tokens, targets, s, 2);
		assert_true(ck_trainer_evaluate(&t, tokens, targets, &loss));
		want[s] = accumulate(&t, s);
		assert_memory_equal(&loss, &want[s], sizeof loss);
		assert_true(ck_trainer_evaluate(&t, tokens, targets, &loss) && update(&t, 0));
	}
	struct ck_trainer u;
	open_model(&u, "tied", 3);
	for (int s = 0; s < 2; s++) {
		loss = accumulate(&u, s);
		assert_memory_equal(&loss, &want[s], sizeof loss);
		assert_true(update(&u, 0));
	}
	const struct ck_bump_header *h = t.session.bump.header;
	assert_memory_equal(t.session.master + h->data_offset, u.session.master + h->data_offset, h->data_size);
	ck_trainer_close(&t);
	ck_trainer_close(&u);
}

static char *read_whole(const char *path, size_t *n)
{
	FILE *f = fopen(path, "rb");
	assert_non_null(f);
	assert_int_equal(fseek(f, 0, SEEK_END), 0);
	*n = (size_t)ftell(f);
	rewind(f);
	char *p = ck_alloc(&arena, *n + 1);
	assert_int_equal(fread(p, 1, *n, f), *n);
	fclose(f);
	return p;
}

static void write_whole(const char *path, const char *p, size_t n)
{
	FILE *f = fopen(path, "wb");
	assert_non_null(f);
	assert_int_equal(fwrite(p, 1, n, f), n);
	assert_int_equal(fclose(f), 0);
}

/* Six steps at once, and with a checkpoint behind each, loaded by another session with other threads: the same losses, the
 * same checkpoints byte for byte. */
static void test_resume(void **state)
{
	static const char *const models[] = { "tied", "untied.sgd" };
	(void)state;
	for (int m = 0; m < 2; m++) {
		struct ck_trainer whole, part;
		const struct ck_checkpoint c = { .windows = 12, .tokens = 5, .tokens_xxh3 = 6, .shuffle = 1, .seed = 8 };
		struct ck_checkpoint back;
		const char *a = ck_printf(&arena, "%s/whole.checkpoint", root), *b = ck_printf(&arena, "%s/part.checkpoint", root);
		open_model(&whole, models[m], 2);
		for (int s = 0; s < 6; s++) {
			open_model(&part, models[m], 1 + s % 3);
			if (s) {
				assert_true(ck_checkpoint_load(&part, &back, b));
				assert_int_equal(part.step, s);
				assert_int_equal(back.step, s);
				back.step = 0;
				assert_memory_equal(&back, &c, sizeof c);
			}
			const float x = accumulate(&whole, s), y = accumulate(&part, s);
			assert_memory_equal(&x, &y, sizeof x);
			assert_true(update(&whole, 1) && update(&part, 1));
			size_t n, k;
			assert_true(ck_checkpoint_save(&whole, &c, a) && ck_checkpoint_save(&part, &c, b));
			const char *p = read_whole(a, &n), *q = read_whole(b, &k);
			assert_int_equal(n, k);
			assert_memory_equal(p, q, n);
			ck_trainer_close(&part);
		}
		ck_trainer_close(&whole);
	}
}

/* Checkpoints that are none, and what is said of them. The good one is changed where it says, and its header's checksum made
 * right again if wanted. */
static void test_refused(void **state)
{
	struct ck_trainer t;
	struct ck_checkpoint c = { .windows = 2 };
	const char *path = ck_printf(&arena, "%s/refused.checkpoint", root), *plain = ck_printf(&arena, "%s/plain.bump", root);
	size_t n;
	(void)state;
	open_model(&t, "tied", 2);
	accumulate(&t, 0);
	assert_true(update(&t, 0) && ck_checkpoint_save(&t, &c, path) && ck_trainer_save(&t, plain));
	const char *good = read_whole(path, &n);
	const struct ck_bump_header *h = (const void *)good;
	const struct { size_t at; bool header; const char *text; } cases[] = {
		{ offsetof(struct ck_bump_header, magic) + 6, false, "not a bump file of this version" },
		{ offsetof(struct ck_bump_header, training_xxh3), false, "header is damaged" },
		{ offsetof(struct ck_bump_header, training_xxh3), true, "section training is damaged" },
		{ offsetof(struct ck_bump_header, layout_sha256), true, "of another layout" },
		{ h->training_offset, false, "section training is damaged" },
		{ h->training_offset + h->training_size - 1, false, "section training is damaged" },
		{ h->data_offset, false, "is damaged" },
		{ h->index_offset, false, "index" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *bad = ck_alloc(&arena, n);
		struct ck_bump_header *x = (void *)bad;
		memcpy(bad, good, n);
		bad[cases[i].at] ^= 1;
		if (cases[i].header)
			x->header_xxh3 = XXH3_64bits(x, offsetof(struct ck_bump_header, header_xxh3));
		write_whole(path, bad, n);
		catch_start();
		assert_false(ck_checkpoint_load(&t, &c, path));
		assert_diagnosed(cases[i].text);
	}
	static const size_t sizes[] = { 0, 100, 4 << 20 };
	for (size_t i = 0; i < 4; i++) {
		write_whole(path, good, i < 3 ? sizes[i] : n - 1);
		catch_start();
		assert_false(ck_checkpoint_load(&t, &c, path));
		assert_diagnosed(path);
	}
	/* Checksums right, contents not. */
	for (int i = 0; i < 4; i++) {
		char *bad = memcpy(ck_alloc(&arena, n), good, n);
		struct ck_bump_header *x = (void *)bad;
		struct ck_checkpoint *y = (void *)(bad + x->training_offset);
		if (i == 0)
			y->step = UINT32_MAX;
		else if (i == 1)
			y->reserved[1] = 1;
		else if (i == 2)
			x->size = x->training_offset + --x->training_size;
		else
			y->windows = INT64_MAX;
		x->training_xxh3 = XXH3_64bits(y, x->training_size);
		x->header_xxh3 = XXH3_64bits(x, offsetof(struct ck_bump_header, header_xxh3));
		write_whole(path, bad, i == 2 ? n - 1 : n);
		catch_start();
		assert_false(ck_checkpoint_load(&t, &c, path));
		assert_diagnosed("section training");
	}
	catch_start();
	assert_false(ck_checkpoint_load(&t, &c, plain));
	assert_diagnosed("no checkpoint");
	assert_int_equal(t.step, 1); /* nothing of all that was taken */
	ck_trainer_close(&t);
	write_whole(path, good, n);
	open_model(&t, "untied", 2);
	catch_start();
	assert_false(ck_checkpoint_load(&t, &c, path));
	assert_diagnosed("of another layout");
	catch_end();
	ck_trainer_close(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_clip), cmocka_unit_test(test_sgd), cmocka_unit_test(test_evaluate), cmocka_unit_test(test_resume),
		cmocka_unit_test(test_refused),
	};
	return cmocka_run_group_tests(tests, group_setup, group_teardown);
}

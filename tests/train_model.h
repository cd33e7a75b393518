/* The models of tests/golden/train, built for training, and the windows of tokens that tests/oracle/train_torch.py trains on. */
#ifndef CK_TEST_TRAIN_MODEL_H
#define CK_TEST_TRAIN_MODEL_H

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "folder.h"
#include "model_build.h"
#include "train_golden.h"
#include "trainer.h"

enum { SEQ = 16, ROWS = 2 * SEQ, VOCAB = 40 };

static char root[64];
static struct ck_arena arena;

static inline const char *folder(const char *name)
{
	const char *path = ck_printf(&arena, "%s/%s", root, name);
	assert_int_equal(mkdir(path, 0700), 0);
	return path;
}

static inline const char *build(const char *name, const char *gguf, const struct ck_grad_options *o, bool debug)
{
	const struct model_build m = { .gguf = ck_printf(&arena, "tests/golden/train/%s.gguf", gguf), .debug = debug };
	const char *dir = folder(name);
	model_build_for(dir, &m, o, &arena);
	return dir;
}

static inline int group_teardown(void **state)
{
	(void)state;
	remove_folder(root);
	ck_arena_free(&arena);
	return 0;
}

static inline void open_model(struct ck_trainer *t, const char *name, int threads)
{
	assert_true(ck_trainer_open(t, ck_printf(&arena, "%s/%s", root, name), &(struct ck_session_options){ .threads = threads, .check = true }));
	assert_int_equal(t->vocab, VOCAB);
	assert_int_equal(t->seq, SEQ);
}

/* The tokens of windows() in tests/oracle/train_torch.py; every fifth row has no target. */
static inline int fill(int32_t *tokens, int32_t *targets, int step, int batch)
{
	int counted = 0;
	for (int b = 0; b < batch; b++)
		for (int j = 0; j <= SEQ; j++) {
			int64_t i = b * (SEQ + 1) + j + step % 4 * 1000;
			int32_t id = (int32_t)((i * 7919 + i / 3 * 104729) % VOCAB);
			if (j < SEQ)
				tokens[b * SEQ + j] = id;
			if (j > 0)
				targets[b * SEQ + j - 1] = (b * SEQ + j - 1) % 5 ? id : -1;
		}
	for (int i = 0; i < batch * SEQ; i++)
		counted += targets[i] >= 0;
	return counted;
}

static inline float accumulate(struct ck_trainer *t, int step)
{
	int32_t tokens[ROWS], targets[ROWS];
	float loss;
	fill(tokens, targets, step, 2);
	assert_true(ck_trainer_accumulate(t, tokens, targets, 1, &loss));
	return loss;
}

#endif

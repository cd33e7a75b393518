/* A training run on disk: a model.bump whose section training has all else that the next step depends on. Between two steps
 * all gradients are zero, so they are not kept. */
#ifndef CK_CHECKPOINT_H
#define CK_CHECKPOINT_H

#include "trainer.h"

/* What the section starts with; the arena optimizer follows, as it stands. */
struct ck_checkpoint {
	uint64_t step;          /* updates made */
	uint64_t windows;       /* sequences taken from the tokens */
	uint64_t tokens;        /* ids there are, */
	uint64_t tokens_xxh3;   /* and XXH3-64 of them, each I32 */
	uint64_t shuffle, seed; /* shuffle: 0 or 1 */
	uint64_t reserved[2];   /* zero */
};
_Static_assert(sizeof(struct ck_checkpoint) == 64, "a checkpoint's head is 64 bytes");

/* The weights as they stand, as a model.bump of the same layout; with c, whose step it fills in itself, all as a checkpoint. False
 * after a diagnostic; no file is left then. */
bool ck_checkpoint_save(const struct ck_trainer *t, const struct ck_checkpoint *c, const char *path);

/* Puts weights, optimizer and number of steps back. False after a diagnostic: not a whole checkpoint of this layout. */
bool ck_checkpoint_load(struct ck_trainer *t, struct ck_checkpoint *c, const char *path);

#endif

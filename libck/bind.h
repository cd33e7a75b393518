/* What is bound once, before programs are made: the machine, and the dimensions that have bind: build, which templates call
 * C (positions of context), S (slots), PS (pages of a slot) and PG (pages in all). */
#ifndef CK_BIND_H
#define CK_BIND_H

#include "arena.h"
#include "schema.h"

/* name NULL: native. False after a diagnostic. */
bool ck_bind_target(struct ck_artifact *art, const char *name, const char *numerics, struct ck_arena *a);

/* Positions the model was trained for; INT64_MAX where it does not say. */
int64_t ck_trained_context(const struct ck_artifact *art);

/* C, S, PS and PG, those that the model has; ctx_from and slots_from say why. False after a diagnostic. */
bool ck_bind_context(struct ck_artifact *art, int64_t ctx, int64_t slots, const char *ctx_from, const char *slots_from);

/* The dimensions a step binds: its rows, and those of them whose logits are wanted. */
enum { CK_CALL_DIMS = 2 };
extern const char *const ck_call_dim[CK_CALL_DIMS];

/* Checks that every dimension has a value now, or is one that a step binds. False after a diagnostic. */
bool ck_bind_dims(const struct ck_artifact *art);

/* Gives states of type kv the artifact's, and checks their sizes. False after a diagnostic. */
bool ck_bind_states(const struct ck_artifact *art);

#endif

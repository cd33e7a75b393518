/* The program update of training: the norm of all gradients, its clipping, and one step of an optimizer on every weight, whose
 * gradient is zero then. */
#ifndef CK_UPDATE_H
#define CK_UPDATE_H

#include <stdbool.h>

#include "passes.h"

/* Adds the program, of train's sections and bounds, and the states it needs to the artifact. trained: by weight, whether it has
 * a gradient. False after a diagnostic. */
bool ck_update_add(struct ck_artifact *art, const struct ck_program *train, const bool *trained, const struct ck_grad_options *o,
	struct ck_arena *a);

#endif

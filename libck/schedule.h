/* The learning rate of each step.
 *
 * Of step s, counted from 1, in F64 from basic operations, rounded to F32 at the end:
 *   s <= warmup: lr s / warmup; behind that, with p = (s - 1 - warmup) / (steps - warmup):
 *   constant lr;  linear lr + (lr_min - lr) p;  cosine lr_min + (lr - lr_min) (1 + cos(pi p)) / 2
 * as torch.optim.lr_scheduler has them (SequentialLR of LinearLR and ConstantLR, LinearLR or CosineAnnealingLR). */
#ifndef CK_SCHEDULE_H
#define CK_SCHEDULE_H

#include <stdint.h>

enum ck_schedule_kind { CK_CONSTANT, CK_COSINE, CK_LINEAR, CK_SCHEDULES };

struct ck_schedule {
	enum ck_schedule_kind kind;
	double lr, lr_min;
	int64_t warmup, steps;  /* warmup <= steps */
};

/* By the name of its kind; CK_SCHEDULES: there is none. */
enum ck_schedule_kind ck_schedule_named(const char *name);

/* Of a step from 1 to steps. */
float ck_schedule_rate(const struct ck_schedule *s, int64_t step);

#endif

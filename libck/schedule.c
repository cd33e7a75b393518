#include "schedule.h"

#include <string.h>

enum ck_schedule_kind ck_schedule_named(const char *name)
{
	static const char *const names[CK_SCHEDULES] = { "constant", "cosine", "linear" };
	int i = 0;
	while (i < CK_SCHEDULES && strcmp(names[i], name))
		i++;
	return (enum ck_schedule_kind)i;
}

/* cos(pi p) of p in [0, 1]: its series to the 22nd power, whose rest is below 2^-55 up to a quarter turn. */
static double cos_pi(double p)
{
	if (p > 0.5)
		return -cos_pi(1 - p);
	const double x = p * 3.14159265358979323846, z = x * x;
	double c = 1;
	for (int k = 22; k > 0; k -= 2)
		c = 1 - z / (k * (k - 1)) * c;
	return c;
}

float ck_schedule_rate(const struct ck_schedule *s, int64_t step)
{
	if (step <= s->warmup)
		return (float)(s->lr * (double)step / (double)s->warmup);
	const double p = (double)(step - 1 - s->warmup) / (double)(s->steps - s->warmup);
	switch (s->kind) {
	case CK_COSINE: return (float)(s->lr_min + (s->lr - s->lr_min) * (1 + cos_pi(p)) / 2);
	case CK_LINEAR: return (float)(s->lr + (s->lr_min - s->lr) * p);
	default: return (float)s->lr;
	}
}

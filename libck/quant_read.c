#include "quant_read.h"

#include <stddef.h>
#include <string.h>

#include "bf16.h"
#include "iq4_nl.h"
#include "iq4_xs.h"
#include "q2_k.h"
#include "q3_k.h"
#include "q4_0.h"
#include "q4_1.h"
#include "q4_k.h"
#include "q5_0.h"
#include "q5_1.h"
#include "q5_k.h"
#include "q6_k.h"

static const struct { const char *dtype; const struct ck_block_type *type; } blocks[] = {
	{ "q4_0", &ck_q4_0 }, { "q4_1", &ck_q4_1 }, { "q5_0", &ck_q5_0 }, { "q5_1", &ck_q5_1 },
	{ "q2_k", &ck_q2_k }, { "q3_k", &ck_q3_k }, { "q4_k", &ck_q4_k }, { "q5_k", &ck_q5_k }, { "q6_k", &ck_q6_k },
	{ "iq4_nl", &ck_iq4_nl }, { "iq4_xs", &ck_iq4_xs },
};

static const struct ck_block_type *find(const struct ck_dtype *t)
{
	for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
		if (!strcmp(blocks[i].dtype, t->name))
			return blocks[i].type;
	return NULL;
}

static bool is(const struct ck_dtype *t, const char *name)
{
	return !strcmp(t->name, name);
}

bool ck_dequantizable(const struct ck_dtype *t)
{
	return is(t, "f32") || is(t, "f16") || is(t, "bf16") || is(t, "q8_0") || find(t);
}

static uint16_t u16_at(const uint8_t *p)
{
	uint16_t v;
	memcpy(&v, p, sizeof v);
	return v;
}

void ck_dequantize(const struct ck_dtype *t, const uint8_t *in, float *x, int64_t n)
{
	const struct ck_block_type *type = find(t);
	if (is(t, "f32"))
		memcpy(x, in, (size_t)n * sizeof *x);
	else if (is(t, "f16"))
		for (int64_t i = 0; i < n; i++)
			x[i] = ck_f16_to_f32(u16_at(in + 2 * i));
	else if (is(t, "bf16"))
		for (int64_t i = 0; i < n; i++)
			x[i] = ck_bf16_to_f32(u16_at(in + 2 * i));
	else if (is(t, "q8_0"))
		for (int64_t i = 0; i < n; i += 32, in += 34)
			for (int k = 0; k < 32; k++)
				x[i + k] = ck_f16_to_f32(u16_at(in)) * (float)(int8_t)in[2 + k];
	else
		for (int64_t i = 0; i < n; i += type->k, in += type->bytes) {
			struct ck_block b;
			type->decode(&b, in);
			for (int k = 0; k < type->k; k++)
				x[i + k] = ck_block_value(&b, k, type->sub);
		}
}

/* Expressions: any text, over a scope with integers near their limits, a symbol without value, reals and text. */
#include <math.h>
#include <string.h>

#include "expr.h"
#include "extent.h"
#include "fuzz.h"

static bool lookup(void *user, const char *name, size_t n, struct ck_term *out)
{
	static const struct { const char *name; struct ck_term t; } known[] = {
		{ "E", { .type = CK_TERM_INT, .i = 64 } },
		{ "big", { .type = CK_TERM_INT, .i = INT64_MAX } },
		{ "low", { .type = CK_TERM_INT, .i = INT64_MIN } },
		{ "T", { .type = CK_TERM_INT, .i = 1, .dyn = "T" } },
		{ "O", { .type = CK_TERM_INT, .i = INT64_MAX, .dyn = "O" } },
		{ "eps", { .type = CK_TERM_REAL, .r = 1e-5 } },
		{ "huge", { .type = CK_TERM_REAL, .r = 1e308 } },
		{ "yes", { .type = CK_TERM_BOOL, .b = true } },
		{ "act", { .type = CK_TERM_TEXT, .text = { "silu", 4 } } },
	};
	(void)user;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (strlen(known[i].name) == n && !memcmp(known[i].name, name, n)) {
			*out = known[i].t;
			return true;
		}
	return false;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = malloc(size + 1);
	if (!text)
		abort();
	memcpy(text, data, size);
	text[size] = 0;
	struct ck_scope scope = { lookup, NULL };
	struct ck_expr_error e = { .at = SIZE_MAX };
	struct ck_term t;
	fuzz_begin();
	if (ck_expr(text, &scope, &t, &e))
		MUST(t.type != CK_TERM_REAL || isfinite(t.r));
	else
		MUST(e.at <= strlen(text) && *e.text);
	bool b;
	int64_t i;
	if (ck_expr_bool(text, &scope, &b, &e) && ck_expr_int(text, &scope, &i, &e))
		MUST(!"both a condition and an integer");
	ck_expr(text, NULL, &t, &e);

	struct ck_dim dims[] = {
		{ .name = "E", .bind = "fixed", .value = INT64_MAX / 3 }, { .name = "T", .bind = "call" },
	};
	struct ck_dim_list list = { dims, 2 };
	struct ck_extent x, y;
	if (ck_extent_parse(text, &list, &x, &e)) {
		MUST(x.fixed >= 1);
		ck_extent_mul(x, x, &y);
		ck_extent_at(x, INT64_MAX);
	}
	free(text);
	return 0;
}

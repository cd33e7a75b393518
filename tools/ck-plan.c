/* ck-plan: lowered to plan. */
#include "filter.h"
#include "passes.h"

int main(int argc, char **argv)
{
	static const struct ck_filter filter = { "ck-plan", "decide parts, order of reductions, scratch and barriers", NULL,
		CK_LOWERED, CK_PLAN, ck_pass_plan, NULL };
	return ck_filter_main(&filter, argc, argv);
}

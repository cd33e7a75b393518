/* ck-lower: ir2 to lowered. */
#include "filter.h"
#include "passes.h"

int main(int argc, char **argv)
{
	static const struct ck_filter filter = { "ck-lower", "choose a kernel for each op and a packing for each weight", NULL,
		CK_IR2, CK_LOWERED, ck_pass_lower, NULL };
	return ck_filter_main(&filter, argc, argv);
}
